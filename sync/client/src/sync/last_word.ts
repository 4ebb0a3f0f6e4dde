/** What the office holds now, asked once more before a phone is emptied. */
import type { Database } from "./database";
import { forgotten } from "./queue";
import { readReceipt, receiptEquals } from "./receipt";
import type { ItemRecord } from "./records";
import type { Server } from "./server";

/**
 * Whether the office says of every submission here that it holds all of it. What it
 * lacks waits to be sent again.
 */
export async function areThere(database: Database, server: Server): Promise<boolean> {
  const items = await database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  for (const item of items) {
    const held = await isThere(server, item);
    if (held === false) await queueAgain(database, item.instanceId);
    if (held !== true) return false;
  }
  return true;
}

/** Null when nobody could say. */
async function isThere(server: Server, item: ItemRecord): Promise<boolean | null> {
  const path = `/api/v1/submissions/${encodeURIComponent(item.instanceId)}/receipt`;
  const answer = await server.ask({ method: "GET", path });
  if (answer.state === "refused" && answer.problem.status === 404) return false;
  const receipt = answer.state === "answered" ? readReceipt(answer.json) : null;
  return receipt === null ? null : receiptEquals(item.manifest, receipt);
}

async function queueAgain(database: Database, instanceId: string): Promise<void> {
  await database.change(["items"], async (shelf) => {
    const item = await shelf.get<ItemRecord>("items", instanceId);
    if (item !== undefined) shelf.put("items", forgotten(item));
  });
}
