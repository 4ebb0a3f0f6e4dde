/** A form on trial: filled in a store of its own, sent to its draft, then gone. */
import type { FormSummary, Phone } from "../types";

export type TryOpened =
  | { readonly state: "ready"; readonly phone: TryPhone }
  | { readonly state: "insecure"; readonly address: string }
  | { readonly state: "no_storage"; readonly detail: string }
  /** The draft was published, dropped or is over; what was tried is deleted here too. */
  | { readonly state: "gone" }
  /** No network, and the form was never here. */
  | { readonly state: "offline" }
  | OtherTried;

/** Another draft was tried here, and not all of it was sent: a person says what becomes of it. */
export interface OtherTried {
  readonly state: "other";
  readonly title: string;
  readonly waiting: number;
  readonly drafts: number;
  /** Go on with the one before; nothing is lost. */
  readonly stay: () => Promise<TryOpened>;
  /** Delete what was tried before, and try the draft of the new link. */
  readonly leave: () => Promise<TryOpened>;
}

/** What became of the last attempt to send. */
export type Tried = "nothing" | "sending" | "sent" | "offline" | "refused" | "gone";

/** A phone that only tries: the screens of filling know no other. */
export interface TryPhone extends Phone {
  readonly form: FormSummary;
  /** How many tests the draft has from this phone. */
  readonly sent: number;
  readonly tried: Tried;
  /** The office's words where it refused a test; "" otherwise. */
  readonly why: string;
}
