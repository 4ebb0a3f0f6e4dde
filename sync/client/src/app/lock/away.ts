/** Away for long: the page is loaded anew, and with it goes the key. */
import type { Phone } from "../../sync/types";

type Keeper = () => Promise<unknown>;
const keepers = new Set<Keeper>();

/** Have something kept before the page goes; gives how to stop. */
export function beforeLock(keep: Keeper): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

/** Lock the phone after its minutes in the background, once all is kept. */
export function lockWhenAway(phone: Phone): void {
  let left: number | null = null;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      left = Date.now();
      return;
    }
    const minutes = left === null ? 0 : (Date.now() - left) / 60_000;
    left = null;
    if (phone.protection.hasPin && minutes >= phone.protection.lockMinutes) void lock();
  });
}

async function lock(): Promise<void> {
  await Promise.allSettled([...keepers].map((keep) => keep()));
  location.reload();
}
