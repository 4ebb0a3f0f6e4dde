/// <reference lib="webworker" />
/**
 * Service worker: the app's own files, so that it opens without a network.
 *
 * It never touches anything but GET of these files. Requests that carry answers or
 * photos pass by it: a worker that re-issues a POST may send it empty.
 */
declare const __FILES__: readonly string[];
declare const __BASE__: string;
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `app-${__VERSION__}`;
const INDEX = `${__BASE__}index.html`;
const OWN = new Set(__FILES__);

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const path = kept(event.request);
  if (path !== null) event.respondWith(answer(path, event.request));
});
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    __FILES__.map((path) => new Request(path, { cache: "reload" })),
  );
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("app-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The path of a file of ours that answers this request, or null: not ours. */
function kept(request: Request): string | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return null;
  if (request.mode === "navigate" && url.pathname.startsWith(__BASE__)) return INDEX;
  return OWN.has(url.pathname) ? url.pathname : null;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
