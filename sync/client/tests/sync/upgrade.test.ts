/** A store that an earlier version wrote, and one that a later version wrote. */
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { openPhone } from "../../src/sync";
import type { PhoneOpened } from "../../src/sync";
import { boot, fresh, reopenedDraft, strip } from "./device";
import { Office } from "./office";

/** What the app of version 1 had kept: a draft, a form to send, one delivered. */
interface Version1 {
  readonly unsent: string;
  readonly drafts: readonly { readonly draftId: string }[];
  readonly items: readonly { readonly instanceId: string; readonly xml: string }[];
  readonly files: readonly { readonly holder: string; readonly name: string; readonly sha256: string }[];
}
const KEYS = {
  settings: "key",
  forms: ["formId", "version"],
  visits: "id",
  drafts: "draftId",
  items: "instanceId",
  files: ["holder", "name"],
  bytes: ["holder", "name"],
} as const;
const COVERED = ["drafts", "items", "files", "bytes"] as const;
const text = readFileSync(new URL("version1.json", import.meta.url), "utf8");
const OLD = JSON.parse(text) as Version1;

/** Lay the old records into a store, as they lay. */
async function old(): Promise<IDBDatabase> {
  fresh();
  const made = JSON.parse(text) as Record<string, Record<string, unknown>[]>;
  return new Promise((done) => {
    const request = indexedDB.open("chafang", 1);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(KEYS)) {
        const into = request.result.createObjectStore(store, { keyPath: keyPath as string });
        for (const record of made[store] ?? []) into.put(revived(record));
      }
    };
    request.onsuccess = () => done(request.result);
  });
}

function revived(record: Record<string, unknown>): object {
  if (typeof record["bytes"] !== "string") return record;
  return { ...record, bytes: new Uint8Array(Buffer.from(record["bytes"], "base64")).buffer };
}

async function raw(): Promise<object[]> {
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
  });
  const all = COVERED.map(
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

test("everything of version 1 is there, byte for byte, and lies covered from then on", async () => {
  (await old()).close();
  const office = new Office();
  const phone = await boot(office);
  expect(phone.device).toMatchObject({ label: "714", team: { code: "DZ-07" } });
  expect(await phone.forms()).toMatchObject([{ formId: "test", ready: true }]);
  expect((await phone.outbox()).map((item) => item.state).sort()).toEqual(["delivered", "queued"]);
  await vi.waitFor(async () => {
    expect((await raw()).every((record) => "covered" in record)).toBe(true);
  });
  const again = await boot(office);
  const draft = await reopenedDraft(again, OLD.drafts[0]!.draftId);
  expect(strip(draft.form).files).toHaveLength(1);
  expect(draft.pendingPhoto).toMatchObject({ question: "shot" });
  await draft.close();
  for (const { holder, name, sha256 } of OLD.files) {
    const kept = await again.file(holder, name);
    expect(createHash("sha256").update(Buffer.from(kept!.bytes)).digest("hex")).toBe(sha256);
  }
  await again.sync();
  expect(office.submissions.get(OLD.unsent)?.files.size).toBe(2);
}, 30_000);

test("an upgrade that was cut off goes on at the next start, and loses nothing meanwhile", async () => {
  (await old()).close();
  const office = new Office();
  let left = 2;
  const whole = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, record: object) {
    if ("covered" in record && left-- <= 0) throw new DOMException("killed", "DataError");
    return whole.call(this, record);
  });
  const first = await boot(office);
  expect(await first.drafts()).toHaveLength(1);
  await vi.waitFor(() => expect(left).toBeLessThan(0));
  vi.restoreAllMocks();
  const next = await boot(office);
  expect(await next.outbox()).toHaveLength(2);
  await vi.waitFor(async () => {
    expect((await raw()).every((record) => "covered" in record)).toBe(true);
  });
});

test("a page of the old version that stays open is named, and then waited for", async () => {
  const held = await old();
  const states: PhoneOpened["state"][] = [];
  const opening = openPhone(new Office().world, (now) => states.push(now.state));
  await vi.waitFor(() => expect(states).toEqual(["blocked"]));
  held.close();
  expect((await opening).state).toBe("ready");
  expect(states).toEqual(["blocked", "ready"]);
});

test("a store of a later version is not touched", async () => {
  fresh();
  await new Promise<void>((done) => {
    const request = indexedDB.open("chafang", 99);
    request.onsuccess = () => done(request.result.close());
  });
  expect((await openPhone(new Office().world)).state).toBe("newer");
});

test("a page that a newer version overtook says that it can keep no more", async () => {
  (await old()).close();
  const phone = await boot(new Office());
  const draft = await reopenedDraft(phone, OLD.drafts[0]!.draftId);
  await new Promise<void>((done) => {
    const request = indexedDB.open("chafang", 99);
    request.onsuccess = () => done(request.result.close());
  });
  expect(await draft.save()).toEqual({ state: "not_kept", reason: "outdated" });
});
