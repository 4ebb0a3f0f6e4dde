/** What waits in the outbox: told by the records alone, whoever sends them. */
import type { FileRecord, ItemRecord } from "./records";

/** What a manifest says of a file. */
export function announced(file: FileRecord): object {
  const { name, sha256, size, mime, question, repeatUuid, capturedAt, source, gps } = file;
  return {
    name, sha256, size, mime, question, source, gps,
    repeat_uuid: repeatUuid,
    captured_at: capturedAt,
  };
}

/** Whether only the server's last word is wanting: no byte waits for a line. */
export function isCarried(item: ItemRecord): boolean {
  return item.manifest.files.every((file) => isStored(item, file.name) || isRefused(item, file.name));
}

/** Oldest first, and whatever corrects another after it, whatever the clock said. */
export function inOrder(items: readonly ItemRecord[]): ItemRecord[] {
  const waits = new Map(items.map((item) => [item.instanceId, item]));
  const depth = (item: ItemRecord): number => {
    const before = item.replaces === null ? undefined : waits.get(item.replaces);
    return before === undefined ? 0 : depth(before) + 1;
  };
  return [...items].sort(
    (a, b) => depth(a) - depth(b) || (a.finalisedAt < b.finalisedAt ? -1 : 1),
  );
}

/** Whether something of a submission can still be sent without a person's help. */
export function isPending(item: ItemRecord): boolean {
  if (item.state === "queued" || item.state === "sending") return true;
  const left = item.manifest.files.filter((file) => !isRefused(item, file.name));
  return item.state === "partial" && left.some((file) => !isStored(item, file.name));
}

/** Whether it is, in part at least, on this phone only. */
export function isUnsent(item: Pick<ItemRecord, "state">): boolean {
  return item.state !== "delivered" && item.state !== "returned";
}

/** A submission that the office may have lost: no earlier receipt counts for it. */
export function forgotten(item: ItemRecord): ItemRecord {
  return { ...item, state: "queued", receipt: null, deliveredAt: null };
}

/** A submission with its refused parts put back in the queue. */
export function retried(item: ItemRecord): ItemRecord {
  const uploads = Object.entries(item.uploads).map(([name, each]) =>
    isRefused(item, name)
      ? ([name, { url: null, offset: 0, state: "waiting" }] as const)
      : ([name, each] as const),
  );
  const state = item.state === "refused" || item.state === "partial" ? "queued" : item.state;
  return { ...item, state, problem: null, uploads: Object.fromEntries(uploads) };
}

function isStored(item: ItemRecord, name: string): boolean {
  return item.uploads[name]?.state === "stored";
}

export function isRefused(item: ItemRecord, name: string): boolean {
  const state = item.uploads[name]?.state;
  return state === "mismatch" || state === "refused";
}
