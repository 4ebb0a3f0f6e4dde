/** A photo from the shutter to the store. */

export type PhotoSource = "in_page_camera" | "input_camera" | "gallery" | "unknown";

/** A fix of the place, taken at the shutter. WGS-84. */
export interface Fix {
  readonly lat: number;
  readonly lon: number;
  /** Metres. */
  readonly acc: number;
  /** Seconds between the fix and the photo. */
  readonly age_s: number;
}

/** When and where a shutter was pressed. */
export interface Shutter {
  readonly at: Date;
  readonly gps: Fix | null;
}

/** A photo ready to be kept: its bytes are final, its hash is of these bytes. */
export interface Photo {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
  readonly size: number;
  /** From the first bytes, never from the name. */
  readonly mime: string;
  /** With its dot, fitting the MIME type: ".jpg". */
  readonly extension: string;
  /** ISO 8601 with offset. */
  readonly capturedAt: string;
  readonly source: PhotoSource;
  readonly gps: Fix | null;
  /** What the file was called where it came from, or null. */
  readonly calledAs: string | null;
}

export type TakenIn =
  | { readonly state: "taken"; readonly photo: Photo }
  | { readonly state: "refused"; readonly reason: "empty" | "unreadable" | "too_large" };

export interface IntakeOptions {
  /** Longest edge; null keeps the original bytes. */
  readonly maxPixels: number | null;
  readonly source: PhotoSource;
  readonly gps: Fix | null;
  readonly capturedAt: Date;
  readonly calledAs: string | null;
}

export type Located =
  | { readonly state: "fixed"; readonly place: Place }
  | { readonly state: "denied" | "unavailable" | "timeout" | "unsupported" };

/** Where the phone is, as the geolocation of the browser said. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  readonly accuracy: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Listens for places while a form is open, so that the shutter need not wait. */
export interface Locator {
  /** The last place known, or null. */
  readonly last: Place | null;
  readonly state: "waiting" | "fixed" | "denied" | "unavailable" | "unsupported";
  /** The fix to write beside a photo taken now; null when older than 5 minutes. */
  fixFor(moment: Date): Fix | null;
  /** Where the phone is now: asked for where the last place is not fresh; null if unknown. */
  placeNow(): Promise<Place | null>;
  onChange(listener: () => void): () => void;
  stop(): void;
}
