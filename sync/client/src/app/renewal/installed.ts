/** The service workers of this app, and what may be said to them. */

/** What a worker says of the version it brought. */
export interface Brought {
  readonly name: string;
  /** Path of the version's own code for trying it. */
  readonly trial: string;
  readonly chosen: string | null;
}

const PATIENCE_MS = 10_000;

/** Say a word and wait for the answer; null when none comes. */
export function tell<T>(worker: ServiceWorker, word: string): Promise<T | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    port1.onmessage = (event) => {
      clearTimeout(timer);
      done(event.data as T);
    };
    worker.postMessage(word, [port2]);
  });
}

/** Call back with each worker that waits, or serves a version nobody has chosen yet. */
export function whenInstalled(
  registration: ServiceWorkerRegistration,
  found: (worker: ServiceWorker) => void,
): void {
  const standing = registration.waiting ?? registration.active;
  if (standing !== null) found(standing);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active !== null) found(worker);
    });
  });
}
