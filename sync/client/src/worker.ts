/// <reference lib="webworker" />
/**
 * Service worker: the app's own files, so that it opens without a network; and sending,
 * when the browser wakes it and no page does.
 *
 * Of what pages ask it answers GET of these files and nothing else. Their answers and
 * photos pass by it: a worker that re-issues a POST may send it empty.
 *
 * A newer version is kept beside the old one. It is served only after a page has opened
 * every form and every draft on the phone with the new code, and has chosen it; also
 * when the browser makes this worker the active one by itself.
 */
import { choose, chosen, file, keep, prune, served } from "./shell/versions";
import type { Files, Version } from "./shell/versions";
import { carryAll } from "./sync/courier";
import type { World } from "./sync/server";

declare const __FILES__: Files;
declare const __BASE__: string;
declare const __VERSION__: string;
declare const __TRIAL__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const INDEX = `${__BASE__}index.html`;
const OWN: Version = { name: __VERSION__, index: INDEX, files: __FILES__ };
/** Background Sync's tag, and what the pages are rung with. */
const WAKE = "chafang-send";
/** So long a page may take to begin sending. */
const HEAD_START_MS = 1000;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const path = asked(event.request);
  if (path !== null) event.respondWith(answer(path));
});
worker.addEventListener("message", (event) => {
  event.waitUntil(reply(event.data, event.ports[0]));
});
worker.addEventListener("sync", (event) => {
  const { tag } = event as Event & { readonly tag: string };
  if (tag === WAKE) (event as ExtendableEvent).waitUntil(wake());
});

async function install(): Promise<void> {
  await keep(OWN);
  await prune(OWN);
}

async function activate(): Promise<void> {
  const name = await chosen();
  if (name === null || !(await caches.has(`app-${name}`))) await choose(OWN);
  await worker.clients.claim();
}

/** The path of a file of ours that answers this request, or null: not ours. */
function asked(request: Request): string | null {
  const url = new URL(request.url);
  const isOurs = url.origin === worker.location.origin && url.pathname.startsWith(__BASE__);
  if (request.method !== "GET" || !isOurs) return null;
  return request.mode === "navigate" ? INDEX : url.pathname;
}

async function answer(path: string): Promise<Response> {
  return file(await served(OWN), path, OWN);
}

/** What a page may say: ask which version this is, choose it, or that it has begun. */
async function reply(word: unknown, port: MessagePort | undefined): Promise<void> {
  if (word === "which") {
    port?.postMessage({ name: OWN.name, trial: __TRIAL__, chosen: await chosen() });
  }
  if (word === "take over") {
    await choose(OWN);
    await worker.skipWaiting();
    port?.postMessage("taken over");
  }
  // Another page may still need the parts of an older version that it has not loaded.
  if (word === "begun" && (await pages()).length < 2) await prune(OWN);
}

/** Wake the pages; send what they leave. Rejects so that the browser tries again later. */
async function wake(): Promise<void> {
  await ring();
  // Whoever looks at a page sees it send; the worker comes after it.
  if ((await pages()).length > 0) await new Promise((done) => setTimeout(done, HEAD_START_MS));
  // Not chosen yet: the store is still that of an older version.
  if ((await chosen()) !== OWN.name) return;
  const { hasMoved, isLeft } = await carryAll(world());
  if (hasMoved || isLeft) await ring();
  if (isLeft) throw new Error("Something is left to be sent.");
}

/** The words of refusals that are shown later are Chinese, as the app is at first. */
function world(): World {
  return {
    fetch: (...ask) => fetch(...ask),
    now: () => new Date(),
    random: () => Math.random(),
    ticks: () => performance.now(),
    origin: "",
    language: "zh-CN",
  };
}

async function ring(): Promise<void> {
  for (const page of await pages()) page.postMessage(WAKE);
}

function pages(): Promise<readonly Client[]> {
  return worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
}
