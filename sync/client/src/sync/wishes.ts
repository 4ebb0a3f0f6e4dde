/** What the inspector chose about sending, kept on the phone. */
import type { Database } from "./database";
import type { PhotoWish } from "./line";

interface WishesRecord {
  readonly key: "wishes";
  readonly photos: Exclude<PhotoWish, "now_anyway">;
}

/** Which line photos wait for; any line until somebody chose otherwise. */
export async function photoWish(database: Database): Promise<WishesRecord["photos"]> {
  const kept = await database.read(["settings"], (shelf) =>
    shelf.get<WishesRecord>("settings", "wishes"),
  );
  return kept?.photos ?? "any_line";
}

/** Keep the choice; rejects when the store does. */
export function keepPhotoWish(database: Database, photos: WishesRecord["photos"]): Promise<void> {
  const record: WishesRecord = { key: "wishes", photos };
  return database.change(["settings"], async (shelf) => shelf.put("settings", record));
}
