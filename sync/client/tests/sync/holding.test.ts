/** What a phone lets go of, and what it keeps whatever anybody said before. */
import { afterEach, expect, test, vi } from "vitest";
import { Database } from "../../src/sync/database";
import { begun, enrolled, finalised, shoot, write } from "./device";
import { json } from "./office";
import type { Office } from "./office";

afterEach(() => vi.restoreAllMocks());

test("what the office lacks by its newest receipt stays for good, and is sent again", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 900);
  await phone.sync();
  const [name] = (await phone.outbox())[0]!.photos.map((photo) => photo.name);
  office.submissions.get(id)!.files.clear();
  office.feed.push({ instance_id: id, state: "received", returned: null, receipt: office.receipt(id) });
  office.clock = new Date("2026-03-20T06:00:00Z");
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: "queued", deliveredAt: null }]);
  expect(await phone.file(id, name!)).not.toBeNull();
  office.feed.length = 0;
  await phone.sync();
  expect(office.submissions.get(id)!.files.size).toBe(1);
  expect(await phone.outbox()).toMatchObject([
    { state: "delivered", deliveredAt: "2026-03-20T06:00:00.000Z" },
  ]);
});

test("after a restore no earlier receipt counts, and the seven days begin anew", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 900);
  await phone.sync();
  office.submissions.clear();
  office.epoch = "epoch-2";
  office.clock = new Date("2026-03-18T06:00:00Z");
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: "queued", receipt: null, deliveredAt: null }]);
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([
    { state: "delivered", deliveredAt: "2026-03-18T06:00:00.000Z" },
  ]);
});

const RETURN = { reason: "照片不清", by: "审核", at: "2026-03-12T07:00:00Z", notes: [] };

test("what is returned while photos are under way is sent whole before it is mended", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 900);
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/uploads") ? Promise.resolve(json(500, { code: "bad", title: "出错" })) : null;
  await phone.sync();
  office.feed.push({ instance_id: id, state: "returned", returned: RETURN, receipt: office.receipt(id) });
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: "partial", deliveredAt: null }]);
  office.fault = () => null;
  office.feed.length = 0;
  await phone.sync();
  expect(office.submissions.get(id)!.files.size).toBe(1);
  expect(await phone.outbox()).toMatchObject([{ state: "returned", returned: { reason: "照片不清" } }]);
});

test("what is returned although a photo was refused can be mended, and stays", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 900);
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/uploads") ? Promise.resolve(json(400, { code: "bad", title: "不收" })) : null;
  await phone.sync();
  office.feed.push({ instance_id: id, state: "returned", returned: RETURN, receipt: office.receipt(id) });
  office.clock = new Date("2026-03-20T06:00:00Z");
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: "returned", deliveredAt: null }]);
  expect((await phone.revise(id)).state).toBe("open");
});

test("what the office got whole by another way is delivered, is aside no more, and is let go", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 900);
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/uploads") ? Promise.resolve(json(400, { code: "bad", title: "不收" })) : null;
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: "partial", problem: { title: "不收" } }]);
  const { manifest, files } = office.submissions.get(id)!;
  for (const file of manifest) files.set(file.name, file);
  office.feed.push({ instance_id: id, state: "received", returned: null, receipt: office.receipt(id) });
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([
    { state: "delivered", problem: null, deliveredAt: "2026-03-12T06:00:00.000Z", photos: [{ state: "stored" }] },
  ]);
  office.feed.length = 0;
  office.clock = new Date("2026-03-20T06:00:00Z");
  await phone.sync();
  expect(await phone.outbox()).toEqual([]);
});

/** The office has taken the token back. */
function revoke(office: Office): void {
  office.fault = ({ path }) =>
    path.startsWith("/api/v1/changes")
      ? Promise.resolve(json(401, { code: "device_revoked", title: "授权已收回" }))
      : null;
}

test("a phone whose access has ended is emptied only on what the office says then", async () => {
  const { office, phone } = await enrolled();
  const id = await finalised(phone, 900);
  await phone.sync();
  office.submissions.clear();
  revoke(office);
  expect((await phone.sync()).nextInMs).not.toBeNull();
  expect(phone.ended).toBeNull();
  expect(await phone.outbox()).toMatchObject([{ state: "queued" }]);
  await phone.sync();
  expect(office.submissions.get(id)?.files.size).toBe(1);
  expect(phone.ended).not.toBeNull();
});

test("a submission that could not be read back at once is one, and keeps its files", async () => {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  const name = await shoot(draft, 900);
  const { change, read } = Database.prototype;
  vi.spyOn(Database.prototype, "change").mockImplementation(async function (this: Database, stores, work) {
    const result = await change.call(this, stores, work);
    // From the commit on, until reading has failed twice.
    if (stores.includes("items")) failing = 2;
    return result as never;
  });
  let failing = 0;
  vi.spyOn(Database.prototype, "read").mockImplementation(function (this: Database, stores, work) {
    if (failing-- > 0) return Promise.reject(new DOMException("closing", "InvalidStateError"));
    return read.call(this, stores, work) as never;
  });
  expect((await draft.finalise()).state).toBe("not_kept");
  vi.restoreAllMocks();
  const [item] = await phone.outbox();
  write(draft.form, "李楼村");
  expect((await draft.save()).state).toBe("not_kept");
  expect((await phone.discard(draft.draftId)).state).toBe("kept");
  expect(await phone.file(item!.instanceId, name)).not.toBeNull();
  expect(await draft.finalise()).toEqual({ state: "finalised", instanceId: item!.instanceId });
  await phone.sync();
  expect(office.submissions.get(item!.instanceId)?.files.size).toBe(1);
});

test("a submission that reads back wrong once is reported as what it is", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  const { change, read } = Database.prototype;
  let failing = 0;
  vi.spyOn(Database.prototype, "change").mockImplementation(async function (this: Database, stores, work) {
    const result = await change.call(this, stores, work);
    if (stores.includes("items")) failing = 1;
    return result as never;
  });
  vi.spyOn(Database.prototype, "read").mockImplementation(function (this: Database, stores, work) {
    if (failing-- > 0) return Promise.reject(new DOMException("closing", "InvalidStateError"));
    return read.call(this, stores, work) as never;
  });
  const result = await draft.finalise();
  vi.restoreAllMocks();
  expect(result).toEqual({ state: "finalised", instanceId: (await phone.outbox())[0]?.instanceId });
  expect(await phone.drafts()).toEqual([]);
});

test("a phone whose access has ended is not emptied while the office cannot be asked", async () => {
  const { office, phone } = await enrolled();
  await finalised(phone, 900);
  await phone.sync();
  revoke(office);
  const { fault } = office;
  office.fault = (ask, answer) =>
    ask.path.endsWith("/receipt") ? Promise.reject(new TypeError("cut")) : fault(ask, answer);
  await phone.sync();
  expect(phone.ended).toBeNull();
  expect(await phone.outbox()).toMatchObject([{ state: "delivered" }]);
});
