/** What is said at a start: a new phone, a phone that goes on, or one whose store is gone. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Database, reasonOf } from "../../src/sync/database";
import { isLost, readTrace, Traces } from "../../src/sync/trace";
import type { Trace } from "../../src/sync/trace";
import { begun, boot, enrolled, finalised, fresh, write } from "./device";
import { json } from "./office";

const TRACE: Trace = {
  label: "714", team: "DZ-07", unsent: 2, drafts: 1, countedAt: "2026-03-12T06:00:00.000Z",
};
const GONE = { hasDevice: false, hasEnded: false, pieces: 0 };
const scope = globalThis as unknown as { localStorage?: Storage };

/** A browser's other storage, which is cleared apart from the stores. */
class Beside {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    this.kept.set(key, text);
  }
  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

test.each([
  ["a new phone", null, GONE, false],
  ["a store that was cleared", TRACE, GONE, true],
  ["one with nothing unsent", { ...TRACE, unsent: 0, drafts: 0 }, GONE, true],
  ["a phone that goes on", TRACE, { ...GONE, hasDevice: true }, false],
  ["a phone emptied at its end of service", TRACE, { ...GONE, hasEnded: true }, false],
  ["a signed-out phone with work on it", TRACE, { ...GONE, pieces: 1 }, false],
])("%s", (_, trace, remains, lost) => {
  expect(isLost(trace, remains)).toBe(lost);
});

test.each([
  ["nothing", null],
  ["no JSON", "{"],
  ["another shape", '"x"'],
  ["a count that is none", JSON.stringify({ ...TRACE, unsent: -1 })],
  ["no moment", JSON.stringify({ ...TRACE, countedAt: "once" })],
  ["a name that is none", JSON.stringify({ ...TRACE, label: 714 })],
])("%s is no trace", (_, text) => {
  expect(readTrace(text)).toBeNull();
});

test("where the browser keeps nothing beside the store, nothing is said and nothing breaks", () => {
  const shut = new Beside();
  shut.getItem = shut.setItem = () => {
    throw new DOMException("shut", "SecurityError");
  };
  const traces = new Traces(shut);
  traces.note(TRACE);
  traces.mourn(TRACE);
  expect([traces.trace, traces.lost, new Traces(null).lost]).toEqual([null, null, null]);
});

describe("a phone", () => {
  let beside: Beside;

  beforeEach(() => {
    beside = new Beside();
    scope.localStorage = beside as unknown as Storage;
  });
  afterEach(() => {
    delete scope.localStorage;
  });

  const noted = (): Trace | null => new Traces().trace;
  const until = (unsent: number, drafts: number): Promise<void> =>
    vi.waitFor(() => expect(noted()).toMatchObject({ unsent, drafts }), { timeout: 5_000 });

  test("notes how much is unsent, says so when its store is gone, and what the office has", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 400);
    write((await begun(phone)).form, "张庄");
    await until(1, 1);
    expect([...beside.kept.values()].join()).not.toMatch(/李|王楼|张庄|token/);
    fresh();
    const cleared = await boot(office);
    expect(cleared.lost).toMatchObject({ label: "714", team: "DZ-07", unsent: 1, drafts: 1, received: null });
    expect((await boot(office)).lost).toEqual(cleared.lost);
    office.received = 12;
    expect(await cleared.enrol("good", "714")).toMatchObject({ received: { whole: 12, partly: 0 } });
    expect(cleared.lost).toMatchObject({ unsent: 1, received: { whole: 12, partly: 0 } });
    await until(0, 0);
    const next = await boot(office);
    expect(next.lost).toEqual(cleared.lost);
    next.putLostAway();
    expect([next.lost, (await boot(office)).lost]).toEqual([null, null]);
  });

  test("that was signed out is not told of a loss", async () => {
    const { office, phone } = await enrolled();
    await until(0, 0);
    await phone.signOut();
    expect(noted()).toBeNull();
    expect((await boot(office)).lost).toBeNull();
  });

  test("whose service has ended says that, and not that it was cleared", async () => {
    const { office, phone } = await enrolled();
    await until(0, 0);
    office.fault = ({ path }) =>
      path.includes("/enrol") ? null : Promise.resolve(json(401, { code: "device_revoked", title: "授权已收回" }));
    await vi.waitFor(async () => {
      await phone.sync();
      expect(phone.ended).not.toBeNull();
    });
    expect(noted()).toBeNull();
    expect((await boot(office)).lost).toBeNull();
  });
});

test("a store that was cleared under an open page is not begun anew by it", async () => {
  fresh();
  const database = new Database(indexedDB);
  await database.open();
  database.close();
  await new Promise((done) => (indexedDB.deleteDatabase("chafang").onsuccess = done));
  const put = database.change(["settings"], async (shelf) => shelf.put("settings", { key: "x" }));
  expect(reasonOf(await put.catch((error: unknown) => error))).toBe("cleared");
  expect(await indexedDB.databases()).toEqual([]);
});
