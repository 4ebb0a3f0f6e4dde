/** What leaves the phone after it was delivered, and when. */
import type { Database } from "./database";
import { isHeld } from "./receipt";
import { filesOf } from "./records";
import type { ItemRecord } from "./records";
import type { Spare } from "./types";

const DAY_MS = 24 * 3600 * 1000;
const KEPT_MS = 7 * DAY_MS;
/** Where there is no room: so long that the office has made a backup meanwhile. */
const SPARED_MS = DAY_MS;

/** Until when the originals of a delivered submission stay; null before it is delivered. */
export function keptUntil(item: ItemRecord): string | null {
  if (item.deliveredAt === null) return null;
  return new Date(Date.parse(item.deliveredAt) + KEPT_MS).toISOString();
}

/** Let go of what was delivered seven days ago, if the newest receipt is still equal. */
export function purge(database: Database, now: Date): Promise<void> {
  return drop(database, now, KEPT_MS);
}

/** Let go of it after a day, because a person wants the room. */
export function letGo(database: Database, now: Date): Promise<void> {
  return drop(database, now, SPARED_MS);
}

/** What may go for want of room. */
export async function spareIn(database: Database, now: Date): Promise<Spare> {
  const items = await database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  const spare = items.filter((item) => isOver(item, now, SPARED_MS));
  const files = spare.flatMap((item) => item.manifest.files);
  return { count: spare.length, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

function drop(database: Database, now: Date, after: number): Promise<void> {
  return database.change(["items", "files", "bytes"], async (shelf) => {
    const items = await shelf.all<ItemRecord>("items");
    for (const item of items.filter((one) => isOver(one, now, after))) {
      shelf.delete("items", item.instanceId);
      shelf.delete("files", filesOf(item.holder));
      shelf.delete("bytes", filesOf(item.holder));
    }
  });
}

function isOver(item: ItemRecord, now: Date, after: number): boolean {
  const isDone = isHeld(item) && (item.state === "delivered" || isRevised(item));
  return isDone && item.deliveredAt !== null && Date.parse(item.deliveredAt) + after <= now.getTime();
}

function isRevised(item: ItemRecord): boolean {
  return item.state === "returned" && item.revisedBy?.startsWith("uuid:") === true;
}
