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
  const bench = await benchIn(world);
  const known = await bench.database.read(["settings"], (shelf) => shelf.get<TryRecord>("settings", "try"));
  const asked = token ?? known?.token;
  if (asked === undefined) {
    await bench.empty();
    return { state: "gone" };
  }
  if (known !== undefined && known.token !== asked) return changed(bench, known, asked);
  const here = await formIn(bench);
  const fetched = await new DraftOffice(world, asked).form(here);
  if (fetched.state === "gone") {
    await bench.empty();
    return fetched;
  }
  const form = fetched.state === "here" ? fetched.form : here;
  return form === null ? { state: "offline" } : begun(bench, asked, form, known?.sent ?? 0);
}

/** Where a trial lies: its store, and how that is emptied. */
interface Bench {
  readonly world: World;
  readonly database: Database;
  readonly vault: Vault;
  readonly empty: () => Promise<void>;
}

async function benchIn(world: World): Promise<Bench> {
  const database = new Database(globalThis.indexedDB, STORE);
  await database.open();
  const vault = await Vault.find(database, world);
  const empty = async (): Promise<void> => {
    database.close();
    await emptied();
  };
  return { world, database, vault, empty };
}

async function formIn({ database }: Bench): Promise<FormRecord | null> {
  const [form] = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  return form ?? null;
}

/** Keep the form with its token, and give the phone that tries it. */
async function begun(bench: Bench, token: string, form: FormRecord, sent: number): Promise<TryOpened> {
  const record: TryRecord = { key: "try", token, sent, openedAt: bench.world.now().toISOString() };
  await bench.database.change(["settings", "forms"], async (shelf) => {
    shelf.clear("forms");
    shelf.put("forms", form);
    shelf.put("settings", record);
  });
  noted();
  return { state: "ready", phone: await phoneOver(bench, record, form) };
}

async function phoneOver(bench: Bench, record: TryRecord, form: FormRecord): Promise<TrialPhone> {
  const { database, world, vault, empty } = bench;
  const guard = await Guard.over(database, world, vault);
  return new TrialPhone(database, world, guard, new DraftOffice(world, record.token), record, summaryOf(form), empty);
}

/**
 * Another link than the one before. What was tried by that one stays until its draft has
 * it, or until somebody says that it may go.
 */
async function changed(bench: Bench, known: TryRecord, token: string): Promise<TryOpened> {
  const here = await formIn(bench);
  const fetched = await new DraftOffice(bench.world, token).form(here);
  if (fetched.state !== "here") {
    bench.database.close();
    return fetched;
  }
  const anew = async (): Promise<TryOpened> => {
    await bench.empty();
    return opened(token, bench.world);
  };
  const before = await new DraftOffice(bench.world, known.token).form(here);
  if (before.state === "gone") {
    // A draft's new code shuts its old one: what was not sent goes by the new.
    return isSame(here, fetched.form) ? begun(bench, token, fetched.form, known.sent) : anew();
  }
  const phone = here === null ? null : await phoneOver(bench, known, here);
  await phone?.sync();
  const waiting = (await phone?.outbox())?.length ?? 0;
  const drafts = (await phone?.drafts())?.length ?? 0;
  if (waiting + drafts === 0) return anew();
  bench.database.close();
  return { state: "other", title: here?.title ?? "", waiting, drafts, stay: () => openTry(null, bench.world), leave: anew };
}

function isSame(here: FormRecord | null, there: FormRecord): boolean {
  return here?.formId === there.formId && here.version === there.version;
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
