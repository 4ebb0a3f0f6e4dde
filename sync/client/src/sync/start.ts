/** The start of the app: what lies on this phone, or why nothing can. */
import { secureContext } from "./context";
import { Database } from "./database";
import { Guard } from "./guard";
import { askToKeep } from "./lists";
import { StoreLock } from "./lock";
import { ThisPhone } from "./phone";
import type { DeviceRecord } from "./records";
import type { World } from "./server";
import { mourn } from "./tally";
import { Traces } from "./trace";
import type { PhoneOpened } from "./types";
import { Vault } from "./vault";
import type { EndedRecord } from "./vault_record";

/** A store that has not answered by then is held by another page, or left held by one. */
const HELD_MS = 5000;

/** Told again whenever the phone stands otherwise: held or blocked, then locked, then ready. */
export type Told = (opened: PhoneOpened) => void;

/** Open what lies on this phone; `told` hears each state, the last one is returned. */
export async function openPhone(
  world: World = browserWorld(),
  told: Told = () => undefined,
): Promise<PhoneOpened> {
  const held = setTimeout(() => told({ state: "held" }), HELD_MS);
  const tell: Told = (opened) => {
    clearTimeout(held);
    told(opened);
  };
  const opened = await opening(world, tell);
  tell(opened);
  return opened;
}

/** The world as the browser gives it. */
export function browserWorld(): World {
  return {
    fetch: (...ask) => globalThis.fetch(...ask),
    now: () => new Date(),
    random: () => Math.random(),
    ticks: () => performance.now(),
    origin: "",
    language: globalThis.document?.documentElement.lang || "zh-CN",
  };
}

async function opening(world: World, told: Told): Promise<PhoneOpened> {
  const context = secureContext();
  if (context.state === "insecure") return context;
  const database = new Database(globalThis.indexedDB);
  try {
    await database.open((isBlocked) => isBlocked && told({ state: "blocked" }));
    const device = await database.read(["settings"], (shelf) =>
      shelf.get<DeviceRecord>("settings", "device"),
    );
    const vault = await Vault.find(database, world);
    const begin = (): Promise<PhoneOpened> => ready(database, world, vault, device ?? null);
    if (vault.isOpen) return await begin();
    const opened = (): void => void begin().catch(failed).then(told);
    return { state: "locked", lock: new StoreLock(database, world, vault, device ?? null, opened) };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): PhoneOpened {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  // Written by a later version of the app: nothing is touched.
  if (name === "VersionError") return { state: "newer" };
  return { state: "no_storage", detail: error instanceof Error ? error.message : "" };
}

async function ready(
  database: Database,
  world: World,
  vault: Vault,
  device: DeviceRecord | null,
): Promise<PhoneOpened> {
  const guard = await Guard.over(database, world, vault);
  // In the background: every record is read whether it is covered already or not.
  void vault.coverOld().catch(() => undefined);
  const ended = await database.read(["settings"], (shelf) =>
    shelf.get<EndedRecord>("settings", "ended"),
  );
  const traces = new Traces();
  if (device === null) await mourn(database, traces, ended);
  // What a browser refused at first it may promise once the app is used or installed.
  if (device !== null) void askToKeep(globalThis.navigator?.storage);
  const left = device === null ? (ended ?? null) : null;
  const phone = new ThisPhone(database, world, device, guard, traces, left);
  phone.look();
  globalThis.addEventListener?.("online", () => phone.look());
  return { state: "ready", phone };
}
