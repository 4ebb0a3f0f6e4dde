/** What still waits to be sent, in the order in which it goes. */
import type { Database } from "./database";
import { inOrder, isPending } from "./queue";
import type { ItemRecord } from "./records";

/** Whatever waits; what tripped the server before goes last. */
export async function waitingIn(
  database: Database,
  tripped: ReadonlySet<string>,
): Promise<ItemRecord[]> {
  const items = await database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  const ordered = inOrder(items.filter(isPending));
  const isLast = (item: ItemRecord): boolean => tripped.has(item.instanceId);
  return [...ordered.filter((item) => !isLast(item)), ...ordered.filter(isLast)];
}

/** Whether the office has the answers; photos may be wanting. */
export function isAnnounced(item: ItemRecord): boolean {
  return item.answersReceivedAt !== null;
}
