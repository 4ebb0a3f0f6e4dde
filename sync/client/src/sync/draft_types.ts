/** A draft that is open, and what can come of it. */
import type { FormFailure, OpenForm, PhotoStrip, Placed } from "../forms/types";
import type { Locator, PhotoSource, Shutter } from "../media/types";
import type { OpenFinding } from "./finding_types";
import type { Bookmark, Kept, KeptFile, NotKeptReason, PendingPhoto, Returned, Visit } from "./kept_types";

export type DraftOpened =
  | { readonly state: "open"; readonly draft: OpenDraft }
  | FormFailure
  /** Another tab has this draft open. */
  | { readonly state: "elsewhere" }
  | { readonly state: "gone" }
  | { readonly state: "not_kept"; readonly reason: NotKeptReason };

/** A draft under the thumbs: each answer is saved, and `saved` tells the truth. */
export interface OpenDraft {
  readonly draftId: string;
  readonly form: OpenForm;
  readonly visit: Visit | null;
  /** The site of the visit, else what the answers say of it; "" while nothing does. */
  readonly siteName: string;
  readonly returned: Returned | null;
  /** Whether anything was answered since it was begun, or came back. */
  readonly isChanged: boolean;
  readonly pendingPhoto: PendingPhoto | null;
  /** Where it was left; null in what was just begun. */
  readonly bookmark: Bookmark | null;
  readonly saved: SavedState;
  /** Where the phone is, asked for since the draft was opened. */
  readonly locator: Locator;
  onChange(listener: () => void): () => void;
  /** The reader is here: a turned page is saved by itself, a question with what comes next. */
  stand(bookmark: Bookmark): void;
  /** Saves what is new and waits for it; what was only looked at stays as it was. */
  save(): Promise<Kept>;
  /** Saves, and marks that the camera is about to open for this strip. */
  beforeCamera(strip: PhotoStrip): Promise<Kept>;
  /**
   * Takes a file in, keeps it with the answers, and only then reports it. It was taken
   * here and now, unless the shutter says otherwise.
   */
  keepPhoto(
    strip: PhotoStrip,
    file: File,
    source: PhotoSource,
    shutter?: Shutter,
  ): Promise<PhotoKept>;
  /**
   * Keeps another picture in the place of a photo, with the time, place and source of
   * that photo. The bytes it had are gone in the same transaction.
   */
  replacePhoto(strip: PhotoStrip, name: string, file: Blob): Promise<PhotoKept>;
  /** The inspector came back without a photo. */
  cameraClosed(): Promise<Kept>;
  removePhoto(strip: PhotoStrip, name: string): Promise<Kept>;
  /** Something is being taken in: closing and finalising wait until it is. */
  expect(work: Promise<unknown>): void;
  file(name: string): Promise<KeptFile | null>;
  /** The finding that is followed up here; null when none, or it is struck off. */
  finding(): Promise<OpenFinding | null>;
  /** How that finding was: small photos, as far as they are on the phone. */
  before(): Promise<readonly KeptFile[]>;
  /** A picture or a sound that comes with the form; null when it is not on the phone. */
  media(name: string): Promise<Blob | null>;
  /** The draft becomes a submission in one transaction, or says why not. */
  finalise(): Promise<Finalised>;
  /** Saves what is new, and lets other tabs have the draft. Closing what is closed changes nothing. */
  close(): Promise<Kept>;
}

export type SavedState =
  | { readonly state: "saved"; readonly at: string }
  | { readonly state: "saving"; readonly at: string | null }
  | { readonly state: "not_saved"; readonly reason: NotKeptReason };

export type PhotoKept =
  | { readonly state: "kept"; readonly name: string; readonly at: string }
  | { readonly state: "refused"; readonly reason: "empty" | "unreadable" | "too_large" }
  | Exclude<Placed, { state: "placed" }>
  | { readonly state: "not_kept"; readonly reason: NotKeptReason };

export type Finalised =
  | { readonly state: "finalised"; readonly instanceId: string }
  /** Required or wrong answers: `form.problems` lists them. */
  | { readonly state: "problems" }
  /** The answers name files that are not on this phone. */
  | { readonly state: "files_absent"; readonly names: readonly string[] }
  | { readonly state: "not_kept"; readonly reason: NotKeptReason };
