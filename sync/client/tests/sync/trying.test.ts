import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { Database } from "../../src/sync/database";
import { openTry, sweepTry, tokenFromFragment } from "../../src/sync/trying/open";
import type { TrialPhone } from "../../src/sync/trying/phone";
import type { World } from "../../src/sync/server";
import { fresh, PLAQUES, shoot, write } from "./device";

const TOKEN = "0123456789abcdef".repeat(4);
const OTHER = "fedcba9876543210".repeat(4);
const FORM = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>试试看</h:title><model>
<instance><data id="tried" version="1"><site/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/site" type="string"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid" xmlns:jr="http://openrosa.org/javarosa"/>
</model></h:head><h:body><input ref="/data/site"><label>单位</label></input></h:body></h:html>`;

/** A draft's office in memory: what it was sent, and whether it is still there. */
class Draft {
  readonly posted: string[] = [];
  isThere = true;
  token = TOKEN;
  form = FORM;
  /** A second draft, of another version, in the same house. */
  also = "";
  isReached = true;
  /** What happens on the phone while a test is on its way. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  get world(): World {
    return {
      fetch: (address, init) => this.answer(String(address), init),
      now: () => new Date("2026-03-12T02:00:00Z"),
      random: () => 0.5,
      ticks: () => performance.now(),
      origin: "",
      language: "zh-CN",
    };
  }

  private async answer(path: string, init?: RequestInit): Promise<Response> {
    if (!this.isReached) throw new TypeError("no network");
    const token = path.split("/")[3] ?? "";
    if (!this.isThere || ![this.token, this.also].includes(token)) return told("gone", 404);
    if (path.endsWith("/submission")) {
      this.posted.push(new TextDecoder().decode(init?.body as ArrayBuffer));
      await this.meanwhile();
      return told("taken", 201);
    }
    if (path.endsWith("/form.xml")) return new Response(this.form);
    return told(token === this.token ? LIST : LIST.replace("<version>1<", "<version>2<"), 200);
  }
}

const LIST = `<xforms><xform><formID>tried</formID><name>【测试】试试看</name><version>1</version>
<hash>md5:1</hash><downloadUrl>http://elsewhere/v1/test/${TOKEN}/projects/1/forms/tried/1/form.xml</downloadUrl></xform></xforms>`;

function told(text: string, status: number): Response {
  return new Response(text, { status, headers: { "X-OpenRosa-Version": "1.0" } });
}

async function opened(draft: Draft, token: string | null = TOKEN): Promise<TrialPhone> {
  const found = await openTry(token, draft.world);
  if (found.state !== "ready") throw new Error(found.state);
  return found.phone as TrialPhone;
}

async function begun(phone: TrialPhone, text: string): Promise<Awaited<ReturnType<typeof phone.begin>> & { state: "open" }> {
  const draft = await phone.begin(phone.form, null);
  if (draft.state !== "open") throw new Error(draft.state);
  write(draft.draft.form, text);
  return draft;
}

async function stores(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name }) => name ?? "");
}

beforeEach(fresh);

test("a draft's link is its token in the fragment, and no other link is", () => {
  expect(tokenFromFragment(`#/try/${TOKEN}`)).toBe(TOKEN);
  for (const other of ["#/enrol/abc", "#/try/", "#/try/../x", "#/", `#/try/${TOKEN}/x`]) {
    expect(tokenFromFragment(other)).toBeNull();
  }
});

test("what is tried goes to its draft, and lies on the phone no longer", async () => {
  const draft = new Draft();
  const phone = await opened(draft);
  expect(phone.form.title).toBe("【测试】试试看");
  const { draft: filled } = await begun(phone, "孟寺镇");
  expect((await filled.finalise()).state).toBe("finalised");
  await phone.sync();
  expect(draft.posted).toHaveLength(1);
  expect(draft.posted[0]).toContain("<site>孟寺镇</site>");
  expect(draft.posted[0]).toContain('name="xml_submission_file"');
  expect([phone.sent, phone.tried, (await phone.outbox()).length]).toEqual([1, "sent", 0]);
  expect(await stores()).not.toContain("chafang");
});

test("a test that is finished while another is sent goes as well", async () => {
  const draft = new Draft();
  const phone = await opened(draft);
  const { draft: first } = await begun(phone, "孟寺镇");
  await first.finalise();
  const { draft: second } = await begun(phone, "临邑镇");
  draft.meanwhile = () => second.finalise();
  await phone.sync();
  expect(draft.posted).toHaveLength(2);
  expect([phone.tried, (await phone.outbox()).length]).toEqual(["sent", 0]);
});

test("without a network it waits, and the form opens again without its link", async () => {
  const draft = new Draft();
  const phone = await opened(draft);
  const { draft: filled } = await begun(phone, "孟寺镇");
  draft.isReached = false;
  await filled.finalise();
  await phone.sync();
  expect([phone.tried, (await phone.outbox()).length]).toEqual(["offline", 1]);
  const again = await opened(draft, null);
  draft.isReached = true;
  await again.sync();
  expect(draft.posted).toHaveLength(1);
});

test("once the draft is published nothing of it is left, also at an ordinary start", async () => {
  const draft = new Draft();
  const { draft: filled } = await begun(await opened(draft), "孟寺镇");
  await filled.close();
  await sweepTry(draft.world);
  expect(await stores()).toContain("chafang-try");
  draft.isThere = false;
  await sweepTry(draft.world);
  expect(await stores()).not.toContain("chafang-try");
  expect((await openTry(TOKEN, draft.world)).state).toBe("gone");
  expect((await openTry(null, draft.world)).state).toBe("gone");
  expect(await stores()).not.toContain("chafang-try");
});

test("another draft takes the place of the one before once that one has everything", async () => {
  const draft = new Draft();
  const phone = await opened(draft);
  const { draft: filled } = await begun(phone, "孟寺镇");
  draft.isReached = false;
  await filled.finalise();
  draft.isReached = true;
  draft.also = OTHER;
  expect((await openTry(OTHER, draft.world)).state).toBe("ready");
  expect(draft.posted).toHaveLength(1);
  const left = new Database(indexedDB, "chafang-try");
  expect(await left.read(["items"], (shelf) => shelf.keys("items"))).toEqual([]);
  left.close();
});

test("what was not sent of the draft before is not deleted unasked", async () => {
  const draft = new Draft();
  const { draft: filled } = await begun(await opened(draft), "孟寺镇");
  await filled.close();
  expect((await openTry("f".repeat(64), draft.world)).state).toBe("gone");
  draft.also = OTHER;
  const asked = await openTry(OTHER, draft.world);
  if (asked.state !== "other") throw new Error(asked.state);
  expect([asked.title, asked.waiting, asked.drafts]).toEqual(["【测试】试试看", 0, 1]);
  const stayed = await asked.stay();
  if (stayed.state !== "ready") throw new Error(stayed.state);
  expect(await stayed.phone.drafts()).toHaveLength(1);
  const again = await openTry(OTHER, draft.world);
  if (again.state !== "other") throw new Error(again.state);
  const gone = await again.leave();
  if (gone.state !== "ready") throw new Error(gone.state);
  expect(await gone.phone.drafts()).toEqual([]);
});

test("a new code of the same draft goes on with what was begun by the old", async () => {
  const draft = new Draft();
  const { draft: filled } = await begun(await opened(draft), "孟寺镇");
  draft.isReached = false;
  await filled.finalise();
  draft.isReached = true;
  draft.token = OTHER;
  const phone = await opened(draft, OTHER);
  await phone.sync();
  expect([draft.posted.length, phone.sent]).toEqual([1, 1]);
});

test("each file goes by itself, and what has arrived is not sent again", async () => {
  const draft = new Draft();
  draft.form = PLAQUES.replace('id="test"', 'id="tried"');
  const phone = await opened(draft);
  const { draft: filled } = await begun(phone, "孟寺镇");
  const names = [await shoot(filled, 400, 1), await shoot(filled, 400, 2)];
  draft.meanwhile = async () => {
    draft.isReached = draft.posted.length < 2;
  };
  await filled.finalise();
  await phone.sync();
  expect([phone.tried, (await phone.outbox()).length]).toEqual(["offline", 1]);
  draft.isReached = true;
  draft.meanwhile = () => Promise.resolve();
  await phone.sync();
  const carried = draft.posted.map((body) => names.filter((name) => body.includes(`filename="${name}"`)));
  expect(carried).toEqual([[], [names[0]], [], [names[1]]]);
  expect([phone.sent, (await phone.outbox()).length]).toEqual([1, 0]);
});
