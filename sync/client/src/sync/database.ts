/**
 * IndexedDB, made trustworthy.
 *
 * Each change is one transaction with `durability: "strict"`: with the browser's own
 * default a power cut took records whose saving it had already reported. A connection
 * that the system closed under memory pressure is opened again and the work repeated.
 */
import type { Kept, NotKeptReason } from "./types";

export type StoreName =
  | "settings"
  | "forms"
  | "visits"
  | "drafts"
  | "items"
  | "files"
  | "bytes";

const NAME = "chafang";
const VERSION = 1;
const KEYS: Readonly<Record<StoreName, string | string[]>> = {
  settings: "key",
  forms: ["formId", "version"],
  visits: "id",
  drafts: "draftId",
  items: "instanceId",
  files: ["holder", "name"],
  bytes: ["holder", "name"],
};

/** The stores of one transaction, asked by name. */
export class Shelf {
  constructor(private readonly transaction: IDBTransaction) {}

  get<T>(store: StoreName, key: IDBValidKey): Promise<T | undefined> {
    return settled<T | undefined>(this.transaction.objectStore(store).get(key));
  }

  all<T>(store: StoreName, range?: IDBKeyRange): Promise<T[]> {
    return settled<T[]>(this.transaction.objectStore(store).getAll(range));
  }

  keys(store: StoreName, range?: IDBKeyRange): Promise<IDBValidKey[]> {
    return settled(this.transaction.objectStore(store).getAllKeys(range));
  }

  put(store: StoreName, record: object): void {
    this.transaction.objectStore(store).put(record);
  }

  delete(store: StoreName, key: IDBValidKey | IDBKeyRange): void {
    this.transaction.objectStore(store).delete(key);
  }

  clear(store: StoreName): void {
    this.transaction.objectStore(store).clear();
  }
}

export class Database {
  private connection: IDBDatabase | null = null;

  constructor(private readonly factory: IDBFactory) {}

  /** Open it now, to learn whether this browser keeps anything; rejects if not. */
  async open(): Promise<void> {
    await this.connected();
  }

  /** Read in one transaction. */
  read<T>(stores: readonly StoreName[], work: (shelf: Shelf) => Promise<T>): Promise<T> {
    return this.twice(() => this.once(stores, "readonly", work));
  }

  /** Change in one strict transaction; resolves when it is durable, else rejects. */
  change<T>(stores: readonly StoreName[], work: (shelf: Shelf) => Promise<T>): Promise<T> {
    return this.twice(() => this.once(stores, "readwrite", work));
  }

  close(): void {
    this.connection?.close();
    this.connection = null;
  }

  private async twice<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (!isClosed(error)) throw error;
      this.connection = null;
      return attempt();
    }
  }

  private async once<T>(
    stores: readonly StoreName[],
    mode: "readonly" | "readwrite",
    work: (shelf: Shelf) => Promise<T>,
  ): Promise<T> {
    const connection = await this.connected();
    const transaction = connection.transaction([...stores], mode, { durability: "strict" });
    const ended = completion(transaction);
    try {
      const result = await work(new Shelf(transaction));
      await ended;
      return result;
    } catch (error) {
      abort(transaction);
      // The transaction knows best why: QuotaExceededError shows only there.
      await ended.catch((reason: unknown) => Promise.reject(reason ?? error));
      throw error;
    }
  }

  private async connected(): Promise<IDBDatabase> {
    this.connection ??= await this.opened();
    return this.connection;
  }

  private opened(): Promise<IDBDatabase> {
    const request = this.factory.open(NAME, VERSION);
    request.onupgradeneeded = () => upgrade(request.result);
    return new Promise((done, fail) => {
      request.onerror = () => fail(request.error);
      request.onsuccess = () => done(this.watched(request.result));
    });
  }

  /** Let go when the system or a newer version in another tab asks for it. */
  private watched(connection: IDBDatabase): IDBDatabase {
    const forget = (): void => {
      if (this.connection === connection) this.connection = null;
    };
    connection.onclose = forget;
    connection.onversionchange = () => {
      connection.close();
      forget();
    };
    return connection;
  }
}

/** Why something could not be kept, in the words of the screens. */
export function reasonOf(error: unknown): NotKeptReason {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "full";
  return name === "DamagedError" ? "damaged" : "closed";
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

function upgrade(connection: IDBDatabase): void {
  for (const [store, keyPath] of Object.entries(KEYS)) {
    if (!connection.objectStoreNames.contains(store)) {
      connection.createObjectStore(store, { keyPath });
    }
  }
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result as T);
    request.onerror = () => fail(request.error);
  });
}

function completion(transaction: IDBTransaction): Promise<void> {
  const ended = new Promise<void>((done, fail) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => fail(transaction.error);
  });
  // Whoever waits for the work hears of it; this is no second, unheard failure.
  ended.catch(() => undefined);
  return ended;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

function isClosed(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return name === "InvalidStateError" || name === "UnknownError" || name === "AbortError";
}
