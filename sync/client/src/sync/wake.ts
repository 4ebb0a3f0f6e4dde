/**
 * Being woken: by the network, by the screen, by the browser's Background Sync.
 *
 * A woken service worker rings at the pages that are open, waits until they have sent
 * what they can, and sends what is left itself (courier.ts).
 */
import { connectionHere } from "./line";

/** Both the tag of the registration and the word the worker rings with. */
const WAKE = "chafang-send";

interface Registration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Whether this browser wakes the worker while no page is open. */
export function canBeWoken(): boolean {
  return "sync" in (globalThis.ServiceWorkerRegistration?.prototype ?? {});
}

/** Call back whenever sending may have become possible. */
export function whenWoken(wake: () => void): void {
  globalThis.addEventListener?.("online", wake);
  globalThis.document?.addEventListener?.("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  connectionHere()?.addEventListener?.("change", wake);
  globalThis.navigator?.serviceWorker?.addEventListener?.("message", (event) => {
    if ((event as MessageEvent).data === WAKE) wake();
  });
}

/** Ask the browser to wake the worker as soon as there is a network, where it can. */
export async function askToBeWoken(): Promise<void> {
  const worker = globalThis.navigator?.serviceWorker;
  if (!worker?.controller) return;
  const registration: Registration = await worker.ready;
  await registration.sync?.register(WAKE).catch(() => undefined);
}
