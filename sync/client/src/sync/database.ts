/**
 * IndexedDB, made trustworthy: whole changes, durable when reported, covered by a key.
 *
 * This is the one place where records are covered and lifted; whoever reads and changes
 * knows nothing of it. Work may be run again when another page was faster, so it
 * touches nothing but its shelf.
 */
import { ClearedError, Connection, OutdatedError, settled } from "./connection";
import { BARE } from "./cover";
import type { Cover } from "./cover";
import { Shelf, turnOf } from "./shelf";
import type { Covered } from "./shelf";
import { ERA, STORES, TURNS } from "./stores";
import type { StoreName } from "./stores";
import type { Kept, NotKeptReason } from "./types";

export type { StoreName } from "./stores";
export { Shelf } from "./shelf";

/** The turns of stores when they were read. */
export type Seen = ReadonlyMap<StoreName, number>;

/** Losing against other pages this often in a row is no accident. */
const PATIENCE = 50;

export class Database {
  private readonly connection: Connection;
  private cover: Cover = BARE;
  private era = 0;

  /** `name` is another store than the phone's own: what is tried lies apart. */
  constructor(factory: IDBFactory, name?: string) {
    this.connection = new Connection(factory, name);
  }

  /** Open it now, to learn whether this browser keeps anything; rejects if not. */
  open(onBlocked: (isBlocked: boolean) => void = () => undefined): Promise<void> {
    this.connection.onBlocked = onBlocked;
    return this.connection.open();
  }

  /** Which era the stores are in: what was covered before it is gone. */
  now(): Promise<number> {
    return this.connection.transact([TURNS], "readonly", (from) => turnOf(from, ERA));
  }

  /** From now on records are covered, and lifted, by this; it is good for one era. */
  coverWith(cover: Cover, era: number): void {
    this.cover = cover;
    this.era = era;
  }

  /**
   * Empty every store, leave these settings, and begin a new era; gives its number.
   * Null, and nothing is touched, when anything has changed since it was seen.
   */
  wipe(settings: readonly object[], seen: Seen): Promise<number | null> {
    return this.connection.transact([...STORES, TURNS], "readwrite", async (transaction) => {
      if (!(await isCurrent(transaction, seen))) return null;
      for (const store of STORES) transaction.objectStore(store).clear();
      for (const record of settings) transaction.objectStore("settings").put(record);
      const count = (await turnOf(transaction, ERA)) + 1;
      transaction.objectStore(TURNS).put({ store: ERA, count });
      return count;
    });
  }

  /** Read: what several reads give stood there at one moment. */
  async read<T>(stores: readonly StoreName[], work: (shelf: Shelf) => Promise<T>): Promise<T> {
    for (let turn = 0; turn < PATIENCE; turn++) {
      const shelf = new Shelf(this.connection, this.cover);
      const result = await work(shelf);
      if (shelf.reads < 2 || (await this.stands(shelf))) return result;
    }
    throw new BusyError(stores.join());
  }

  /** Change in one strict transaction; resolves when it is durable, else rejects. */
  async change<T>(stores: readonly StoreName[], work: (shelf: Shelf) => Promise<T>): Promise<T> {
    for (let turn = 0; turn < PATIENCE; turn++) {
      const shelf = new Shelf(this.connection, this.cover);
      const result = await work(shelf);
      if (await this.settle(shelf, await shelf.covered())) return result;
    }
    throw new BusyError(stores.join());
  }

  close(): void {
    this.connection.close();
  }

  /** Whether nobody changed what this work has read. */
  private stands(shelf: Shelf): Promise<boolean> {
    return this.connection.transact([TURNS], "readonly", (from) => isCurrent(from, shelf.seen));
  }

  /** Write everything, unless somebody was faster: then nothing, and false. */
  private async settle(shelf: Shelf, writes: readonly Covered[]): Promise<boolean> {
    try {
      return await this.written(shelf, writes, counted);
    } catch (error) {
      const isOnlyDropping = writes.every((write) => "drop" in write);
      if (reasonOf(error) !== "full" || !isOnlyDropping) throw error;
      // A full phone has no room to count a turn: what makes room begins to count anew.
      return this.written(shelf, writes, uncounted);
    }
  }

  private async written(
    shelf: Shelf,
    writes: readonly Covered[],
    note: (turns: IDBObjectStore, store: StoreName) => Promise<unknown>,
  ): Promise<boolean> {
    if (writes.length === 0) return true;
    const stores = [...new Set(writes.map((write) => write.store))];
    return this.connection.transact([...stores, TURNS], "readwrite", async (transaction) => {
      // Another page has wiped the stores: this one's key opens nothing any more.
      if ((await turnOf(transaction, ERA)) !== this.era) throw new OutdatedError();
      if (!(await isCurrent(transaction, shelf.seen))) return false;
      for (const write of writes) apply(transaction.objectStore(write.store), write);
      for (const store of stores) await note(transaction.objectStore(TURNS), store);
      return true;
    });
  }
}

async function counted(turns: IDBObjectStore, store: StoreName): Promise<unknown> {
  const count = (await turnOf(turns.transaction, store)) + 1;
  return settled(turns.put({ store, count }));
}

function uncounted(turns: IDBObjectStore, store: StoreName): Promise<unknown> {
  return settled(turns.delete(store));
}

async function isCurrent(transaction: IDBTransaction, stood: Seen): Promise<boolean> {
  const turns = await Promise.all(
    [...stood].map(async ([store, seen]) => (await turnOf(transaction, store)) === seen),
  );
  return turns.every(Boolean);
}

function apply(store: IDBObjectStore, write: Covered): void {
  if ("put" in write) store.put(write.put);
  else if (write.drop === null) store.clear();
  else store.delete(write.drop);
}

/** Why something could not be kept, in the words of the screens. */
export function reasonOf(error: unknown): NotKeptReason {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "full";
  if (error instanceof OutdatedError || name === "VersionError") return "outdated";
  if (error instanceof ClearedError) return "cleared";
  // A cover that does not open: the record is not what was written.
  return name === "DamagedError" || name === "OperationError" ? "damaged" : "closed";
}

/** What was found; undefined where it lies here but no longer opens. */
export async function unlessDamaged<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (reasonOf(error) === "damaged") return undefined;
    throw error;
  }
}

/** Report a change as kept or not, instead of a throw. */
export async function kept(change: () => Promise<unknown>, now: () => Date): Promise<Kept> {
  try {
    await change();
    return { state: "kept", at: now().toISOString() };
  } catch (error) {
    return { state: "not_kept", reason: reasonOf(error) };
  }
}

/** What was read back is not what was written. */
export class DamagedError extends Error {
  override readonly name = "DamagedError";
}

/** Other pages changed the same again and again. */
class BusyError extends Error {
  override readonly name = "BusyError";
}
