/** Media: photos, their bytes and places. Knows nothing of ours. */
export type * from "./types";
export { takeIn } from "./intake";
export { startLocator, locateOnce } from "./place";
