/**
 * The stores during one piece of work: read at once, written together at its end.
 *
 * Covering a record waits for the browser's cipher, and no transaction lives that
 * long. So each read is a transaction of its own, writes are gathered, and the turns of
 * the stores that were read tell at the end whether somebody else was faster.
 */
import { settled } from "./connection";
import type { Connection } from "./connection";
import type { Cover } from "./cover";
import { keyOf, TURNS } from "./stores";
import type { ERA } from "./stores";
import type { StoreName } from "./stores";

type Write =
  | { readonly store: StoreName; readonly put: object; readonly key: IDBValidKey }
  | { readonly store: StoreName; readonly drop: IDBValidKey | IDBKeyRange | null };

/** A write with its record covered, as it goes into the store. */
export type Covered =
  | { readonly store: StoreName; readonly put: object }
  | { readonly store: StoreName; readonly drop: IDBValidKey | IDBKeyRange | null };

export class Shelf {
  /** The turn of each store when it was first read. */
  readonly seen = new Map<StoreName, number>();
  reads = 0;
  private readonly writes: Write[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly cover: Cover,
  ) {}

  async get<T>(store: StoreName, key: IDBValidKey): Promise<T | undefined> {
    const written = this.written(store, key);
    if (written !== null) return written as T | undefined;
    const kept = await this.look(store, (from) => from.get(key));
    return kept === undefined ? undefined : this.cover.lift<T>(store, kept as object);
  }

  async all<T>(store: StoreName, range?: IDBKeyRange): Promise<T[]> {
    const kept = (await this.look(store, (from) => from.getAll(range))) as object[];
    const found = kept.map((record) => ({ key: keyOf(store, record), record, isNew: false }));
    const lifted = this.overlaid(store, range, found).map(({ record, isNew }) =>
      isNew ? Promise.resolve(record as T) : this.cover.lift<T>(store, record),
    );
    // One record that no longer opens must not hide all the others; `keys` still counts it.
    const told = await Promise.allSettled(lifted);
    return told.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }

  async keys(store: StoreName, range?: IDBKeyRange): Promise<IDBValidKey[]> {
    const kept = (await this.look(store, (from) => from.getAllKeys(range))) as IDBValidKey[];
    const found = kept.map((key) => ({ key, record: {}, isNew: false }));
    return this.overlaid(store, range, found).map(({ key }) => key);
  }

  put(store: StoreName, record: object): void {
    this.writes.push({ store, put: record, key: keyOf(store, record) });
  }

  delete(store: StoreName, key: IDBValidKey | IDBKeyRange): void {
    this.writes.push({ store, drop: key });
  }

  clear(store: StoreName): void {
    this.writes.push({ store, drop: null });
  }

  /** All writes in their order, ready for the store. */
  covered(): Promise<Covered[]> {
    return Promise.all(
      this.writes.map(async (write): Promise<Covered> => {
        if ("drop" in write) return write;
        return { store: write.store, put: await this.cover.over(write.store, write.put) };
      }),
    );
  }

  private async look(
    store: StoreName,
    ask: (from: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.reads += 1;
    return this.connection.transact([store, TURNS], "readonly", async (transaction) => {
      const turn = turnOf(transaction, store);
      const found = settled<unknown>(ask(transaction.objectStore(store)));
      const count = await turn;
      if (!this.seen.has(store)) this.seen.set(store, count);
      return found;
    });
  }

  /** What this work itself wrote under a key: null when nothing. */
  private written(store: StoreName, key: IDBValidKey): object | undefined | null {
    let last: object | undefined | null = null;
    for (const write of this.writes) {
      if (write.store !== store) continue;
      if ("put" in write) last = isSame(write.key, key) ? write.put : last;
      else if (drops(write.drop, key)) last = undefined;
    }
    return last;
  }

  private overlaid(
    store: StoreName,
    range: IDBKeyRange | undefined,
    found: readonly Found[],
  ): readonly Found[] {
    let now = found;
    for (const write of this.writes) {
      if (write.store !== store) continue;
      if ("drop" in write) now = now.filter(({ key }) => !drops(write.drop, key));
      else if (range === undefined || range.includes(write.key)) {
        const others = now.filter(({ key }) => !isSame(key, write.key));
        now = [...others, { key: write.key, record: write.put, isNew: true }];
      }
    }
    return now === found ? found : [...now].sort((a, b) => indexedDB.cmp(a.key, b.key));
  }
}

interface Found {
  readonly key: IDBValidKey;
  readonly record: object;
  readonly isNew: boolean;
}

/** How many changes a store has seen; of `ERA`, how many keys the stores have had. */
export async function turnOf(
  transaction: IDBTransaction,
  store: StoreName | typeof ERA,
): Promise<number> {
  const kept = await settled<{ count: number } | undefined>(
    transaction.objectStore(TURNS).get(store),
  );
  return kept?.count ?? 0;
}

function drops(what: IDBValidKey | IDBKeyRange | null, key: IDBValidKey): boolean {
  if (what === null) return true;
  return what instanceof IDBKeyRange ? what.includes(key) : isSame(what, key);
}

function isSame(one: IDBValidKey, other: IDBValidKey): boolean {
  return indexedDB.cmp(one, other) === 0;
}
