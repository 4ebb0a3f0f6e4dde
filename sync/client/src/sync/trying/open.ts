/** The start of a trial: a draft's link, a store of its own, and its end. */
import { secureContext } from "../context";
import { Database, reasonOf } from "../database";
import { Guard } from "../guard";
import type { FormRecord } from "../records";
import { browserWorld } from "../start";
import type { World } from "../server";
import { Vault } from "../vault";
import { DraftOffice } from "./office";
import { summaryOf, TrialPhone } from "./phone";
import type { TryRecord } from "./phone";
import type { TryOpened } from "./types";

const STORE = "chafang-try";
/** Noted beside it, so that an ordinary start knows whether there is anything to empty. */
const FLAG = "chafang.try";
/** A draft is kept for 14 days after its last edit; a phone without a network, longer. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/** The token in a draft's link (`#/try/<token>`), or null. */
export function tokenFromFragment(fragment: string): string | null {
  return /^#?\/try\/([0-9a-f]{16,128})\/?$/.exec(fragment)?.[1] ?? null;
}

/** Whether a trial was ever begun in this browser and not emptied since. */
export function isTried(): boolean {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false;
  }
}

/** Open the draft that a token opens; without one, the draft that is tried here already. */
export async function openTry(token: string | null, world: World = browserWorld()): Promise<TryOpened> {
  const context = secureContext();
  if (context.state === "insecure") return context;
  try {
    return await opened(token, world);
  } catch (error) {
    return { state: "no_storage", detail: reasonOf(error) };
  }
}

/** At an ordinary start: empty what was tried once its draft is no more. */
export async function sweepTry(world: World = browserWorld()): Promise<void> {
  const database = new Database(globalThis.indexedDB, STORE);
  const record = await database.read(["settings"], (shelf) => shelf.get<TryRecord>("settings", "try"));
  const isOver = record === undefined || Date.parse(record.openedAt) + LONGEST_MS < world.now().getTime();
  const told = isOver ? null : await new DraftOffice(world, record.token).form(null);
  database.close();
  if (told === null || told.state === "gone") await emptied();
}

async function opened(token: string | null, world: World): Promise<TryOpened> {
  const database = new Database(globalThis.indexedDB, STORE);
  await database.open();
  const known = await database.read(["settings"], (shelf) => shelf.get<TryRecord>("settings", "try"));
  const empty = async (): Promise<void> => {
    database.close();
    await emptied();
  };
  if (token !== null && known !== undefined && known.token !== token) {
    // Another draft: what was tried of the one before goes.
    await empty();
    return opened(token, world);
  }
  const asked = token ?? known?.token;
  if (asked === undefined) {
    await empty();
    return { state: "gone" };
  }
  const office = new DraftOffice(world, asked);
  const vault = await Vault.find(database, world);
  const here = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  const fetched = await office.form(here[0] ?? null);
  if (fetched.state === "gone") {
    await empty();
    return fetched;
  }
  const form = fetched.state === "here" ? fetched.form : here[0];
  if (form === undefined) return { state: "offline" };
  const openedAt = world.now().toISOString();
  const record: TryRecord = { key: "try", token: asked, sent: known?.sent ?? 0, openedAt };
  await database.change(["settings", "forms"], async (shelf) => {
    shelf.clear("forms");
    shelf.put("forms", form);
    shelf.put("settings", record);
  });
  noted();
  const guard = await Guard.over(database, world, vault);
  return { state: "ready", phone: new TrialPhone(database, world, guard, office, record, summaryOf(form), empty) };
}

function emptied(): Promise<void> {
  try {
    localStorage.removeItem(FLAG);
  } catch {
    // Nothing was noted.
  }
  return new Promise((done) => {
    const request = globalThis.indexedDB.deleteDatabase(STORE);
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}

function noted(): void {
  try {
    localStorage.setItem(FLAG, "1");
  } catch {
    // Then an ordinary start empties nothing; the trial's own page does.
  }
}
