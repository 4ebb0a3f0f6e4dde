/**
 * A page that is left in the middle of a change.
 *
 * WebKit keeps such a page asleep, and with it the change, which shuts the store to the
 * next page until the browser ends. So there what is under way is broken off, and done
 * when the page wakes. Other browsers bring such changes to their end by themselves.
 */
export class Sleep {
  private readonly underWay = new Set<IDBTransaction>();
  private woken: Promise<unknown> = Promise.resolve();

  constructor() {
    if (keepsAsleep()) globalThis.addEventListener?.("pagehide", () => this.fallAsleep());
  }

  /** Resolves at once while the page is awake. */
  awake(): Promise<unknown> {
    return this.woken;
  }

  /** Break this off, should the page fall asleep before it has ended. */
  watch(transaction: IDBTransaction): void {
    this.underWay.add(transaction);
    const ended = (): void => void this.underWay.delete(transaction);
    transaction.addEventListener("complete", ended);
    transaction.addEventListener("abort", ended);
  }

  private fallAsleep(): void {
    this.woken = new Promise((woken) => {
      globalThis.addEventListener("pageshow", woken, { once: true });
    });
    for (const transaction of this.underWay) abort(transaction);
  }
}

/** Take back what a transaction did, unless it has ended. */
export function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

function keepsAsleep(): boolean {
  // A worker's navigator has no vendor, and a worker is not put to sleep.
  const { vendor } = (globalThis.navigator ?? {}) as { readonly vendor?: string };
  return vendor === "Apple Computer, Inc.";
}
