/** A picture that was drawn on gets back what is known of the photo below it. */
import { essentials, exifOf, withExif } from "../../media";

/** Time, place and camera; nothing that shows what was covered. */
export async function dressed(picture: Blob, photo: ArrayBuffer): Promise<Blob> {
  const whole = exifOf(photo);
  const exif = whole && essentials(whole);
  if (!exif) return picture;
  return new Blob([withExif(await picture.arrayBuffer(), exif)], { type: picture.type });
}
