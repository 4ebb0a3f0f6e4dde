/** How far this phone has read the news of its server. */
import type { Database } from "./database";
import type { StandRecord } from "./records";

export const FIRST_STAND: StandRecord = {
  key: "stand",
  cursor: null,
  epoch: null,
  formsDue: true,
  visitsDue: true,
};

/** Where this phone stands in the feed. */
export async function standOf(database: Database): Promise<StandRecord> {
  const found = await database.read(["settings"], (shelf) =>
    shelf.get<StandRecord>("settings", "stand"),
  );
  return found ?? FIRST_STAND;
}

/** A stand that reads the feed from its beginning, and knows which history it read. */
export function restarted(stand: StandRecord): StandRecord {
  return { ...FIRST_STAND, epoch: stand.epoch };
}
