/** Media: photos, their bytes and places. Knows nothing of ours. */
export type * from "./types";
export { sha256, sha256OfText } from "./hash";
export { localTime, takeIn } from "./intake";
export { locateOnce, startLocator } from "./place";
