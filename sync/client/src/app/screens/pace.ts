/** How long the rest takes, from what the server has confirmed lately. Pure. */

/** At this tick, so many bytes had been confirmed in all. */
export interface Sample {
  readonly at: number;
  readonly sent: number;
}

export type TimeLeft =
  /** Too little has been seen to say anything. */
  | { readonly state: "unknown" }
  /** Nothing was confirmed for a while: any figure would be made up. */
  | { readonly state: "stalled" }
  | { readonly state: "left"; readonly minutes: number };

const WINDOW_MS = 60_000;
const LEAST_MS = 5_000;
const STALL_MS = 30_000;

/** Samples with one more; those before the last minute, or of another count, are dropped. */
export function observed(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && next.sent < last.sent) return [next];
  if (last !== undefined && next.sent === last.sent) return [...samples];
  return [...samples.filter((sample) => next.at - sample.at <= WINDOW_MS), next];
}

/** The time for so many bytes, at the pace of the samples. */
export function timeLeft(samples: readonly Sample[], bytes: number, now: number): TimeLeft {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return { state: "unknown" };
  if (now - last.at > STALL_MS) return { state: "stalled" };
  if (now - first.at < LEAST_MS || last.sent === first.sent) return { state: "unknown" };
  const pace = (last.sent - first.sent) / (now - first.at);
  return { state: "left", minutes: Math.ceil(bytes / pace / 60_000) };
}
