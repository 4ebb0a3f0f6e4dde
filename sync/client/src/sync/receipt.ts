/**
 * The receipt: a phone lets go of its copy only when `receiptEquals` says yes. The
 * rule is the server's own; both pass `tests/conformance/receipt.json`.
 */
import type { Manifest, MissingFile, Receipt, ReceiptFile } from "./types";

/** Read what a server answered; null for anything that is no receipt. */
export function readReceipt(answer: unknown): Receipt | null {
  if (!isMembers(answer)) return null;
  const { state, files, missing, extra } = answer;
  const texts = ["instance_id", "xml_sha256", "epoch"].every((name) => isText(answer[name]));
  const lists = isListOf(files, isFile) && isListOf(missing, isMissing) && Array.isArray(extra);
  const known = state === "partial" || state === "complete";
  return texts && lists && known && isMoment(answer["server_time"])
    ? (answer as unknown as Receipt)
    : null;
}

/** Read a manifest; null for anything else. */
export function readManifest(entry: unknown): Manifest | null {
  if (!isMembers(entry) || !isText(entry["instance_id"])) return null;
  const whole = isText(entry["xml_sha256"]) && isListOf(entry["files"], isFile);
  return whole ? (entry as unknown as Manifest) : null;
}

/**
 * Whether the office durably holds all that the phone holds: the same answers, a
 * complete receipt, and every file by name, hash and size.
 */
export function receiptEquals(manifest: Manifest, receipt: Receipt): boolean {
  return (
    receipt.instance_id === manifest.instance_id &&
    receipt.xml_sha256 === manifest.xml_sha256 &&
    receipt.state === "complete" &&
    receipt.missing.length === 0 &&
    manifest.files.every((file) => holds(receipt, file))
  );
}

/** Whether the office holds all of a submission, by the last receipt that was read. */
export function isHeld(item: {
  readonly manifest: Manifest;
  readonly receipt: Receipt | null;
}): boolean {
  return item.receipt !== null && receiptEquals(item.manifest, item.receipt);
}

/** Whether a receipt holds these very bytes under this name. */
export function holds(receipt: Receipt, file: ReceiptFile): boolean {
  return receipt.files.some(
    (kept) =>
      kept.name === file.name && kept.sha256 === file.sha256 && kept.size === file.size,
  );
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isMoment(value: unknown): boolean {
  return (
    isText(value) && /(Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}

function isListOf<T>(value: unknown, each: (entry: unknown) => entry is T): value is T[] {
  return Array.isArray(value) && value.every(each);
}

function isFile(entry: unknown): entry is ReceiptFile {
  return (
    isMembers(entry) &&
    isText(entry["name"]) &&
    isText(entry["sha256"]) &&
    isCount(entry["size"])
  );
}

function isMissing(entry: unknown): entry is MissingFile {
  if (!isMembers(entry) || !isText(entry["name"])) return false;
  const { sha256 = null, size = null } = entry;
  return (sha256 === null || isText(sha256)) && (size === null || isCount(size));
}
