import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { Database } from "../../src/sync/database";
import { openTry, sweepTry, tokenFromFragment } from "../../src/sync/trying/open";
import type { TrialPhone } from "../../src/sync/trying/phone";
import type { World } from "../../src/sync/server";
import { fresh, write } from "./device";

const TOKEN = "0123456789abcdef".repeat(4);
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
    if (!this.isThere || !path.startsWith(`/v1/test/${TOKEN}/`)) return told("gone", 404);
    if (path.endsWith("/submission")) {
      this.posted.push(new TextDecoder().decode(init?.body as ArrayBuffer));
      await this.meanwhile();
      return told("taken", 201);
    }
    if (path.endsWith("/form.xml")) return new Response(FORM);
    return told(LIST, 200);
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

test("another draft takes the place of the one before", async () => {
  const draft = new Draft();
  const { draft: filled } = await begun(await opened(draft), "孟寺镇");
  await filled.close();
  expect((await openTry("f".repeat(64), draft.world)).state).toBe("gone");
  const left = new Database(indexedDB, "chafang-try");
  expect(await left.read(["drafts"], (shelf) => shelf.keys("drafts"))).toEqual([]);
  left.close();
});
