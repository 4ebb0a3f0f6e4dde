/** What was delivered leaves after seven days, or after one where a person wants the room. */
import { expect, test } from "vitest";
import { enrolled, finalised } from "./device";

const DAY_MS = 24 * 3600 * 1000;

test("what was delivered may go after a day, what waits never", async () => {
  const { office, phone } = await enrolled();
  const sent = await finalised(phone, 300, 400);
  await phone.sync();
  const delivered = office.clock.getTime();
  office.clock = new Date(delivered + DAY_MS - 1);
  office.fault = () => Promise.reject(new TypeError("offline"));
  const waiting = await finalised(phone, 500);
  expect(await phone.spare()).toEqual({ count: 0, bytes: 0 });
  await phone.letGo();
  expect(await phone.outbox()).toHaveLength(2);

  office.clock = new Date(delivered + DAY_MS);
  expect(await phone.spare()).toEqual({ count: 1, bytes: 700 });
  expect((await phone.letGo()).state).toBe("kept");
  expect((await phone.outbox()).map(({ instanceId }) => instanceId)).toEqual([waiting]);
  expect(await phone.spare()).toEqual({ count: 0, bytes: 0 });
  expect(sent).not.toBe(waiting);
});
