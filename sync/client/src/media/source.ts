/** Where a file came from, told by the way it came and by its age. */
import type { PhotoSource } from "./types";

/** A camera's clock and the page's are the same, its file may be a little late. */
const SLACK_MS = 60_000;

export type Way = "camera" | "gallery";

/**
 * Decide what a chooser handed over. A browser may offer old files where a camera was
 * asked for: what is older than the asking was not taken now.
 */
export function sourceOf(way: Way, lastModified: number, askedAt: number): PhotoSource {
  if (way === "gallery") return "gallery";
  if (!(lastModified > 0)) return "unknown";
  return lastModified >= askedAt - SLACK_MS ? "input_camera" : "gallery";
}
