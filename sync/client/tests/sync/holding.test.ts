/** What a phone lets go of, and what it keeps whatever anybody said before. */
import { expect, test } from "vitest";
import { enrolled, finalised } from "./device";
import { json } from "./office";
import type { Office } from "./office";

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
