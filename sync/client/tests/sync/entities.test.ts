/** Entity lists on the phone: what was made here is chosen from before it is sent. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entityWords } from "../../src/forms";
import type { Phone } from "../../src/sync";
import { csvRows, csvText } from "../../src/sync/csv";
import { laidOver } from "../../src/sync/entities";
import { find } from "../forms/make";
import { boot, fresh } from "./device";
import { Office } from "./office";

const FIXTURES = new URL("../fixtures/", import.meta.url);
const WELL = "0d890a32-1111-4222-8333-444444444444";
const HEADING = "name,label,__version,kind,depth,state";
const HOUR = 60 * 60 * 1000;
const [MAKE, CHANGE] = ["make", "change"].map((name) =>
  readFileSync(new URL(`entities_${name}.xml`, FIXTURES), "utf8"),
);

function office(rows: readonly string[] = []): Office {
  const made = new Office();
  const media = [{ name: "wells.csv", hash: "md5:1", url: "/f/wells.csv" }];
  made.forms = [
    { form_id: "make", version: "1", title: "登记", hash: "md5:1", url: "/f/make.xml", media: [] },
    { form_id: "change", version: "1", title: "复查", hash: "md5:2", url: "/f/change.xml", media },
  ];
  made.texts.set("/f/make.xml", MAKE ?? "").set("/f/change.xml", CHANGE ?? "");
  made.texts.set("/f/wells.csv", [HEADING, ...rows, ""].join("\n"));
  return made;
}

async function carrying(from: Office): Promise<Phone> {
  fresh();
  const phone = await boot(from);
  await phone.enrol("good", "714");
  await phone.sync();
  from.fault = () => Promise.reject(new TypeError("offline"));
  return phone;
}

async function begun(phone: Phone, formId: string) {
  const form = (await phone.forms()).find((one) => one.formId === formId);
  const opened = await phone.begin(form!, null);
  if (opened.state !== "open") throw new Error(opened.state);
  return opened.draft;
}

async function make(phone: Phone, kind: string): Promise<void> {
  const draft = await begun(phone, "make");
  find(draft.form, "kind", "text").set(kind);
  find(draft.form, "depth", "integer").set("80");
  expect((await draft.finalise()).state).toBe("finalised");
}

/** Change a well offline, and give what is said of it. */
async function change(phone: Phone, label: string, depth: string) {
  const draft = await begun(phone, "change");
  const well = find(draft.form, "well", "one");
  const chosen = well.choices.find((choice) => choice.label === label);
  well.set([chosen!.value]);
  find(draft.form, "dry", "one").set(["no"]);
  find(draft.form, "depth", "integer").set(depth);
  const { xml } = await draft.form.serialise();
  expect((await draft.finalise()).state).toBe("finalised");
  return entityWords(CHANGE ?? "", xml)[0]!;
}

async function offered(phone: Phone): Promise<string[]> {
  const draft = await begun(phone, "change");
  const labels = find(draft.form, "well", "one").choices.map((choice) => choice.label);
  await draft.close();
  return labels;
}

test("what was made without a network is chosen from in the next form", async () => {
  const phone = await carrying(office());
  expect(await offered(phone)).toEqual([]);
  await make(phone, "机井");
  expect(await offered(phone)).toEqual(["井 机井"]);
});

test("changes of one day build upon one another and name one branch", async () => {
  const phone = await carrying(office());
  await make(phone, "机井");
  const first = await change(phone, "井 机井", "81");
  const second = await change(phone, "井 机井", "82");
  expect([first.base, second.base]).toEqual([1, 2]);
  expect([first.trunk, second.trunk]).toEqual(["", ""]);
  expect(second.branch).toBe(first.branch);
  expect(first.branch).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a branch from the office's list begins at its version", async () => {
  const phone = await carrying(office([`${WELL},一号井,3,机井,80,`]));
  const first = await change(phone, "一号井", "81");
  const second = await change(phone, "一号井", "82");
  expect([first.base, first.trunk, second.base, second.trunk]).toEqual([3, "3", 4, "3"]);
  expect(second.branch).toBe(first.branch);
});

test("where the office knows more, its row stands", () => {
  const word = {
    list: "wells", id: WELL, creates: false, updates: true, label: null,
    values: { depth: "81" }, base: 1, trunk: "1", branch: "b",
  };
  const row = (version: number) => `${HEADING}\n${WELL},一号井,${version},机井,90,\n`;
  const after = (version: number) => csvRows(laidOver(row(version), [word], "device"))[0];
  expect(after(1)).toMatchObject({ depth: "81", __version: "2", __branchId: "b" });
  expect(after(2)).toMatchObject({ depth: "90", __version: "2", __trunkVersion: "2" });
});

test("what was made elsewhere since is not made again", () => {
  const word = {
    list: "wells", id: WELL, creates: true, updates: false, label: "旧名",
    values: {}, base: null, trunk: "", branch: "",
  };
  const rows = csvRows(laidOver(`${HEADING}\n${WELL},新名,2,机井,90,\n`, [word], "device"));
  expect(rows.map((each) => each["label"])).toEqual(["新名"]);
});

test("an hour after it was received the office's list alone counts", async () => {
  const from = office();
  const phone = await carrying(from);
  await make(phone, "机井");
  from.fault = () => null;
  await phone.sync();
  from.clock = new Date(from.clock.getTime() + HOUR / 2);
  expect(await offered(phone)).toEqual(["井 机井"]);
  from.clock = new Date(from.clock.getTime() + HOUR);
  expect(await offered(phone)).toEqual([]);
});

test("rows are written as they are read", () => {
  const rows = [{ a: "1,5", b: 'say "no"' }, { a: "", b: "引", c: "more" }];
  expect(csvRows(csvText(rows, "a,b"))).toEqual([
    { a: "1,5", b: 'say "no"', c: "" },
    { a: "", b: "引", c: "more" },
  ]);
});
