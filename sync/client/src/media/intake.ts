/** A file from the camera or the gallery becomes a photo with final bytes. */
import { jpegSize } from "./exif";
import { sha256 } from "./hash";
import { shrinkOnCanvas } from "./shrink";
import type { Shrink } from "./shrink";
import { sniff } from "./sniff";
import type { IntakeOptions, Photo, TakenIn } from "./types";

const LARGEST = 100 * 1024 * 1024;
const SHRINKABLE: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);

// One at a time: twenty photos decoded at once end a phone with little memory.
let queue: Promise<unknown> = Promise.resolve();

/** Take a file in. Its bytes are read once; what cannot be decoded is kept as it is. */
export function takeIn(
  file: Blob,
  options: IntakeOptions,
  shrink: Shrink = shrinkOnCanvas,
): Promise<TakenIn> {
  const taken = queue.then(() => take(file, options, shrink));
  queue = taken.catch(() => undefined);
  return taken;
}

async function take(file: Blob, options: IntakeOptions, shrink: Shrink): Promise<TakenIn> {
  if (file.size > LARGEST) return { state: "refused", reason: "too_large" };
  const original = await read(file);
  if (original === null) return { state: "refused", reason: "unreadable" };
  // A camera that failed hands over a file of no bytes.
  if (original.byteLength === 0) return { state: "refused", reason: "empty" };
  const bytes = await fitted(original, options.maxPixels, shrink);
  return { state: "taken", photo: await photoOf(bytes, options) };
}

async function read(file: Blob): Promise<ArrayBuffer | null> {
  try {
    return await file.arrayBuffer();
  } catch {
    return null;
  }
}

async function fitted(
  original: ArrayBuffer,
  longest: number | null,
  shrink: Shrink,
): Promise<ArrayBuffer> {
  const { mime } = sniff(original);
  if (longest === null || !SHRINKABLE.has(mime)) return original;
  const size = mime === "image/jpeg" ? jpegSize(original) : null;
  if (size !== null && Math.max(size.width, size.height) <= longest) return original;
  return (await shrink(original, mime, longest)) ?? original;
}

async function photoOf(bytes: ArrayBuffer, options: IntakeOptions): Promise<Photo> {
  const { mime, extension } = kindOf(bytes, options.calledAs);
  return {
    bytes,
    sha256: await sha256(bytes),
    size: bytes.byteLength,
    mime,
    extension,
    capturedAt: localTime(options.capturedAt),
    source: options.source,
    gps: options.gps,
    calledAs: options.calledAs,
  };
}

/** What the bytes say; of a file they say nothing about, the ending it came with. */
function kindOf(bytes: ArrayBuffer, calledAs: string | null): ReturnType<typeof sniff> {
  const kind = sniff(bytes);
  const ending = /\.[a-z0-9]{1,5}$/i.exec(calledAs ?? "")?.[0].toLowerCase();
  return kind.extension === ".bin" && ending ? { ...kind, extension: ending } : kind;
}

/** ISO 8601 with the offset of the phone, to the second. */
export function localTime(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
