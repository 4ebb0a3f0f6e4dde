/** The bytes of files, as they lie on the phone. */
import { unlessDamaged } from "./database";
import type { Database } from "./database";
import type { BytesRecord, Holder } from "./records";

/** The bytes of a kept file; null when they are not here, or do not open. */
export async function bytesOf(
  database: Database,
  holder: Holder,
  name: string,
): Promise<ArrayBuffer | null> {
  const record = await database.read(["bytes"], (shelf) =>
    unlessDamaged(shelf.get<BytesRecord>("bytes", [holder, name])),
  );
  return record?.bytes ?? null;
}
