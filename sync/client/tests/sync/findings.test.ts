/** Back to a finding without a network: its list, its photos, and its draft. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Phone } from "../../src/sync";
import { csvRows } from "../../src/sync/csv";
import { find } from "../forms/make";
import { boot, fresh } from "./device";
import { Office } from "./office";

const FIXTURES = new URL("../fixtures/", import.meta.url);
const LIST = readFileSync(new URL("open_findings.csv", FIXTURES), "utf8");
const FORM = readFileSync(new URL("follow_up.xml", FIXTURES), "utf8");
const PHOTO = "/api/v1/findings/photos/";

function office(list = LIST, hash = "md5:list"): Office {
  const made = new Office();
  const media = [{ name: "open_findings.csv", hash, url: "/f/findings.csv" }];
  made.forms = [
    { form_id: "follow_up", version: "1", title: "回头看", hash: "md5:1", url: "/f/follow_up.xml", media },
  ];
  made.texts.set("/f/follow_up.xml", FORM).set("/f/findings.csv", list);
  made.texts.set(`${PHOTO}photo-1`, "first").set(`${PHOTO}photo-2`, "second");
  return made;
}

async function carrying(from = office()): Promise<Phone> {
  fresh();
  const phone = await boot(from);
  await phone.enrol("good", "714");
  await phone.sync();
  return phone;
}

test.each([
  ["a,b\n1,2\n", [{ a: "1", b: "2" }]],
  ['a,b\n"1,5",“引”\r\n', [{ a: "1,5", b: "“引”" }]],
  ['\uFEFFa,b\n"say ""no""",\n', [{ a: 'say "no"', b: "" }]],
  ["a,b\n,2\n\n", [{ a: "", b: "2" }]],
  ["a,b\n", []],
  ["", []],
])("a list is read cell by cell: %j", (text, rows) => {
  expect(csvRows(text)).toEqual(rows);
});

test("the phone lists the team's open findings, and their photos are here", async () => {
  const phone = await carrying();
  const findings = await phone.findings();
  expect(findings.map((finding) => [finding.id, finding.due, finding.unit])).toEqual([
    ["f-plaque", "2026-03-15", "县科协"],
    ["f-apps", "", "县大数据局"],
  ]);
  const photos = await phone.before(findings[0]!);
  expect(photos.map((photo) => Buffer.from(photo.bytes).toString())).toEqual(["first", "second"]);
  expect(await phone.before(findings[1]!)).toEqual([]);
});

test("a follow-up begins filled in, and knows how it was, after the page was killed", async () => {
  const from = office();
  const phone = await carrying(from);
  from.fault = () => Promise.reject(new TypeError("offline"));
  const [finding] = await phone.findings();
  const opened = await phone.followUp(finding!);
  if (opened.state !== "open") throw new Error(opened.state);
  expect(find(opened.draft.form, "show_ref", "note").label).toContain(finding!.number);
  expect(find(opened.draft.form, "pick", "one").relevant).toBe(false);
  await opened.draft.close();
  const again = await boot(from);
  const [draft] = await again.drafts();
  expect(draft).toMatchObject({ findingId: "f-plaque" });
  const reopened = await again.open(draft!.draftId);
  if (reopened.state !== "open") throw new Error(reopened.state);
  expect(await reopened.draft.finding()).toMatchObject({ id: "f-plaque", site: "王楼村村民委员会" });
  expect(await reopened.draft.before()).toHaveLength(2);
});

test("what is struck off leaves the list with its photos; a draft of it can be finished", async () => {
  const from = office();
  const phone = await carrying(from);
  const [finding] = await phone.findings();
  const opened = await phone.followUp(finding!);
  if (opened.state !== "open") throw new Error(opened.state);
  await opened.draft.close();
  const left = LIST.split("\n").filter((line) => !line.startsWith("f-plaque"));
  Object.assign(from, { forms: office("", "md5:less").forms });
  from.texts.set("/f/findings.csv", left.join("\n"));
  await phone.enrol("good", "714");
  await phone.sync();
  expect((await phone.findings()).map(({ id }) => id)).toEqual(["f-apps"]);
  expect(await phone.before(finding!)).toEqual([]);
  const reopened = await phone.open(opened.draft.draftId);
  if (reopened.state !== "open") throw new Error(reopened.state);
  expect(find(reopened.draft.form, "show_ref", "note").label).toContain(finding!.number);
  expect(await reopened.draft.finding()).toBeNull();
});

test("a photo that does not come is asked for again, and holds nothing up", async () => {
  const from = office();
  from.texts.delete(`${PHOTO}photo-2`);
  const phone = await carrying(from);
  const [finding] = await phone.findings();
  expect(await phone.before(finding!)).toHaveLength(1);
  from.texts.set(`${PHOTO}photo-2`, "second");
  await phone.sync();
  expect(await phone.before(finding!)).toHaveLength(2);
  const asked = from.requests.filter((request) => request.endsWith("photo-1"));
  expect(asked).toHaveLength(1);
});

test("nothing of what was found lies open in the store", async () => {
  const phone = await carrying();
  const [finding] = await phone.findings();
  expect(JSON.stringify(await everything())).not.toContain(finding!.title);
});

test("a phone signed out carries nothing, and the list is fetched again", async () => {
  const phone = await carrying();
  await phone.signOut();
  expect(await phone.findings()).toEqual([]);
  await phone.enrol("good", "714");
  await phone.sync();
  expect(await phone.findings()).toHaveLength(2);
});

/** Every record of the store as it lies there; bytes become text. */
async function everything(): Promise<unknown[]> {
  const opened = await new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const all = [...opened.objectStoreNames].map(
    (store) =>
      new Promise<unknown[]>((done) => {
        const request = opened.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
      }),
  );
  const found = (await Promise.all(all)).flat();
  opened.close();
  return found.map((record) => Object.entries(record as object).map(([name, value]) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? [name, new TextDecoder().decode(value)] : [name, value]));
}
