import type { Words } from "../words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The office marks what is further off than this. */
const TOLERATED = 5 * MINUTE;

/** What to say of a clock that is so far ahead; null when it is near enough. */
export function skew(aheadMs: number, words: Words): string | null {
  const off = Math.abs(aheadMs);
  if (off <= TOLERATED) return null;
  return words.send.clock(aheadMs > 0, span(off, words));
}

function span(off: number, { send }: Words): string {
  if (off >= DAY) return send.days(Math.floor(off / DAY));
  return off >= HOUR ? send.hours(Math.floor(off / HOUR)) : send.span(Math.floor(off / MINUTE));
}
