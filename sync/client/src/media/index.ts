/** Media: photos, their bytes and places. Knows nothing of ours. */
export type * from "./types";
export { sha256, sha256OfText } from "./hash";
export { localTime, takeIn } from "./intake";
export { locateOnce, startLocator } from "./place";
export { openPicture } from "./decode";
export type { OpenPicture } from "./decode";
export { exifOf, withExif } from "./exif";
export { essentials, shotExif } from "./exif_made";
export { boxOf, cellsAlong, cellsIn, gridOver, meanOf } from "./mosaic";
export type { Box, Grid, Spot } from "./mosaic";
export { fit } from "./shrink";
export type { Pixels } from "./shrink";
export { sourceOf } from "./source";
export type { Way } from "./source";
