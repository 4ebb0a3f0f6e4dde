/** A phone behind a PIN, and what protects one that is open. */
import type { Device, Problem } from "./device_types";

export type Unlocked =
  | { readonly state: "unlocked" }
  | { readonly state: "wrong"; readonly waitSeconds: number }
  /** Too soon after a wrong one; nothing was tried. */
  | { readonly state: "wait"; readonly waitSeconds: number };

/** What the office said to a phone that asked to be opened. */
export type Answered =
  | { readonly state: "asked" | "refused" | "offline" | "not_asked" | "login_page" }
  /** It opened: a new PIN must be set at once. */
  | { readonly state: "opened" }
  | { readonly state: "problem"; readonly problem: Problem };

/** A phone whose store is shut. Nothing is ever wiped because of wrong PINs. */
export interface Lock {
  readonly device: Device | null;
  /** Seconds until a PIN may be tried. */
  readonly waitSeconds: number;
  /** Whether the office could open it: the key was sealed to it before. */
  readonly canAsk: boolean;
  unlock(pin: string): Promise<Unlocked>;
  /** Ask the office to open this phone. */
  ask(): Promise<Answered>;
  /** Ask what the office said. */
  answer(): Promise<Answered>;
  /** Behind a new PIN, after the office has opened it. */
  renew(pin: string): Promise<void>;
}

/** What protects the store of an open phone. */
export interface Protection {
  readonly hasPin: boolean;
  readonly isPinRequired: boolean;
  /** The campaign wants a PIN, and there is none yet. */
  readonly isPinDue: boolean;
  /** Whether the office could open this phone if the PIN were forgotten. */
  readonly isSealed: boolean;
  /** So long in the background, and the PIN is asked again. */
  readonly lockMinutes: number;
  isPin(pin: string): Promise<boolean>;
  setPin(pin: string): Promise<void>;
  /** Keep the key on the phone again, without a PIN. */
  dropPin(): Promise<void>;
}

/** Whose phone it was until its service ended. */
export interface Ended {
  readonly at: string;
  readonly label: string;
  readonly team: string;
}

/** Told how many of all forms are in the file. */
export type BundleProgress = (done: number, all: number) => void;

export type BundleMade =
  | {
      readonly state: "made";
      readonly file: Blob;
      readonly name: string;
      readonly count: number;
      /** Forms and photos that do not open, and so are not in it. */
      readonly absent: number;
    }
  | { readonly state: "nothing"; readonly absent: number }
  /** The office's key is not known yet: it comes with the first sending. */
  | { readonly state: "no_key" }
  | { readonly state: "failed" };
