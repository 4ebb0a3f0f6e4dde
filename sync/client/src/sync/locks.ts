/** One tab at a time: for sending, and for each draft. */

export type Held<T> = { readonly state: "held"; readonly value: T } | { readonly state: "elsewhere" };

/** Names held by this page, for browsers without Web Locks. */
const mine = new Set<string>();

/** Do something alone among all tabs; "elsewhere" when another is at it. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<Held<T>> {
  const locks = lockManager();
  if (locks === null) return aloneInPage(name, work);
  return locks.request(name, { ifAvailable: true }, async (lock): Promise<Held<T>> =>
    lock === null ? { state: "elsewhere" } : { state: "held", value: await work() },
  );
}

/** Hold a name until the returned function is called; null when it is taken. */
export function hold(name: string): Promise<(() => void) | null> {
  return new Promise((answer) => {
    const held = alone(name, () => new Promise<void>((release) => answer(release)));
    void held.then((result) => {
      if (result.state === "elsewhere") answer(null);
    });
  });
}

async function aloneInPage<T>(name: string, work: () => Promise<T>): Promise<Held<T>> {
  if (mine.has(name)) return { state: "elsewhere" };
  mine.add(name);
  try {
    return { state: "held", value: await work() };
  } finally {
    mine.delete(name);
  }
}

function lockManager(): LockManager | null {
  return globalThis.navigator?.locks ?? null;
}
