/** Make a photo smaller in the browser, upright, and give it its EXIF back. */
import { openPicture } from "./decode";
import type { OpenPicture } from "./decode";
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

/** Shrink on a canvas. The pixels are upright then, and their EXIF says so. */
export const shrinkOnCanvas: Shrink = async (bytes, mime, longest) => {
  const picture = await openPicture(bytes, mime);
  if (picture === null) return null;
  const isLarge = Math.max(picture.width, picture.height) > longest;
  const drawn = isLarge ? await drawnSmall(picture, fit(picture, longest)) : null;
  picture.close();
  if (drawn === null || drawn.byteLength >= bytes.byteLength) return null;
  const exif = exifOf(bytes);
  return exif === null ? drawn : withExif(drawn, exif);
};

async function drawnSmall(picture: OpenPicture, size: Pixels): Promise<ArrayBuffer | null> {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  // On the processor: a phone's graphics chip has no room for a whole photo.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  context.imageSmoothingQuality = "high";
  picture.draw(context, size.width, size.height);
  const blob = await new Promise<Blob | null>((done) =>
    canvas.toBlob(done, "image/jpeg", QUALITY),
  );
  // Frees the pixels now; phones with little memory cannot wait for the collector.
  canvas.width = 0;
  return blob === null ? null : blob.arrayBuffer();
}
