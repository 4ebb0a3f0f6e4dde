/** What the phone keeps, as drafts and sendings both know it. */
import type { Photo, PhotoSource } from "../media/types";

export interface Visit {
  readonly id: string;
  readonly code: string;
  readonly mode: string;
  readonly siteName: string;
  /** Null where the office has not said. */
  readonly regionCode: string | null;
  readonly regionPath: readonly string[];
  /** Where the site is, WGS-84; null where the office has not said. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly status: string;
  readonly forms: readonly string[];
}

/** A place on the ground, WGS-84. */
export interface Whereabouts {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where the reader was in a form when it was left. */
export interface Bookmark {
  /** The page by its address in the form. */
  readonly page: string;
  /** The question touched last on that page, by its reference. */
  readonly question: string | null;
}

export interface PendingPhoto {
  readonly question: string;
  readonly reference: string;
  readonly at: string;
}

export interface Returned {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly notes: readonly ReturnNote[];
}

export interface ReturnNote {
  readonly question: string;
  readonly repeatUuid: string | null;
  readonly text: string;
}

export interface KeptFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
  readonly capturedAt: string;
  readonly source: PhotoSource;
  readonly gps: Photo["gps"];
  /** What the file was called where it came from, or null. */
  readonly calledAs: string | null;
}

export type NotKeptReason = "full" | "closed" | "damaged" | "elsewhere" | "outdated" | "cleared";

export type Kept =
  | { readonly state: "kept"; readonly at: string }
  /** full: no room; closed: store gone; damaged: read back wrong; elsewhere: other tab;
   * outdated: another page runs a newer version of the app; cleared: by the browser, all of it. */
  | { readonly state: "not_kept"; readonly reason: NotKeptReason };
