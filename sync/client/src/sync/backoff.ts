/** How long to wait, and how much to send at once. Pure. */

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;

/** Wait before attempt n (from 1): doubling, capped, spread so phones do not march. */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (0.5 + random / 2));
}

/** A wait the server asked for, never shorter, spread so that phones do not march. */
export function told(waitMs: number, random: number): number {
  return Math.round(waitMs * (1 + random / 2));
}

/** `Retry-After` in milliseconds: seconds or a date; null when absent or nonsense. */
export function retryAfter(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) ? Math.min(LONGEST_MS * 2, Math.max(0, wait)) : null;
}

const KB = 1024;
const SMALLEST = 32 * KB;
const LARGEST = 256 * KB;
const WANTED_MS = 5_000;

export const FIRST_CHUNK = 64 * KB;

/** The next chunk, so that it takes about five seconds: a cut loses no more. */
export function nextChunk(size: number, tookMs: number): number {
  const ideal = (size * WANTED_MS) / Math.max(1, tookMs);
  const whole = Math.floor(ideal / (16 * KB)) * 16 * KB;
  return Math.min(LARGEST, Math.max(SMALLEST, Math.min(whole, size * 2)));
}
