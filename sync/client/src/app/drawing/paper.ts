/** The paper of drawings and signatures. */
import { fit } from "../../media";
import type { Pixels } from "../../media";

const DRAWING: Pixels = { width: 1200, height: 1600 };
/** Wide, as names are; still readable in print. */
const SIGNATURE: Pixels = { width: 1200, height: 800 };

/** White paper within the longest edge that the form allows. */
export function paperFor(longest: number | null, isSignature: boolean): Pixels {
  const paper = isSignature ? SIGNATURE : DRAWING;
  return longest === null ? paper : fit(paper, longest);
}
