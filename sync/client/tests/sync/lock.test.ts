/** A phone behind a PIN, and one that lost it. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { openPhone } from "../../src/sync";
import type { Lock, Phone } from "../../src/sync";
import { open, seal } from "../../src/sync/sealing";
import type { Pair } from "../../src/sync/sealing";
import { begun, boot, enrolled, finalised, shoot, write } from "./device";
import { json } from "./office";
import type { Office } from "./office";

const PIN = "271828";
const address = new URL("../../../../tests/conformance/sealing.json", import.meta.url);
const { office: OFFICE } = JSON.parse(readFileSync(address, "utf8")) as { office: Pair };

interface Deciding {
  readonly decide: (granted: boolean) => void;
  /** Answer with another key than the one that was sealed; null for the right one. */
  readonly mistake: (key: string | null) => void;
}

/** An office that seals, opens and answers. */
function sealing(office: Office, pinRequired = false): Deciding {
  let asked: { sealed: string; reply_to: string } | null = null;
  let said = "asked";
  let other: string | null = null;
  office.fault = ({ path, body }) => {
    if (path === "/api/v1/protection") {
      return Promise.resolve(
        json(200, { office_key: OFFICE.publicText, pin_required: pinRequired, lock_minutes: 3 }),
      );
    }
    if (path === "/api/v1/openings") {
      asked = JSON.parse(body.toString()) as typeof asked;
      said = "asked";
      return Promise.resolve(json(201, { opening: "o1", state: "asked" }));
    }
    return path === "/api/v1/openings/o1/answer" ? answer() : null;
  };
  async function answer(): Promise<Response> {
    if (said !== "granted") return json(200, { state: said, answer: "" });
    const told = new TextDecoder().decode((await open(OFFICE, "vault-key", asked!.sealed))!);
    const { key, device } = JSON.parse(told) as { key: string; device: string };
    expect(device).toBe("device-1");
    const text = await seal(asked!.reply_to, "unlock-answer", new TextEncoder().encode(other ?? key));
    return json(200, { state: said, answer: text });
  }
  return {
    decide: (granted) => void (said = granted ? "granted" : "refused"),
    mistake: (key) => void (other = key),
  };
}

async function guarded(): Promise<Deciding & { office: Office }> {
  const { office, phone } = await enrolled();
  const told = sealing(office);
  const again = await boot(office);
  await vi.waitFor(() => expect(again.protection.isSealed).toBe(true));
  const draft = await begun(again);
  write(draft.form, "后张家湾村");
  await shoot(draft, 500);
  await draft.close();
  await again.protection.setPin(PIN);
  expect(phone.protection.isPinDue).toBe(false);
  return { office, ...told };
}

async function locked(office: Office): Promise<{ lock: Lock; phone: () => Promise<Phone> }> {
  let found: Phone | null = null;
  const opened = await openPhone(office.world, (now) => {
    if (now.state === "ready") found = now.phone;
  });
  if (opened.state !== "locked") throw new Error(opened.state);
  return { lock: opened.lock, phone: () => vi.waitUntil(() => found) };
}

test("a phone behind a PIN shows whose it is and nothing else, until the PIN", async () => {
  const { office } = await guarded();
  const { lock, phone } = await locked(office);
  expect(lock.device?.team.code).toBe("DZ-07");
  expect(await lock.unlock("000000")).toEqual({ state: "wrong", waitSeconds: 0 });
  expect(await lock.unlock(PIN)).toEqual({ state: "unlocked" });
  expect(await (await phone()).drafts()).toMatchObject([{ photos: 1, answered: 2 }]);
});

test("wrong PINs cost time, more each time, and never anything else", async () => {
  const { office } = await guarded();
  const first = await locked(office);
  const waits = [];
  for (let index = 0; index < 5; index++) {
    waits.push(await first.lock.unlock("000000"));
  }
  expect(waits.at(-1)).toMatchObject({ waitSeconds: 5 });
  // Another start is no way around it.
  const { lock, phone } = await locked(office);
  expect(await lock.unlock(PIN)).toEqual({ state: "wait", waitSeconds: 5 });
  office.clock = new Date(office.clock.getTime() + 6_000);
  expect((await lock.unlock(PIN)).state).toBe("unlocked");
  expect(await (await phone()).drafts()).toHaveLength(1);
}, 20_000);

test("a clock that was set back locks nobody out", async () => {
  const { office } = await guarded();
  const { lock } = await locked(office);
  for (let index = 0; index < 6; index++) await lock.unlock("000000");
  office.clock = new Date("2020-01-01T00:00:00Z");
  expect(lock.waitSeconds).toBe(0);
}, 20_000);

test("a forgotten PIN: the office opens the phone, and a new PIN shuts it", async () => {
  const { office, decide } = await guarded();
  const { lock, phone } = await locked(office);
  expect(lock.canAsk).toBe(true);
  expect(await lock.answer()).toEqual({ state: "not_asked" });
  expect(await lock.ask()).toEqual({ state: "asked" });
  expect(await lock.answer()).toEqual({ state: "asked" });
  decide(false);
  expect(await lock.answer()).toEqual({ state: "refused" });
  await lock.ask();
  decide(true);
  // The page may have been closed in between.
  const later = (await locked(office)).lock;
  expect(await later.answer()).toEqual({ state: "opened" });
  await later.renew("314159");
  expect((await lock.unlock(PIN)).state).toBe("wrong");
  const again = await locked(office);
  expect((await again.lock.unlock("314159")).state).toBe("unlocked");
  expect(await (await again.phone()).drafts()).toHaveLength(1);
  await expect(phone()).rejects.toThrow();
}, 20_000);

test.each(["a store of this version", "a store from before there was a check"])(
  "another key from the office opens nothing and replaces nothing, in %s",
  async (which) => {
    const { office, decide, mistake } = await guarded();
    if (which.includes("before")) await withoutCheck();
    const { lock } = await locked(office);
    await lock.ask();
    decide(true);
    for (const wrong of [Buffer.alloc(32, 7).toString("base64"), "AAAA", "?"]) {
      mistake(wrong);
      expect(await lock.answer()).toEqual({ state: "not_asked" });
    }
    await expect(lock.renew("314159")).rejects.toThrow();
    mistake(null);
    expect(await lock.answer()).toEqual({ state: "opened" });
    await lock.renew("314159");
    const again = await locked(office);
    expect((await again.lock.unlock("314159")).state).toBe("unlocked");
    expect(await (await again.phone()).drafts()).toHaveLength(1);
  },
  20_000,
);

/** The vault as an older version of the app kept it. */
async function withoutCheck(): Promise<void> {
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
  });
  await new Promise((done) => {
    const transaction = database.transaction("settings", "readwrite");
    const settings = transaction.objectStore("settings");
    const found = settings.get("vault");
    found.onsuccess = () => {
      const { check, ...rest } = found.result as { check?: ArrayBuffer };
      expect(check).toBeDefined();
      settings.put(rest);
    };
    transaction.oncomplete = done;
  });
  database.close();
}

test("without a network the office cannot be asked, and nothing is lost", async () => {
  const { office } = await guarded();
  office.fault = () => Promise.reject(new TypeError("no network"));
  const { lock } = await locked(office);
  expect(await lock.ask()).toEqual({ state: "offline" });
  expect((await lock.unlock(PIN)).state).toBe("unlocked");
});

test("a PIN is changed only by who knows it, and taken off again", async () => {
  const { office } = await guarded();
  const { lock, phone } = await locked(office);
  await lock.unlock(PIN);
  const { protection } = await phone();
  expect(await protection.isPin("000000")).toBe(false);
  expect(await protection.isPin(PIN)).toBe(true);
  await protection.dropPin();
  expect(await (await boot(office)).drafts()).toHaveLength(1);
});

test("a campaign that wants a PIN says so", async () => {
  const { office, phone } = await enrolled();
  sealing(office, true);
  const again = await boot(office);
  await vi.waitFor(() => expect(again.protection.isPinDue).toBe(true));
  expect(again.protection.lockMinutes).toBe(3);
  await again.protection.setPin(PIN);
  expect(again.protection.isPinDue).toBe(false);
  expect(phone.device).not.toBeNull();
});

test("nothing that was written lies open in the store, not even with the key beside it", async () => {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "后张家湾村");
  await shoot(draft, 500);
  await draft.close();
  await finalised(phone, 300);
  expect(await phone.outbox()).toHaveLength(1);
  const found = await raw(["visits", "drafts", "items", "files", "bytes"]);
  expect(found.length).toBeGreaterThan(3);
  for (const record of found) {
    const { covered, ...rest } = record as { covered: ArrayBuffer };
    expect(Object.keys(rest).every((name) => /^(id|draftId|instanceId|holder|name)$/.test(name))).toBe(true);
    const text = Buffer.from(covered).toString("latin1");
    expect(text).not.toContain(Buffer.from("后张家湾村").toString("latin1"));
    expect(text).not.toContain("<data");
  }
  expect(office.known).toBe(true);
});

async function raw(stores: readonly string[]): Promise<object[]> {
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
  });
  const all = stores.map(
    (store) =>
      new Promise<object[]>((done) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result as object[]);
      }),
  );
  const found = (await Promise.all(all)).flat();
  database.close();
  return found;
}
