/** The best place of one attempt, and when it is good enough. */
import type { Thresholds } from "../../forms/types";
import type { Place } from "../../media/types";

/** Metres: what a phone reaches in the open within half a minute. */
const USUAL = 15;
const WORST = 100;
/** Milliseconds: a fix from before the tap that is older says where somebody was. */
const FRESH = 60_000;

/** When to stop by itself; 0 in the form means never. */
export function aimOf({ accuracy }: Thresholds): number {
  return accuracy ?? USUAL;
}

/** From where on a place is to be looked at twice. */
export function mostOf({ unacceptable }: Thresholds): number {
  return unacceptable ?? WORST;
}

/** The better of two places of one attempt. */
export function better(kept: Place | null, found: Place): Place {
  return kept !== null && kept.accuracy <= found.accuracy ? kept : found;
}

/**
 * Whether a place that was known before an attempt belongs to it. What comes later does
 * by itself: the clocks of receivers go wrong.
 */
export function isFresh(known: Place, began: number): boolean {
  return known.at >= began - FRESH;
}

export function isGood(place: Place, thresholds: Thresholds): boolean {
  return place.accuracy <= aimOf(thresholds);
}
