/** Pictures decoded one at a time, upright, and let go of at once. */
import { jpegSize, orientationOf } from "./exif";

export interface OpenPicture {
  readonly width: number;
  readonly height: number;
  draw(on: CanvasRenderingContext2D, width: number, height: number): void;
  /** Frees the pixels now: twelve million of them are 48 MB. */
  close(): void;
}

/**
 * Decode a picture, upright; null when the browser cannot. As a bitmap, which can be
 * freed: of elements Chromium keeps every picture that it ever decoded, 700 MB after
 * twenty photos. Only elements are upright everywhere, so they help out.
 */
export async function openPicture(bytes: ArrayBuffer, mime: string): Promise<OpenPicture | null> {
  const blob = new Blob([bytes], { type: mime });
  return (await bitmapOf(blob, bytes)) ?? (await elementOf(blob));
}

async function bitmapOf(blob: Blob, bytes: ArrayBuffer): Promise<OpenPicture | null> {
  const turn = turnOf(orientationOf(bytes));
  if (turn === "flipped" || !("createImageBitmap" in globalThis)) return null;
  const bitmap = await createImageBitmap(blob).catch(() => null);
  if (bitmap === null) return null;
  if (turn === "upright" || isTurned(bitmap, bytes)) return pictureOf(bitmap);
  bitmap.close();
  return null;
}

type Turn = "upright" | "flipped" | "turned";

/** Old browsers draw bitmaps as stored. That shows where width and height change. */
function turnOf(orientation: number): Turn {
  if (orientation >= 5 && orientation <= 8) return "turned";
  return orientation >= 2 && orientation <= 4 ? "flipped" : "upright";
}

function isTurned(bitmap: ImageBitmap, bytes: ArrayBuffer): boolean {
  const stored = jpegSize(bytes);
  return stored !== null && stored.width !== stored.height && bitmap.width === stored.height;
}

function pictureOf(bitmap: ImageBitmap): OpenPicture {
  return {
    width: bitmap.width,
    height: bitmap.height,
    draw: (on, width, height) => on.drawImage(bitmap, 0, 0, width, height),
    close: () => bitmap.close(),
  };
}

async function elementOf(blob: Blob): Promise<OpenPicture | null> {
  const address = URL.createObjectURL(blob);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    draw: (on, width, height) => on.drawImage(image, 0, 0, width, height),
    close: () => image.removeAttribute("src"),
  };
}
