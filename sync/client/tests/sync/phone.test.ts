import { afterEach, describe, expect, test, vi } from "vitest";
import { clearFragment, codeFromFragment, openPhone, secureContext } from "../../src/sync";
import { Database } from "../../src/sync/database";
import {
  begun, boot, enrolled, finalised, fresh, PLAQUES, picture, reopenedDraft, shoot, strip, write,
} from "./device";
import { json, Office, sha } from "./office";

afterEach(() => vi.restoreAllMocks());

test("an enrolled phone asks at each start that nothing is evicted, until it is promised", async () => {
  const storage = { persisted: vi.fn(async () => false), persist: vi.fn(async () => false) };
  vi.stubGlobal("navigator", { storage });
  fresh();
  const office = new Office();
  const phone = await boot(office);
  expect(storage.persist).not.toHaveBeenCalled();
  await phone.enrol("good", "714");
  expect(storage.persist).toHaveBeenCalledTimes(1);
  await boot(office);
  await vi.waitFor(() => expect(storage.persist).toHaveBeenCalledTimes(2));
  storage.persisted.mockResolvedValue(true);
  await (await boot(office)).room();
  expect(storage.persist).toHaveBeenCalledTimes(2);
  vi.unstubAllGlobals();
});

describe("enrolment", () => {
  test("the code comes from the fragment and leaves the address bar", () => {
    expect(codeFromFragment("#/enrol/ab%2Bc-9")).toBe("ab+c-9");
    expect(codeFromFragment("#/outbox")).toBeNull();
    const seen: unknown[] = [];
    vi.stubGlobal("location", { pathname: "/app/", search: "", hash: "#/enrol/x" });
    vi.stubGlobal("history", { replaceState: (...told: unknown[]) => seen.push(told) });
    clearFragment();
    expect(seen).toEqual([[null, "", "/app/#/"]]);
    vi.unstubAllGlobals();
  });

  test("a used code is refused in the server's words, and nothing changes", async () => {
    fresh();
    const phone = await boot(new Office());
    const result = await phone.enrol("used", "714");
    expect(result).toMatchObject({ state: "refused", problem: { status: 410, code: "code_used" } });
    expect(phone.device).toBeNull();
  });

  test("a network's login page enrols nobody", async () => {
    fresh();
    const office = new Office();
    office.fault = () => portal();
    expect(await (await boot(office)).enrol("good", "")).toEqual({ state: "login_page" });
  });

  test("an enrolled phone has its forms after the first sync and keeps its token", async () => {
    const { office } = await enrolled();
    const phone = await boot(office);
    expect(phone.device).toMatchObject({ team: { code: "DZ-07" }, valid: true });
    expect(JSON.stringify(phone.device)).not.toContain("token-1");
    expect(await phone.forms()).toMatchObject([{ formId: "test", title: "挂牌", ready: true }]);
  });

  test("a phone signed out keeps its work, and sends it once enrolled again", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 100);
    expect((await phone.signOut()).state).toBe("kept");
    const again = await boot(office);
    expect(again.device).toBeNull();
    expect((await again.sync()).state).toBe("not_enrolled");
    expect(await again.outbox()).toHaveLength(1);
    await again.enrol("good", "714");
    await again.sync();
    expect(await again.outbox()).toMatchObject([{ state: "delivered" }]);
  });

  test("without a secure context nothing is opened and nothing pretends", async () => {
    fresh();
    vi.stubGlobal("isSecureContext", false);
    vi.stubGlobal("location", { origin: "http://10.0.0.5:8000" });
    expect(secureContext()).toEqual({ state: "insecure", address: "http://10.0.0.5:8000" });
    expect((await openPhone(new Office().world)).state).toBe("insecure");
    vi.unstubAllGlobals();
  });

  test("a browser that keeps nothing says so", async () => {
    fresh();
    vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("no", "SecurityError"); } });
    expect((await openPhone(new Office().world)).state).toBe("no_storage");
    vi.unstubAllGlobals();
  });
});

describe("a draft", () => {
  test("is there with its answers and photos after the page was killed", async () => {
    const { office, phone } = await enrolled();
    const draft = await begun(phone);
    write(draft.form, "后张家湾村");
    const names = [await shoot(draft, 500, 1), await shoot(draft, 600, 2)];
    const [summary] = await (await boot(office)).drafts();
    expect(summary).toMatchObject({ photos: 2, answered: 2, draftId: draft.draftId });
    await draft.close();
    const again = await reopenedDraft(await boot(office), draft.draftId);
    expect(strip(again.form).files).toEqual(names);
    expect((await again.file(names[1]!))?.size).toBe(600);
    expect(again.form.instanceId).toBe(draft.form.instanceId);
  });

  test("has the team's code in it from the start", async () => {
    const { phone } = await enrolled();
    const { xml } = await (await begun(phone)).form.serialise();
    expect(xml).toContain("<team_code>DZ-07</team_code>");
  });

  test("saves by itself after an answer, and says when", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    const saved = new Promise<void>((done) => {
      draft.onChange(() => draft.saved.state === "saved" && done());
    });
    write(draft.form, "王楼村");
    expect(draft.saved.state).toBe("saving");
    await saved;
    expect(await phone.drafts()).toMatchObject([{ answered: 1 }]);
  });

  test("drops a removed photo's bytes with the saving that no longer names it", async () => {
    const { office, phone } = await enrolled();
    const draft = await begun(phone);
    const name = await shoot(draft, 500);
    await draft.close();
    const again = await reopenedDraft(await boot(office), draft.draftId);
    await again.removePhoto(strip(again.form), name);
    expect(await again.file(name)).toBeNull();
  });

  test("remembers that the camera was open when the page died", async () => {
    const { office, phone } = await enrolled();
    const draft = await begun(phone);
    await draft.beforeCamera(strip(draft.form));
    const [summary] = await (await boot(office)).drafts();
    expect(summary?.pendingPhoto).toMatchObject({ question: "shot", reference: "/data/shot" });
    await shoot(draft, 300);
    expect((await phone.drafts())[0]?.pendingPhoto).toBeNull();
  });

  test("is not opened in two tabs at once", async () => {
    const { office, phone } = await enrolled();
    const draft = await begun(phone);
    expect((await (await boot(office)).open(draft.draftId)).state).toBe("elsewhere");
    await draft.close();
    expect((await (await boot(office)).open(draft.draftId)).state).toBe("open");
  });

  test("says so when there is no room, and keeps the earlier photos", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    const first = await shoot(draft, 500);
    const full = vi.spyOn(Database.prototype, "change").mockRejectedValueOnce(
      new DOMException("full", "QuotaExceededError"),
    );
    const result = await draft.keepPhoto(strip(draft.form), new File(["x"], "a"), "gallery");
    expect(result).toEqual({ state: "not_kept", reason: "full" });
    full.mockRestore();
    expect(strip(draft.form).files).toEqual([first]);
    expect((await draft.save()).state).toBe("kept");
    expect((await draft.file(first))?.size).toBe(500);
  });

  test("writes every change with strict durability", async () => {
    const { phone } = await enrolled();
    const open = vi.spyOn(IDBDatabase.prototype, "transaction");
    const id = await finalised(phone, 100);
    await phone.sync();
    expect((await phone.outbox())[0]).toMatchObject({ instanceId: id, state: "delivered" });
    const changes = open.mock.calls.filter((call) => call[1] === "readwrite");
    expect(changes.length).toBeGreaterThan(5);
    for (const call of changes) expect(call[2]).toEqual({ durability: "strict" });
  });

  test("is not called saved when it reads back damaged", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    const real = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, record) {
      const kept = record as { covered?: ArrayBuffer };
      const isPhoto = this.name === "bytes" && kept.covered !== undefined;
      return real.call(this, isPhoto ? { ...kept, covered: kept.covered!.slice(1) } : record);
    });
    const result = await draft.keepPhoto(strip(draft.form), picture(400), "input_camera");
    expect(result).toEqual({ state: "not_kept", reason: "damaged" });
    expect(strip(draft.form).files).toEqual([]);
  });

  test("survives a connection that the system closed", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    write(draft.form, "王楼村");
    const open = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(() => {
      throw new DOMException("closing", "InvalidStateError");
    });
    expect((await draft.save()).state).toBe("kept");
    expect(open).toHaveBeenCalled();
  });
});

describe("finalising", () => {
  test("refuses while a required answer is missing", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    expect(await draft.finalise()).toEqual({ state: "problems" });
    expect(draft.form.problems).toMatchObject([{ kind: "required", label: "site" }]);
    expect(await phone.outbox()).toEqual([]);
  });

  test("refuses when a named photo is absent, and changes nothing", async () => {
    const { phone } = await enrolled();
    const draft = await begun(phone);
    write(draft.form, "王楼村");
    const placed = strip(draft.form).add(".jpg");
    const name = placed.state === "placed" ? placed.name : "";
    expect(await draft.finalise()).toEqual({ state: "files_absent", names: [name] });
    expect(await phone.outbox()).toEqual([]);
    expect(await phone.drafts()).toHaveLength(1);
  });

  test("moves the draft to the outbox with a manifest of every named file", async () => {
    const { phone } = await enrolled();
    const id = await finalised(phone, 700, 800);
    const [item] = await phone.outbox();
    expect(item).toMatchObject({ instanceId: id, state: "queued", totalBytes: 1500, sentBytes: 0 });
    expect(await phone.drafts()).toEqual([]);
  });
});

describe("sending", () => {
  test("delivers on an equal receipt and keeps the originals for seven days", async () => {
    const { office, phone } = await enrolled();
    const id = await finalised(phone, 300_000, 20);
    await phone.sync();
    const [item] = await phone.outbox();
    expect(item).toMatchObject({
      state: "delivered", sentBytes: 300_020, keptUntil: "2026-03-19T06:00:00.000Z",
    });
    const stored = office.submissions.get(id)!;
    expect(stored.files.size).toBe(2);
    expect(stored.xml).toContain("王楼村");
    const name = item!.photos[0]!.name;
    const kept = await phone.file(id, name);
    expect(sha(Buffer.from(kept!.bytes))).toBe(stored.files.get(name)!.sha256);
    office.clock = new Date("2026-03-19T05:59:00Z");
    await phone.sync();
    expect(await phone.outbox()).toHaveLength(1);
    office.clock = new Date("2026-03-19T06:01:00Z");
    await phone.sync();
    expect(await phone.outbox()).toEqual([]);
  });

  test("resumes a photo where it was cut, and sends no byte of it twice", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 300_000);
    let patches = 0;
    let sent = 0;
    office.fault = ({ method, body }) => {
      if (method !== "PATCH") return null;
      patches += 1;
      if (patches === 2) return Promise.reject(new TypeError("cut"));
      sent += body.length;
      return null;
    };
    expect((await phone.sync()).link.state).toBe("offline");
    expect((await phone.outbox())[0]).toMatchObject({ state: "partial", sentBytes: 65_536 });
    await phone.sync();
    expect((await phone.outbox())[0]?.state).toBe("delivered");
    expect(sent).toBe(300_000);
  });

  test("an answer lost after storing costs nothing but a question", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 1000);
    const lost = new Set(["POST /api/v1/submissions", "PATCH"]);
    office.fault = ({ method, path }, answer) => {
      const key = lost.has(method) ? method : `${method} ${path}`;
      if (!lost.delete(key)) return null;
      return answer().then(() => Promise.reject(new TypeError("cut")));
    };
    for (let round = 0; round < 3; round++) await phone.sync();
    expect((await phone.outbox())[0]?.state).toBe("delivered");
    expect(office.submissions.size).toBe(1);
    expect(office.requests.filter((each) => each.startsWith("PATCH"))).toHaveLength(1);
  });

  test.each([
    ["a page with 200", () => portal()],
    ["a redirect", () => Promise.resolve(new Response(null, { status: 302 }))],
    ["511", () => portal(511)],
    ["JSON that is no receipt", () => Promise.resolve(json(200, { ok: true }))],
  ])("%s in our server's place is never taken for a receipt", async (_name, fault) => {
    const { office, phone } = await enrolled();
    await finalised(phone, 1000);
    office.fault = () => fault();
    const outcome = await phone.sync();
    expect(outcome.link.state).toBe("login_page");
    expect((await phone.outbox())[0]).toMatchObject({ state: "queued", answersReceivedAt: null });
    office.fault = () => null;
    await phone.sync();
    expect((await phone.outbox())[0]?.state).toBe("delivered");
  });

  test("a login page in the middle of a photo does not move its offset", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 200_000);
    office.fault = ({ method }) => (method === "PATCH" ? portal() : null);
    expect((await phone.sync()).link.state).toBe("login_page");
    expect((await phone.outbox())[0]).toMatchObject({ state: "partial", sentBytes: 0 });
  });

  test("a damaged chunk is sent again; bytes damaged for good are a mismatch", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 1000);
    let damage = 2;
    office.fault = ({ method }) =>
      method === "PATCH" && damage-- > 0
        ? Promise.resolve(new Response(null, { status: 460, headers: { "tus-resumable": "1.0.0" } }))
        : null;
    await phone.sync();
    expect((await phone.outbox())[0]?.state).toBe("delivered");
    expect(office.requests.filter((each) => each === "POST /api/v1/uploads")).toHaveLength(1);
    const second = await finalised(phone, 1000);
    damage = 100;
    await phone.sync();
    const item = (await phone.outbox()).find((each) => each.instanceId === second);
    expect(item).toMatchObject({ state: "partial", photos: [{ state: "mismatch", sent: 0 }] });
    damage = 0;
    await phone.retry(second);
    await phone.sync();
    const done = (await phone.outbox()).find((each) => each.instanceId === second);
    expect(done?.state).toBe("delivered");
  });

  test("an upload that the server let go is begun again", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 200_000);
    let patches = 0;
    office.fault = ({ method }) =>
      method === "PATCH" && ++patches === 2 ? Promise.reject(new TypeError("cut")) : null;
    await phone.sync();
    office.partials.clear();
    await phone.sync();
    expect((await phone.outbox())[0]?.state).toBe("delivered");
  });

  test("a refused token stops sending and deletes nothing", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 1000);
    const draft = await begun(phone);
    office.known = false;
    const outcome = await phone.sync();
    expect(outcome).toMatchObject({ link: { state: "device_unknown" }, nextInMs: null });
    expect(phone.device?.valid).toBe(false);
    expect(await phone.outbox()).toMatchObject([{ state: "queued" }]);
    expect(await phone.drafts()).toMatchObject([{ draftId: draft.draftId }]);
    office.known = true;
    await phone.enrol("good", "714");
    await phone.sync();
    expect(await phone.outbox()).toMatchObject([{ state: "delivered" }]);
  });

  test("other answers under the same id are a conflict; the rest goes on", async () => {
    const { office, phone } = await enrolled();
    const first = await finalised(phone, 10);
    office.submissions.set(first, { xml: "<other/>", manifest: [], files: new Map() });
    office.clock = new Date("2026-03-12T06:05:00Z");
    const second = await finalised(phone, 10);
    await phone.sync();
    const states = Object.fromEntries((await phone.outbox()).map((item) => [item.instanceId, item.state]));
    expect(states).toEqual({ [first]: "conflict", [second]: "delivered" });
  });

  test("a server in trouble is asked again later, as long as it says", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 10);
    office.fault = () =>
      Promise.resolve(new Response("{}", {
        status: 503, headers: { "content-type": "application/json", "retry-after": "42" },
      }));
    // Never sooner than it says, and spread.
    expect(await phone.sync()).toMatchObject({ nextInMs: 52_500, link: { state: "server_trouble" } });
    office.fault = () => Promise.resolve(new Response("Bad gateway", { status: 502 }));
    const waits = [(await phone.sync()).nextInMs!, (await phone.sync()).nextInMs!];
    expect(waits[1]).toBeGreaterThan(waits[0]!);
  });

  test("a server restored from a backup gets again what it lost", async () => {
    const { office, phone } = await enrolled();
    const id = await finalised(phone, 5000);
    await phone.sync();
    office.submissions.clear();
    office.epoch = "epoch-2";
    await phone.sync();
    await phone.sync();
    expect(office.submissions.get(id)?.files.size).toBe(1);
    expect((await phone.outbox())[0]?.state).toBe("delivered");
  });

  test("a pause ends with the chunk under way; going on goes on from there", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 300_000);
    office.fault = ({ method }) => {
      if (method === "PATCH") phone.pause();
      return null;
    };
    expect(await phone.sync()).toMatchObject({ state: "stopped", link: { state: "paused" } });
    expect((await phone.outbox())[0]).toMatchObject({ state: "partial", sentBytes: 65_536 });
    office.fault = () => null;
    phone.start();
    await vi.waitFor(async () => expect((await phone.outbox())[0]?.state).toBe("delivered"));
    phone.pause();
  });

  test("two tabs never send at the same time", async () => {
    const { office, phone } = await enrolled();
    await finalised(phone, 1000);
    const other = await boot(office);
    const outcomes = await Promise.all([phone.sync(), other.sync()]);
    expect(outcomes.map((outcome) => outcome.state).sort()).toEqual(["done", "elsewhere"]);
    expect(office.requests.filter((each) => each.startsWith("PATCH"))).toHaveLength(1);
  });

  test("a phone not enrolled sends nothing", async () => {
    fresh();
    const office = new Office();
    expect((await (await boot(office)).sync()).state).toBe("not_enrolled");
    expect(office.requests).toEqual([]);
  });
});

describe("a returned submission", () => {
  async function returned() {
    const { office, phone } = await enrolled();
    const id = await finalised(phone, 1000, 2000);
    await phone.sync();
    office.feed.push({
      instance_id: id, state: "returned", finding_numbers: [],
      returned: {
        reason: "第 2 块缺整治前照片", by: "0006", at: "2026-03-12T01:15:00Z",
        notes: [{ question: "shot", repeat_uuid: null, text: "补拍" }],
      },
    });
    await phone.sync();
    return { office, phone, id };
  }

  test("arrives with its reason and notes", async () => {
    const { phone } = await returned();
    expect((await phone.outbox())[0]).toMatchObject({
      state: "returned",
      returned: { reason: "第 2 块缺整治前照片", notes: [{ question: "shot", repeatUuid: null }] },
    });
  });

  test("opens as a new revision with its photos, and replaces the old one", async () => {
    const { office, phone, id } = await returned();
    const opened = await phone.revise(id);
    if (opened.state !== "open") throw new Error(opened.state);
    const { draft } = opened;
    expect(draft.returned?.reason).toBe("第 2 块缺整治前照片");
    expect(strip(draft.form).files).toHaveLength(2);
    await shoot(draft, 3000, 9);
    const result = await draft.finalise();
    const next = result.state === "finalised" ? result.instanceId : "";
    expect(next).not.toBe(id);
    await phone.sync();
    const stored = office.submissions.get(next)!;
    expect(stored.xml).toContain(`<deprecatedID>${id}</deprecatedID>`);
    expect(stored.files.size).toBe(3);
    const items = await phone.outbox();
    expect(items.find((item) => item.instanceId === next)?.state).toBe("delivered");
    expect(items.find((item) => item.instanceId === id)?.revisedBy).toBe(next);
  });

  test("is revised once: the second time the same draft opens", async () => {
    const { phone, id } = await returned();
    const first = await phone.revise(id);
    if (first.state !== "open") throw new Error(first.state);
    await first.draft.close();
    const second = await phone.revise(id);
    if (second.state !== "open") throw new Error(second.state);
    expect(second.draft.draftId).toBe(first.draft.draftId);
    await second.draft.close();
    await phone.discard(first.draft.draftId);
    expect((await phone.revise(id)).state).toBe("open");
  });
});

test("a form whose lists could not all be fetched is not offered", async () => {
  const office = new Office();
  const { phone } = await enrolled(office);
  office.forms = [
    ...office.forms,
    {
      form_id: "test", version: "2", title: "二", hash: "md5:2", url: "/f/test.xml",
      media: [{ name: "regions.csv", hash: "md5:r", url: "/f/regions.csv" }],
    },
  ];
  office.epoch = "epoch-2";
  await phone.sync();
  expect((await phone.forms()).map((form) => form.version)).toEqual(["1"]);
  office.texts.set("/f/regions.csv", "name,label\n371424000000,临邑县\n");
  await phone.sync();
  expect((await phone.forms()).map((form) => form.version)).toEqual(["1", "2"]);
});

test("a login page is never kept as a form", async () => {
  fresh();
  const office = new Office();
  office.forms = [{ form_id: "test", version: "1", title: "", hash: "md5:1", url: "/f/t.xml" }];
  office.texts.set("/f/t.xml", "<html><body>login</body></html>");
  const phone = await boot(office);
  await phone.enrol("good", "");
  expect((await phone.sync()).link.state).toBe("login_page");
  expect(await phone.forms()).toEqual([]);
  office.texts.set("/f/t.xml", PLAQUES);
  await phone.sync();
  expect(await phone.forms()).toHaveLength(1);
});

function portal(status = 200): Promise<Response> {
  const page = "<html><form>请登录</form></html>";
  return Promise.resolve(new Response(page, { status, headers: { "content-type": "text/html" } }));
}
