/** One tab at a time: for sending, and for each draft. */

/** Held by whoever sends: one page, or the service worker. */
export const SENDING = "chafang-send";

export type Held<T> = { readonly state: "held"; readonly value: T } | { readonly state: "elsewhere" };

/** What this page holds and when it lets go, for browsers without Web Locks. */
const mine = new Map<string, Promise<unknown>>();

/** Do something alone among all tabs; "elsewhere" when another is at it. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<Held<T>> {
  const locks = lockManager();
  if (locks === null) return aloneInPage(name, work);
  return locks.request(name, { ifAvailable: true }, async (lock): Promise<Held<T>> =>
    lock === null ? { state: "elsewhere" } : { state: "held", value: await work() },
  );
}

/**
 * Hold a name until the returned function is called; null when nobody let it go within
 * so many milliseconds. This page's own former holder may still be putting it away.
 */
export async function hold(name: string, patience: number): Promise<(() => void) | null> {
  const locks = lockManager();
  if (locks === null) return holdInPage(name, patience);
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), patience);
  return new Promise((answer) => {
    const until = (): Promise<void> => {
      clearTimeout(timer);
      return new Promise((release) => answer(release));
    };
    // Ended before its turn came; once it has come, the signal ends nothing.
    locks.request(name, { signal: given.signal }, until).catch(() => answer(null));
  });
}

async function aloneInPage<T>(name: string, work: () => Promise<T>): Promise<Held<T>> {
  if (mine.has(name)) return { state: "elsewhere" };
  const done = work();
  mine.set(name, done);
  try {
    return { state: "held", value: await done };
  } finally {
    mine.delete(name);
  }
}

async function holdInPage(name: string, patience: number): Promise<(() => void) | null> {
  const tired = new Promise((over) => setTimeout(over, patience));
  await Promise.race([mine.get(name), tired]);
  return new Promise((answer) => {
    const held = aloneInPage(name, () => new Promise<void>((release) => answer(release)));
    void held.then(({ state }) => state === "elsewhere" && answer(null));
  });
}

function lockManager(): LockManager | null {
  return globalThis.navigator?.locks ?? null;
}
