/**
 * The connection to IndexedDB, opened again when the system closed it.
 *
 * Each change is one transaction with `durability: "strict"`: with the browser's own
 * default a power cut took records whose saving it had already reported.
 */
import { abort, Sleep } from "./asleep";
import { ERA, NAME, TURNS, upgrade, VERSION } from "./stores";

/** How often work is begun again on a connection that died under it. */
const REOPENED = 3;

export class Connection {
  /** Called when another page holds an older version open, and once it let go. */
  onBlocked: (isBlocked: boolean) => void = () => undefined;
  private held: Promise<IDBDatabase> | null = null;
  private hasOpened = false;
  private isCleared = false;
  private isOutdated = false;
  private readonly sleep = new Sleep();

  constructor(
    private readonly factory: IDBFactory,
    private readonly name = NAME,
  ) {}

  async open(): Promise<void> {
    // An upgrade that a page slept through is begun again, as any other work.
    await this.transact([TURNS], "readonly", () => Promise.resolve());
  }

  /** Do something in one transaction; resolves when it has ended, else rejects. */
  async transact<T>(
    stores: readonly string[],
    mode: "readonly" | "readwrite",
    work: (transaction: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    for (let left = REOPENED; ; left--) {
      try {
        return await this.once(stores, mode, work);
      } catch (error) {
        if (left === 0 || !isClosed(error)) throw error;
        this.held = null;
      }
    }
  }

  close(): void {
    void this.held?.then((connection) => connection.close()).catch(() => undefined);
    this.held = null;
  }

  private async once<T>(
    stores: readonly string[],
    mode: "readonly" | "readwrite",
    work: (transaction: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    const connection = await this.connected();
    await this.sleep.awake();
    const transaction = connection.transaction([...stores], mode, { durability: "strict" });
    this.sleep.watch(transaction);
    const ended = completion(transaction);
    try {
      const result = await work(transaction);
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
    if (this.isOutdated) throw new OutdatedError();
    if (this.isCleared) throw new ClearedError();
    this.held ??= this.opened();
    try {
      return await this.held;
    } catch (error) {
      this.held = null;
      throw error;
    }
  }

  private opened(): Promise<IDBDatabase> {
    const request = this.factory.open(this.name, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion === 0 && this.hasOpened) this.isCleared = true;
      // An empty store in place of the one that was open: what this page's key covers
      // would never be opened again.
      if (this.isCleared) return request.transaction?.abort();
      if (request.transaction !== null) this.sleep.watch(request.transaction);
      upgrade(request.result);
      if (oldVersion === 0) request.transaction?.objectStore(TURNS).put(newEra());
    };
    request.onblocked = () => this.onBlocked(true);
    return new Promise((done, fail) => {
      request.onerror = () => fail(this.isCleared ? new ClearedError() : request.error);
      request.onsuccess = () => {
        this.hasOpened = true;
        this.onBlocked(false);
        done(this.watched(request.result));
      };
    });
  }

  /** Let go when the system closes it, or a newer version in another page asks for it. */
  private watched(connection: IDBDatabase): IDBDatabase {
    connection.onclose = () => {
      this.held = null;
    };
    connection.onversionchange = () => {
      connection.close();
      this.isOutdated = true;
    };
    return connection;
  }
}

/** Another page runs a newer version of the app; this page must be loaded anew. */
export class OutdatedError extends Error {
  override readonly name = "OutdatedError";
}

/** The browser has cleared the store under an open page; it must be loaded anew. */
export class ClearedError extends Error {
  override readonly name = "ClearedError";
}

/** What a request gives. */
export function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result as T);
    request.onerror = () => fail(request.error);
  });
}

/** No page of a store that was cleared takes the next one for its own. */
function newEra(): object {
  return { store: ERA, count: crypto.getRandomValues(new Uint32Array(1))[0] };
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

function isClosed(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return name === "InvalidStateError" || name === "UnknownError" || name === "AbortError";
}
