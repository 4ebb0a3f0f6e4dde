/**
 * Being woken: by the network, by the screen, by the browser's Background Sync.
 *
 * The service worker sends nothing itself. The store may be locked with a PIN that only
 * a page can ask for, and a second sender would be a second place to get it wrong. So a
 * woken worker only rings at the pages that are open; with none open, work waits until
 * the app is opened.
 */
import { connectionHere } from "./line";

/** Both the tag of the registration and the word the worker rings with. */
export const WAKE = "chafang-send";

interface Registration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
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

/** Ask the browser to wake us when there is a network again, where it can. */
export async function askToBeWoken(): Promise<void> {
  const worker = globalThis.navigator?.serviceWorker;
  if (!worker?.controller) return;
  const registration: Registration = await worker.ready;
  await registration.sync?.register(WAKE).catch(() => undefined);
}
