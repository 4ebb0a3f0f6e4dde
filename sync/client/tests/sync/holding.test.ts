/** What a phone lets go of, and what it keeps whatever anybody said before. */
import { expect, test } from "vitest";
import { enrolled, finalised } from "./device";

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
