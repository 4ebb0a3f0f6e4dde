/** Which of the places that the phone reports become points of a walked line. */
import type { Point } from "../../forms/types";
import type { Place } from "../../media/types";
import { metresBetween, type Spot } from "./earth";

export interface Pace {
  /** Seconds between two points. */
  readonly every: number;
  /** Metres; a place that is less exact is no point. */
  readonly exact: number;
}

export const EVERY = [5, 10, 20, 60] as const;
export const EXACT = [5, 10, 20, 50] as const;
export const USUAL: Pace = { every: 10, exact: 20 };

export interface Walked {
  readonly points: readonly Point[];
  /** When the last point was taken by walking; null before. */
  readonly at: number | null;
}

/** Metres. Whoever stands still adds nothing. */
const STEP = 2;

/** Take up a place on the way: a point more, or the very same line. */
export function walked(before: Walked, place: Place, pace: Pace): Walked {
  const isInexact = place.accuracy > pace.exact;
  const isSoon = before.at !== null && place.at - before.at < pace.every * 1000;
  const last = before.points[before.points.length - 1];
  const isStill = last !== undefined && metresBetween(last, place) < STEP;
  if (isInexact || isSoon || isStill) return before;
  return { ...appended(before, place), at: place.at };
}

/**
 * Add a point; not the first or last one again: a line that ends where it began is
 * closed, and ODK knows no closed trace.
 */
export function appended(before: Walked, point: Point): Walked {
  const { points } = before;
  const ends = [points[0], points[points.length - 1]];
  if (ends.some((end) => end !== undefined && isSame(end, point))) return before;
  const { latitude, longitude, altitude, accuracy } = point;
  return { ...before, points: [...points, { latitude, longitude, altitude, accuracy }] };
}

function isSame(one: Spot, other: Spot): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude;
}
