/** What the appearance of a question says of the camera that answers it. */

/** The side of the phone that the camera looks from. */
export type Facing = "user" | "environment";

/** `new-front` and `selfie` ask for the camera above the screen. */
export function facingOf(appearances: ReadonlySet<string>): Facing {
  return appearances.has("new-front") || appearances.has("selfie") ? "user" : "environment";
}

/** Whether only a picture of this moment answers: none from the gallery. */
export function isFresh(appearances: ReadonlySet<string>): boolean {
  return appearances.has("new") || facingOf(appearances) === "user";
}
