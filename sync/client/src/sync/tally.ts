/** Counts what is unsent, and keeps the trace beside the store true. */
import type { Database, Shelf } from "./database";
import { unopenedIn } from "./lists";
import { isUnsent } from "./queue";
import type { DeviceRecord, ItemRecord } from "./records";
import type { World } from "./server";
import { isLost } from "./trace";
import type { Trace, Traces } from "./trace";
import type { EndedRecord } from "./vault_record";

/** What comes in between is counted together. */
const GATHER_MS = 2_000;

export class Tally {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly database: Database,
    private readonly world: World,
    private readonly traces: Traces,
  ) {}

  /** Count soon. Called where a draft or a submission comes or goes, not at each answer. */
  soon(): void {
    if (!this.traces.isKept) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      // A store that does not answer leaves the trace as it was.
      void this.count().catch(() => undefined);
    }, GATHER_MS);
  }

  /** Whose phone this is, the store says: another page may have signed it out. */
  async count(): Promise<void> {
    const counted = await this.database.read(["settings", "drafts", "items"], standing);
    if (counted === null) this.traces.forget();
    else this.traces.note({ ...counted, countedAt: this.world.now().toISOString() });
  }
}

/** At a start without a device: tell a store that was cleared from a new phone. */
export async function mourn(
  database: Database,
  traces: Traces,
  ended: EndedRecord | undefined,
): Promise<void> {
  const { trace } = traces;
  const pieces = await database.read(["drafts", "items"], piecesOf);
  if (isLost(trace, { hasDevice: false, hasEnded: ended !== undefined, pieces })) traces.mourn(trace);
}

async function standing(shelf: Shelf): Promise<Omit<Trace, "countedAt"> | null> {
  const device = await shelf.get<DeviceRecord>("settings", "device");
  if (device === undefined) return null;
  const drafts = (await shelf.keys("drafts")).length;
  const unsent = (await shelf.all<ItemRecord>("items")).filter(isUnsent).length;
  // One that no longer opens counts as unsent: nobody knows better.
  const unopened = await unopenedIn(shelf, "items");
  return { label: device.label, team: device.team.code, unsent: unsent + unopened, drafts };
}

async function piecesOf(shelf: Shelf): Promise<number> {
  return (await shelf.keys("drafts")).length + (await shelf.keys("items")).length;
}
