/** What lies in the store, as it lies there. */
import type { DraftAnswers } from "../forms/types";
import type { Photo } from "../media/types";
import type {
  Bookmark,
  Device,
  Manifest,
  OutboxState,
  PendingPhoto,
  Problem,
  Receipt,
  Returned,
  Visit,
  Whereabouts,
} from "./types";

/** Key of everything that belongs to one draft and the submission it becomes. */
export type Holder = string;

export interface DeviceRecord extends Device {
  readonly key: "device";
  readonly token: string;
}

/** Where this phone stands in the feed, and what it still has to fetch. */
export interface StandRecord {
  readonly key: "stand";
  readonly cursor: string | null;
  readonly epoch: string | null;
  readonly formsDue: boolean;
  readonly visitsDue: boolean;
  /** The server's time at the last pull. */
  readonly syncedAt?: string;
  /** What the office was told that lies unsent here. */
  readonly said?: string;
  /** How far this phone's clock was ahead of the server's then. */
  readonly aheadMs?: number;
}

export interface ListText {
  readonly name: string;
  readonly hash: string;
  readonly text: string;
}

/** A picture or a sound that comes with a form. */
export interface FormFile {
  readonly name: string;
  readonly hash: string;
  readonly bytes: ArrayBuffer;
}

export interface FormRecord {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly hash: string;
  /** "" until it is fetched. */
  readonly definition: string;
  readonly lists: readonly ListText[];
  /** Absent in what older versions of this app kept. */
  readonly files?: readonly FormFile[];
  readonly ready: boolean;
  readonly closed: boolean;
  /** False once the office no longer lists it; kept while drafts need it. */
  readonly listed: boolean;
}

export interface DraftRecord {
  readonly draftId: Holder;
  readonly instanceId: string;
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly visit: Visit | null;
  readonly createdAt: string;
  readonly savedAt: string;
  readonly answers: DraftAnswers;
  readonly photos: number;
  readonly answered: number;
  readonly asked: number;
  readonly problems: number;
  /** Those of them that are answers against a rule; absent in older drafts. */
  readonly wrong?: number;
  /** Where it was filled in, as its answers say; absent in older drafts. */
  readonly point?: Whereabouts | null;
  /** Where it was left; absent in older drafts and in what was just begun. */
  readonly bookmark?: Bookmark | null;
  /** Whom it is about, where no visit says so: its first answered text. */
  readonly subject?: string;
  readonly returned: Returned | null;
  /** The submission it revises. */
  readonly replaces: string | null;
  readonly pendingPhoto: PendingPhoto | null;
}

export type UploadState = "waiting" | "sending" | "stored" | "mismatch" | "refused";

/** How far one file is, as the server confirmed. */
export interface Upload {
  readonly url: string | null;
  readonly offset: number;
  readonly state: UploadState;
}

export interface ItemRecord {
  readonly instanceId: string;
  readonly holder: Holder;
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly visit: Visit | null;
  readonly point?: Whereabouts | null;
  readonly subject?: string;
  readonly xml: string;
  readonly manifest: Manifest;
  readonly replaces: string | null;
  readonly finalisedAt: string;
  readonly state: OutboxState;
  readonly uploads: Readonly<Record<string, Upload>>;
  readonly answersReceivedAt: string | null;
  readonly deliveredAt: string | null;
  readonly problem: Problem | null;
  readonly returned: Returned | null;
  readonly revisedBy: Holder | null;
  readonly receipt: Receipt | null;
}

/** What is known of a file; its bytes lie beside it under the same key. */
export interface FileRecord extends Omit<Photo, "bytes"> {
  readonly holder: Holder;
  readonly name: string;
  readonly question: string;
  readonly repeatUuid: string | null;
}

export interface BytesRecord {
  readonly holder: Holder;
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** All keys of one holder in `files` and `bytes`. */
export function filesOf(holder: Holder): IDBKeyRange {
  return IDBKeyRange.bound([holder], [holder, []]);
}
