/**
 * What a phone notes beside its store, to say so when the browser has cleared it.
 *
 * The trace lies in localStorage, in plain words: whose phone it was, and how much was
 * unsent when last counted. No names of people, no answers.
 */
import type { Lost, Received } from "./lost_types";

export type Trace = Omit<Lost, "received">;

/** What of a phone's store tells that it is the one the trace was left beside. */
export interface Remains {
  readonly hasDevice: boolean;
  /** It was emptied on purpose, and says so itself. */
  readonly hasEnded: boolean;
  /** Drafts and submissions. */
  readonly pieces: number;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const TRACE = "chafang.trace";
const LOST = "chafang.lost";

/** Decide whether a trace is of a store that is gone. */
export function isLost(trace: Trace | null, remains: Remains): trace is Trace {
  return trace !== null && !remains.hasDevice && !remains.hasEnded && remains.pieces === 0;
}

/** Read a trace; null for anything else. */
export function readTrace(text: string | null): Trace | null {
  const told = parsed(text);
  if (told === null) return null;
  const { label, team, unsent, drafts, countedAt } = told;
  const isWhole = isText(label) && isText(team) && isCount(unsent) && isCount(drafts);
  return isWhole && isMoment(countedAt) ? { label, team, unsent, drafts, countedAt } : null;
}

/** The traces of this browser. Where nothing can be kept, nothing was noted. */
export class Traces {
  constructor(private readonly shelf: Shelf | null = shelfHere()) {}

  get trace(): Trace | null {
    return readTrace(this.read(TRACE));
  }

  /** What was lost and not yet put away by a person. */
  get lost(): Lost | null {
    const text = this.read(LOST);
    const trace = readTrace(text);
    return trace === null ? null : { ...trace, received: receivedIn(parsed(text)) };
  }

  /** Whether anything can be kept here at all. */
  get isKept(): boolean {
    return this.shelf !== null;
  }

  note(trace: Trace): void {
    this.write(TRACE, trace);
  }

  forget(): void {
    this.drop(TRACE);
  }

  /** From now on the trace tells of a loss, until it is put away. */
  mourn(trace: Trace): void {
    this.write(LOST, trace);
    this.forget();
  }

  /** Add to a loss what the office has of it. */
  found(received: Received): void {
    const { lost } = this;
    if (lost !== null) this.write(LOST, { ...lost, received });
  }

  putAway(): void {
    this.drop(LOST);
  }

  private read(key: string): string | null {
    try {
      return this.shelf?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private write(key: string, told: object): void {
    try {
      this.shelf?.setItem(key, JSON.stringify(told));
    } catch {
      // No room: the trace stays as it was, with the moment of its counting.
    }
  }

  private drop(key: string): void {
    try {
      this.shelf?.removeItem(key);
    } catch {
      // The storage is shut.
    }
  }
}

function shelfHere(): Shelf | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

function parsed(text: string | null): Record<string, unknown> | null {
  try {
    const told: unknown = JSON.parse(text ?? "null");
    return typeof told === "object" ? (told as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function receivedIn(told: Record<string, unknown> | null): Received | null {
  const received = told?.["received"] as Partial<Received> | null | undefined;
  const { whole, partly, begun = 0 } = received ?? {};
  return isCount(whole) && isCount(partly) && isCount(begun) ? { whole, partly, begun } : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isMoment(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}
