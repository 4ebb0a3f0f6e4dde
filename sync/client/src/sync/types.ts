/**
 * What lies on this phone and what the server has of it.
 *
 * `openPhone()` gives a `Phone`: the store, the enrolment, the outbox. Its lists are
 * read again when `phone.onChange` calls. What fails by nature is a tagged union.
 */
import type { Device, Problem } from "./device_types";
import type { DraftAnswers } from "../forms/types";
import type { DraftOpened } from "./draft_types";
import type { OpenFinding } from "./finding_types";
import type {
  Kept, KeptFile, NotKeptReason, PendingPhoto, Returned, Visit, Whereabouts,
} from "./kept_types";
import type { Line, PhotoWish } from "./line";
import type { Lost, Received } from "./lost_types";
import type { BundleMade, BundleProgress, Ended, Lock, Protection } from "./lock_types";
import type { Receipt } from "./receipt_types";

export type { Line, PhotoWish } from "./line";
export type * from "./device_types";
export type * from "./draft_types";
export type * from "./finding_types";
export type * from "./kept_types";
export type * from "./lock_types";
export type * from "./lost_types";
export type * from "./receipt_types";

export type PhoneOpened =
  | { readonly state: "ready"; readonly phone: Phone }
  /** No secure context: nothing can be kept here. Offer Collect, do not pretend. */
  | { readonly state: "insecure"; readonly address: string }
  /** The browser keeps nothing (private window, switched off, broken). */
  | { readonly state: "no_storage"; readonly detail: string }
  /** Another page holds an older version of the store open; it must be closed. */
  | { readonly state: "blocked" }
  /** The store does not answer: another page is in the middle of a change, or died in one. */
  | { readonly state: "held" }
  /** A later version of the app wrote the store: this one touches nothing. */
  | { readonly state: "newer" }
  /** Behind a PIN. */
  | { readonly state: "locked"; readonly lock: Lock };

export interface Phone {
  /** Who this phone is enrolled as; null before enrolment. */
  readonly device: Device | null;
  readonly link: LinkState;
  /** Its service has ended and it was emptied; until somebody enrols it again. */
  readonly ended: Ended | null;
  /** What a browser cleared from this phone; until a person puts it away. */
  readonly lost: Lost | null;
  /** What protects what lies on this phone. */
  readonly protection: Protection;
  /** Calls back whenever a list below, `device` or `link` may read differently. */
  onChange(listener: () => void): () => void;

  /** Exchanges a code for a token. A phone with unsent work keeps it. */
  enrol(code: string, label: string): Promise<Enrolled>;

  /** Forgets the token and the visits. Drafts and unsent work stay on the phone. */
  signOut(): Promise<Kept>;

  /** A person has read what was lost. */
  putLostAway(): void;

  forms(): Promise<readonly FormSummary[]>;
  visits(): Promise<readonly Visit[]>;
  drafts(): Promise<readonly DraftSummary[]>;
  /** Finalised submissions, newest first, delivered ones for 7 more days. */
  outbox(): Promise<readonly OutboxItem[]>;
  room(): Promise<Room>;
  /** What was delivered a day ago and more, and may go where there is no room. */
  spare(): Promise<Spare>;
  /** Drops that; the office holds it by an equal receipt. */
  letGo(): Promise<Kept>;
  /** How many drafts and submissions lie here that no longer open; the lists lack them. */
  unopened(): Promise<number>;

  /** Makes a new empty draft and opens it. */
  begin(form: FormSummary, visit: Visit | null): Promise<DraftOpened>;
  /** The open findings of the team, what is due first at the top. */
  findings(): Promise<readonly OpenFinding[]>;
  /** Begins the follow-up of a finding, told all that the phone knows of it. */
  followUp(finding: OpenFinding): Promise<DraftOpened>;
  /** Small photos of how a finding was, as far as they are here. */
  before(finding: OpenFinding): Promise<readonly KeptFile[]>;
  open(draftId: string): Promise<DraftOpened>;
  /** Opens a returned submission as a draft of its next revision. */
  revise(instanceId: string): Promise<DraftOpened>;
  discard(draftId: string): Promise<Kept>;

  /** Sends and pulls now, unless another tab is at it. Never throws. */
  sync(): Promise<SyncOutcome>;
  /** Sends from now on: at once, when the network returns, and after waiting. */
  start(): void;
  /** Stops sending after the chunk under way; `start` goes on. */
  pause(): void;
  /** Sends photos over whatever line there is, until nothing waits. */
  sendAnyway(): void;
  /** How sending stands: the wish, the line, the last contact, the clocks. */
  sending(): Promise<Sending>;
  /** Keeps whether photos wait for Wi-Fi. */
  photosOver(line: Sending["photos"]): Promise<Kept>;
  /** Sends a photo or a submission again that the server refused. */
  retry(instanceId: string): Promise<void>;

  /** A kept file, for showing it. */
  file(ownerId: string, name: string): Promise<KeptFile | null>;
  /** All that a new version must open before it takes over. */
  specimens(): Promise<readonly Specimen[]>;
  /** Everything the office does not have, in one file that only the office opens. */
  saveBundle(told: BundleProgress): Promise<BundleMade>;
}

export type Enrolled =
  | { readonly state: "enrolled"; readonly device: Device; readonly received: Received }
  | { readonly state: "refused"; readonly problem: Problem }
  | { readonly state: "offline" }
  | { readonly state: "login_page" }
  | { readonly state: "not_kept"; readonly reason: NotKeptReason };

export type LinkState =
  | { readonly state: "idle" }
  | { readonly state: "sending"; readonly instanceId: string }
  | { readonly state: "pulling" }
  | { readonly state: "offline" }
  /** The network answered instead of our server: it asks for a login. */
  | { readonly state: "login_page" }
  /** The token is no longer known. Nothing is deleted; enrol again. */
  | { readonly state: "device_unknown" }
  /** The office took the token back. What was filled is still taken, as late evidence. */
  | { readonly state: "device_revoked" }
  /** All answers are there; photos wait for Wi-Fi, as the inspector wished. */
  | { readonly state: "waiting_wifi" }
  | { readonly state: "server_trouble"; readonly problem: Problem | null }
  | { readonly state: "paused" };

export interface Sending {
  readonly photos: Exclude<PhotoWish, "now_anyway">;
  readonly line: Line;
  /** The server's time at the last contact that went through; null before the first. */
  readonly syncedAt: string | null;
  /** How far this phone's clock was ahead of the server's then, in milliseconds. */
  readonly aheadMs: number;
  /** What happens while the app is closed: it is sent, or a PIN or the browser keeps it. */
  readonly whenClosed: "sent" | "pin" | "unable";
}

/** A form, or a draft with its form, as plain texts: for a new version to try. */
export interface Specimen {
  readonly name: string;
  readonly definition: string;
  readonly lists: readonly { readonly name: string; readonly text: string }[];
  readonly answers: DraftAnswers | null;
}

export interface SyncOutcome {
  readonly state: "done" | "elsewhere" | "stopped" | "not_enrolled";
  readonly link: LinkState;
  /** Milliseconds until the next attempt, or null when nothing waits. */
  readonly nextInMs: number | null;
}

export interface FormSummary {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  /** False until definition and all lists are on the phone. */
  readonly ready: boolean;
  /** Closed forms take no new drafts; drafts begun before may still be sent. */
  readonly closed: boolean;
}

export interface DraftSummary {
  readonly draftId: string;
  readonly instanceId: string;
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly visitId: string | null;
  /** The site of the visit, or what the answers are about. */
  readonly visitLabel: string;
  readonly createdAt: string;
  readonly savedAt: string;
  readonly photos: number;
  /** Answered and asked questions when it was last saved. */
  readonly answered: number;
  readonly asked: number;
  /** Problems that stood against finalising when it was last saved. */
  readonly problems: number;
  /** Those of them that are answers against a rule; the others are missing. */
  readonly wrong: number;
  /** Where it was filled in, as its answers say. */
  readonly point: Whereabouts | null;
  /** The finding that it follows up; "" when none. */
  readonly findingId: string;
  /** Why it came back, when it is the next revision of a returned submission. */
  readonly returned: Returned | null;
  /** The camera was open when the page died: the photo may be in the gallery. */
  readonly pendingPhoto: PendingPhoto | null;
}

/** Life of a finalised submission on the phone. */
export type OutboxState =
  | "queued"
  | "sending"
  /** Answers are there, photos are still missing. */
  | "partial"
  | "delivered"
  /** The reviewer sent it back; `revise` opens its next revision. */
  | "returned"
  /** The server has other answers under this id; both are kept. */
  | "conflict"
  | "refused";

export interface OutboxItem {
  readonly instanceId: string;
  readonly state: OutboxState;
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly visitId: string | null;
  /** The site of the visit, or what the answers are about. */
  readonly visitLabel: string;
  readonly point: Whereabouts | null;
  readonly finalisedAt: string;
  readonly deliveredAt: string | null;
  /** Delivered items leave the phone at this time. */
  readonly keptUntil: string | null;
  /** When the server had the answers; null before. */
  readonly answersReceivedAt: string | null;
  readonly photos: readonly PhotoProgress[];
  /** Bytes the server confirmed, and all bytes, of the photos. */
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly problem: Problem | null;
  readonly returned: Returned | null;
  /** Revision begun from it, if any. */
  readonly revisedBy: string | null;
  readonly receipt: Receipt | null;
}

export interface PhotoProgress {
  readonly name: string;
  readonly size: number;
  /** Confirmed by the server, never what merely left the phone. */
  readonly sent: number;
  readonly state: "waiting" | "sending" | "stored" | "mismatch" | "refused";
}

/** How much of what lies here is not needed any more. */
export interface Spare {
  readonly count: number;
  readonly bytes: number;
}

export interface Room {
  /** Bytes; null where the browser does not say. */
  readonly used: number | null;
  readonly free: number | null;
  /** True when the browser promised not to evict; false: install or send soon. */
  readonly persistent: boolean;
  /** Less than 200 MB left: no more photos until something is sent. */
  readonly tight: boolean;
}
