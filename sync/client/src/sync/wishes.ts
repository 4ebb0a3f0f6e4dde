/** What the inspector chose about sending, kept on the phone. */
import type { Database } from "./database";
import type { PhotoWish } from "./line";

interface WishesRecord {
  readonly key: "wishes";
  readonly photos: Exclude<PhotoWish, "now_anyway">;
}

interface PausedRecord {
  readonly key: "paused";
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

/** Whether somebody paused the sending; then the service worker rests too. */
export async function isPaused(database: Database): Promise<boolean> {
  const kept = await database.read(["settings"], (shelf) =>
    shelf.get<PausedRecord>("settings", "paused"),
  );
  return kept !== undefined;
}

/** Keep the pause until the app sends again; rejects when the store does. */
export function keepPause(database: Database): Promise<void> {
  const record: PausedRecord = { key: "paused" };
  return database.change(["settings"], async (shelf) => shelf.put("settings", record));
}

/** The pause is over; rejects when the store does. */
export async function dropPause(database: Database): Promise<void> {
  if (!(await isPaused(database))) return;
  await database.change(["settings"], async (shelf) => shelf.delete("settings", "paused"));
}
