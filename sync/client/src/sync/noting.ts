/** What a receipt says, written down beside a submission. */
import { holds, receiptEquals } from "./receipt";
import type { ItemRecord, Upload } from "./records";
import type { OutboxState, Receipt } from "./types";

/** A submission as a receipt of these same answers leaves it. */
export function noted(item: ItemRecord, receipt: Receipt): ItemRecord {
  // The server's clock: the phone's may be years off, and days are counted from here.
  const now = new Date(receipt.server_time).toISOString();
  return {
    ...item,
    receipt,
    answersReceivedAt: item.answersReceivedAt ?? now,
    uploads: confirmed(item, receipt),
    ...settled(item, receipt, now),
  };
}

/** What a submission is that the office holds whole. */
export function wholeState({ returned }: ItemRecord): OutboxState {
  return returned === null ? "delivered" : "returned";
}

/** What a submission is whose every byte was sent or refused: mending may bring the rest. */
export function carriedState({ returned }: ItemRecord): OutboxState {
  return returned === null ? "partial" : "returned";
}

function confirmed(item: ItemRecord, receipt: Receipt): Record<string, Upload> {
  const uploads: Record<string, Upload> = { ...item.uploads };
  for (const file of item.manifest.files) {
    const known = uploads[file.name] ?? { url: null, offset: 0, state: "waiting" };
    if (holds(receipt, file)) uploads[file.name] = { url: null, offset: file.size, state: "stored" };
    // Said to be stored once, and lacking now: it must be sent again.
    else if (known.state === "stored") uploads[file.name] = { url: null, offset: 0, state: "waiting" };
  }
  return uploads;
}

/** Delivered on an equal receipt and on nothing else. */
function settled(item: ItemRecord, receipt: Receipt, now: string): Partial<ItemRecord> {
  if (!receiptEquals(item.manifest, receipt)) return {};
  return { state: wholeState(item), deliveredAt: item.deliveredAt ?? now, problem: null };
}
