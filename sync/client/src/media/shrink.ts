/** Make a photo smaller in the browser, upright, and give it its EXIF back. */
import { exifOf, withExif } from "./exif";

const QUALITY = 0.85;

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** Size that fits a longest edge; the same when it fits already. */
export function fit(size: Pixels, longest: number): Pixels {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

/** Shrinks bytes to a longest edge; null when they need not or cannot be. */
export type Shrink = (bytes: ArrayBuffer, mime: string, longest: number) => Promise<ArrayBuffer | null>;

/** Shrink on a canvas. The browser turns the pixels upright while it draws. */
export const shrinkOnCanvas: Shrink = async (bytes, mime, longest) => {
  const image = await openPicture(new Blob([bytes], { type: mime }));
  if (image === null) return null;
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const isLarge = Math.max(size.width, size.height) > longest;
  const drawn = isLarge ? await draw(image, fit(size, longest)) : null;
  // Lets go of the pixels: twelve million of them are 48 MB.
  image.removeAttribute("src");
  if (drawn === null || drawn.byteLength >= bytes.byteLength) return null;
  const exif = exifOf(bytes);
  return exif === null ? drawn : withExif(drawn, exif);
};

/**
 * Decode a picture, upright; null when the browser cannot. An element, not
 * createImageBitmap: old Chromium turns only elements upright.
 */
export async function openPicture(blob: Blob): Promise<HTMLImageElement | null> {
  const address = URL.createObjectURL(blob);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function draw(image: HTMLImageElement, size: Pixels): Promise<ArrayBuffer | null> {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, size.width, size.height);
  const blob = await new Promise<Blob | null>((done) =>
    canvas.toBlob(done, "image/jpeg", QUALITY),
  );
  // Frees the pixels now; phones with little memory cannot wait for the collector.
  canvas.width = 0;
  return blob === null ? null : blob.arrayBuffer();
}
