/** When a newer version is tried and when it takes over. Pure. */

export interface Standing {
  /** What is known of the newer version. */
  readonly newer: "none" | "untried" | "trying" | "good" | "bad";
  /** What the page is doing. */
  readonly page: "filling" | "shown" | "hidden";
}

/** ready: say so, and let the inspector choose the moment. */
export type Step = "rest" | "try" | "ready" | "stay" | "take_over";

/** Filling is never interrupted; what does not open everything never takes over. */
export function step({ newer, page }: Standing): Step {
  if (newer === "none" || newer === "trying") return "rest";
  if (newer === "bad") return "stay";
  if (newer === "untried") return page === "filling" ? "rest" : "try";
  return page === "hidden" ? "take_over" : "ready";
}
