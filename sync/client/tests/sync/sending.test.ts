import { afterEach, expect, test, vi } from "vitest";
import { boot, begun, enrolled, finalised, shoot, write } from "./device";
import { json } from "./office";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** From now on the browser says that it is on such a line. */
function on(type: string): EventTarget {
  const connection = Object.assign(new EventTarget(), { type });
  vi.stubGlobal("navigator", { connection });
  return connection;
}

const posts = (requests: readonly string[]): string[] =>
  requests.filter((each) => each === "POST /api/v1/submissions" || each.startsWith("PATCH"))
    .map((each) => each.split(" ")[0]!);

test("the answers of the whole queue go before the first photo", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 1000);
  await finalised(phone, 2000);
  await phone.sync();
  expect(posts(office.requests)).toEqual(["POST", "POST", "PATCH", "PATCH"]);
});

test("photos wait for Wi-Fi when wished, answers do not, and Wi-Fi sets them going", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 1000);
  const line = on("cellular");
  await phone.photosOver("wifi_only");
  expect(await phone.sync()).toMatchObject({ state: "done", link: { state: "waiting_wifi" } });
  expect(posts(office.requests)).toEqual(["POST"]);
  expect((await phone.outbox())[0]).toMatchObject({ state: "partial", sentBytes: 0 });
  expect(await phone.sending()).toMatchObject({ photos: "wifi_only", line: "mobile" });
  phone.start();
  await vi.waitFor(() => expect(phone.link.state).toBe("waiting_wifi"));
  Object.assign(line, { type: "wifi" }).dispatchEvent(new Event("change"));
  await vi.waitFor(async () => expect((await phone.outbox())[0]?.state).toBe("delivered"));
  phone.pause();
});

test("whoever cannot wait for Wi-Fi sends now, and the wish stands for the next time", async () => {
  const { phone } = await enrolled();
  on("cellular");
  await phone.photosOver("wifi_only");
  await finalised(phone, 1000);
  await phone.sync();
  phone.sendAnyway();
  await vi.waitFor(async () => expect((await phone.outbox())[0]?.state).toBe("delivered"));
  await vi.waitFor(() => expect(phone.link.state).toBe("idle"));
  await finalised(phone, 1000);
  await vi.waitFor(() => expect(phone.link.state).toBe("waiting_wifi"));
  phone.pause();
});

test("Wi-Fi that is lost in the middle of a photo stops it after the piece under way", async () => {
  const { office, phone } = await enrolled();
  const line = on("wifi");
  await phone.photosOver("wifi_only");
  await finalised(phone, 300_000);
  office.fault = ({ method }) => {
    if (method === "PATCH") Object.assign(line, { type: "cellular" });
    return null;
  };
  expect((await phone.sync()).link.state).toBe("waiting_wifi");
  expect((await phone.outbox())[0]).toMatchObject({ state: "partial", sentBytes: 65_536 });
});

test("a submission that trips the server keeps none of the others, and says so", async () => {
  const { office, phone } = await enrolled();
  const bad = await finalised(phone, 10);
  office.clock = new Date("2026-03-12T06:05:00Z");
  const good = await finalised(phone, 10);
  const oops = { code: "internal", title: "服务器出错" };
  office.fault = ({ path, body }) =>
    path === "/api/v1/submissions" && body.includes(bad) ? Promise.resolve(json(500, oops)) : null;
  expect(await phone.sync()).toMatchObject({ state: "done", nextInMs: 1_500 });
  const states = Object.fromEntries((await phone.outbox()).map((item) => [item.instanceId, item]));
  expect(states[bad]).toMatchObject({ state: "queued", problem: { title: "服务器出错" } });
  expect(states[good]?.state).toBe("delivered");
  office.fault = () => null;
  await phone.sync();
  expect((await phone.outbox()).map((item) => item.state)).toEqual(["delivered", "delivered"]);
});

test("a server that is ill over everything is left alone", async () => {
  const { office, phone } = await enrolled();
  for (let nth = 0; nth < 4; nth++) await finalised(phone);
  office.fault = () => Promise.resolve(json(500, {}));
  expect((await phone.sync()).link.state).toBe("server_trouble");
  expect(posts(office.requests)).toEqual(["POST", "POST"]);
});

test("a server that asked for time is not hurried by a network that comes and goes", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 10);
  const busy = { status: 503, headers: { "content-type": "application/json", "retry-after": "60" } };
  office.fault = () => Promise.resolve(new Response("{}", busy));
  phone.start();
  await vi.waitFor(() => expect(phone.link.state).toBe("server_trouble"));
  const asked = office.requests.length;
  office.fault = () => null;
  phone.start();
  await phone.outbox();
  expect(office.requests).toHaveLength(asked);
  await phone.sync();
  expect((await phone.outbox())[0]?.state).toBe("delivered");
  phone.pause();
});

test("waits begin small again as long as bytes get through", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 600_000);
  let sent = 0;
  office.fault = ({ method }) =>
    method === "PATCH" && ++sent % 2 === 0 ? Promise.reject(new TypeError("cut")) : null;
  const waits = [];
  for (let round = 0; round < 3; round++) waits.push((await phone.sync()).nextInMs);
  expect(waits).toEqual([1_500, 1_500, 1_500]);
});

test("a clock that is years ahead lets go of nothing, and its lead is known", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 10);
  const theirs = "2026-03-12T06:00:00Z";
  office.fault = (_ask, answer) => answer().then((response) => told(response, theirs));
  office.clock = new Date("2031-03-12T06:00:00Z");
  await phone.sync();
  const [item] = await phone.outbox();
  expect(item).toMatchObject({ state: "delivered", deliveredAt: "2026-03-12T06:00:00.000Z" });
  expect((await phone.sending()).aheadMs).toBe(Date.parse("2031-03-12") - Date.parse("2026-03-12"));
  await phone.sync();
  expect(await phone.outbox()).toHaveLength(1);
});

/** The same answer from a server whose clock stands here. */
async function told(response: Response, at: string): Promise<Response> {
  if (!response.headers.get("content-type")?.includes("json")) return response;
  return json(response.status, { ...(await response.json()), server_time: at });
}

test("a correction goes after what it corrects, whatever the clock said", async () => {
  const { office, phone } = await enrolled();
  const first = await finalised(phone, 10);
  await phone.sync();
  office.feed.push({
    instance_id: first, state: "returned", finding_numbers: [],
    returned: { reason: "补拍", by: "0006", at: "2026-03-12T01:15:00Z", notes: [] },
  });
  await phone.sync();
  office.clock = new Date("2021-01-01T00:00:00Z");
  const opened = await phone.revise(first);
  if (opened.state !== "open") throw new Error(opened.state);
  await opened.draft.finalise();
  office.submissions.clear();
  office.feed.length = 0;
  office.epoch = "epoch-2";
  await phone.sync();
  await phone.sync();
  expect(office.submissions.size).toBe(2);
  expect((await phone.outbox()).map((item) => item.state).sort()).toEqual(["delivered", "returned"]);
});

test("a phone enrolled anew after a restore offers again what it had delivered", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 5000);
  await phone.sync();
  office.submissions.clear();
  office.epoch = "epoch-2";
  office.known = false;
  expect((await phone.sync()).link.state).toBe("device_unknown");
  office.known = true;
  await phone.enrol("good", "714");
  await phone.sync();
  await phone.sync();
  expect(office.submissions.get(id)?.files.size).toBe(1);
});

test("after its access has ended a phone brings what was filled, then empties itself", async () => {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  await shoot(draft, 5000);
  await draft.finalise();
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/changes")
      ? Promise.resolve(json(401, { code: "device_revoked", title: "授权已收回" }))
      : null;
  const outcome = await phone.sync();
  expect(outcome).toMatchObject({ link: { state: "device_revoked" }, nextInMs: null });
  expect([...office.submissions.values()][0]?.files.size).toBe(1);
  expect(phone.device).toBeNull();
  expect(phone.ended).toMatchObject({ label: "714", team: "德州-07 组" });
  expect(await phone.outbox()).toEqual([]);
  const again = await boot(office);
  expect(again.ended).toMatchObject({ label: "714" });
  expect(await again.forms()).toEqual([]);
});

test("a phone whose access has ended keeps its drafts, and says so", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 10);
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  await draft.close();
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/changes")
      ? Promise.resolve(json(401, { code: "device_revoked", title: "授权已收回" }))
      : null;
  await phone.sync();
  expect(phone.ended).toBeNull();
  expect(phone.device?.valid).toBe(false);
  expect(await phone.drafts()).toHaveLength(1);
  await phone.discard(draft.draftId);
  await phone.sync();
  expect(phone.ended).not.toBeNull();
});

test("a page that was open while another emptied the phone keeps nothing under the old key", async () => {
  const { office, phone } = await enrolled();
  const other = await boot(office);
  const [form] = await other.forms();
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/changes")
      ? Promise.resolve(json(401, { code: "device_revoked", title: "授权已收回" }))
      : null;
  await phone.sync();
  expect(phone.ended).not.toBeNull();
  expect((await other.begin(form!, null)).state).toBe("gone");
  expect(await other.photosOver("wifi_only")).toEqual({ state: "not_kept", reason: "outdated" });
  await phone.enrol("good", "714");
  expect(await (await boot(office)).drafts()).toEqual([]);
});

test("a list that takes long arrives; a line that is dead is given up and asked again", async () => {
  vi.useFakeTimers();
  const { Server } = await import("../../src/sync/server");
  const ended = (signal: AbortSignal | null | undefined): Promise<never> =>
    new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
  const world = (answer: (init?: RequestInit) => Promise<Response>) => ({
    fetch: (_: RequestInfo | URL, init?: RequestInit) => Promise.race([answer(init), ended(init?.signal)]),
    now: () => new Date(), random: () => 0, ticks: () => 0, origin: "", language: "zh-CN",
  });
  const slow = new ReadableStream<Uint8Array>({
    async pull(to) {
      await new Promise((done) => setTimeout(done, 50_000));
      if (vi.getMockedSystemTime()!.getTime() - began > 180_000) to.close();
      else to.enqueue(new TextEncoder().encode("行\n"));
    },
  });
  const began = Date.now();
  vi.setSystemTime(began);
  const listed = new Server(world(async () => new Response(slow)), null).text("/f/regions.csv");
  await vi.advanceTimersByTimeAsync(250_000);
  expect(await listed).toMatchObject({ state: "answered", text: "行\n行\n行\n" });
  const dead = new Server(world(() => new Promise(() => undefined)), null).ask({ method: "GET", path: "/" });
  await vi.advanceTimersByTimeAsync(61_000);
  expect(await dead).toEqual({ state: "offline" });
  vi.useRealTimers();
});
