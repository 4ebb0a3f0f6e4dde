import { shallowRef, watch } from "vue";
import type { Phone, Specimen } from "../../sync/types";
import { route } from "../routes";
import { tell, whenInstalled, type Brought } from "./installed";
import { step, type Standing } from "./step";

/** What the screens say of a newer version of the app. */
export type Renewal =
  | { readonly state: "none" }
  | { readonly state: "ready" }
  /** It does not open all that lies here: the present version stays. */
  | { readonly state: "stay"; readonly names: readonly string[] };

export const renewal = shallowRef<Renewal>({ state: "none" });

interface Trial {
  opens(specimens: readonly Specimen[]): Promise<string[]>;
}

/** Names for what could not even be begun: the new code itself. */
const NOTHING_OPENS: readonly string[] = [];

let phone: Phone | null = null;
let isWatching = false;
let worker: ServiceWorker | null = null;
let newer: Standing["newer"] = "none";

/** Follow newer versions from now on: keep, try, say so, and never interrupt filling. */
export async function watchRenewals(opened: Phone): Promise<void> {
  phone = opened;
  if (isWatching) return move();
  isWatching = true;
  const registration = await navigator.serviceWorker?.ready;
  if (registration === undefined) return;
  registration.active?.postMessage("begun");
  whenInstalled(registration, (found) => void consider(found));
  watch(() => route.value.at, () => void move());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void registration.update().catch(() => undefined);
    void move();
  });
}

/** The phone was locked: what lies on it cannot be tried. */
export function unwatchRenewals(): void {
  phone = null;
}

/** Which version of the app is open; null where none is installed. */
export async function presentVersion(): Promise<string | null> {
  const active = navigator.serviceWorker?.controller;
  const brought = active ? await tell<Brought>(active, "which") : null;
  return brought?.chosen ?? null;
}

/** Open the app in its newer version, now. */
export async function renew(): Promise<void> {
  if (worker === null || newer !== "good") return;
  if ((await tell(worker, "take over")) !== null) location.reload();
}

async function consider(found: ServiceWorker): Promise<void> {
  const brought = await tell<Brought>(found, "which");
  if (brought === null || brought.chosen === null || brought.chosen === brought.name) return;
  worker = found;
  newer = "untried";
  await move();
}

async function move(): Promise<void> {
  if (phone === null) return;
  switch (step({ newer, page: pageNow() })) {
    case "try":
      return attempt(phone);
    case "ready":
      renewal.value = { state: "ready" };
      return;
    case "take_over":
      if (phone.link.state !== "sending") await renew();
      return;
    case "rest":
    case "stay":
      return;
  }
}

/** Open everything with the new code, while the old one is on the screen. */
async function attempt(opened: Phone): Promise<void> {
  const tried = worker;
  newer = "trying";
  const specimens = await opened.specimens().catch(() => null);
  const names = specimens === null ? null : await failures(tried, specimens);
  // A still newer version may have come meanwhile; it is tried for itself.
  if (worker !== tried) return;
  // The store was shut under our hands: another time.
  if (specimens === null) return void (newer = "untried");
  newer = names === null ? "good" : "bad";
  if (names !== null) renewal.value = { state: "stay", names };
  await move();
}

/** What does not open, or null when everything does. */
async function failures(
  tried: ServiceWorker | null,
  specimens: readonly Specimen[],
): Promise<readonly string[] | null> {
  if (tried === null) return NOTHING_OPENS;
  const brought = await tell<Brought>(tried, "which");
  if (brought === null) return NOTHING_OPENS;
  try {
    const code = (await import(/* @vite-ignore */ brought.trial)) as Trial;
    const names = await code.opens(specimens);
    return names.length === 0 ? null : names;
  } catch {
    return NOTHING_OPENS;
  }
}

function pageNow(): Standing["page"] {
  if (route.value.at === "fill") return "filling";
  return document.visibilityState === "hidden" ? "hidden" : "shown";
}
