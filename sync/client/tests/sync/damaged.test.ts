/** What lies on the phone and no longer opens: told, counted, and in nobody's way. */
import { expect, test } from "vitest";
import { begun, enrolled, finalised, reopenedDraft, shoot, spoil, write } from "./device";

test("a photo that no longer opens is told, and keeps back nothing else", async () => {
  const { office, phone } = await enrolled();
  const first = await finalised(phone, 500, 600);
  const second = await finalised(phone, 700);
  const [name] = (await phone.outbox()).find((item) => item.instanceId === first)!.photos.map((photo) => photo.name);
  await spoil("bytes", (record) => record["name"] === name);
  expect((await phone.sync()).state).toBe("done");
  const outbox = new Map((await phone.outbox()).map((item) => [item.instanceId, item]));
  expect(outbox.get(second)).toMatchObject({ state: "delivered" });
  expect(outbox.get(first)).toMatchObject({
    state: "partial",
    problem: { code: "bytes_absent" },
    photos: [{ state: "refused" }, { state: "stored" }],
  });
  expect(office.submissions.get(first)!.files.size).toBe(1);
  expect(await phone.file(first, name!)).toBeNull();
});

test("a photo of a draft that no longer opens is named before it is finalised", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  const name = await shoot(draft, 500);
  await draft.close();
  await spoil("bytes");
  const again = await reopenedDraft(phone, draft.draftId);
  expect(await again.finalise()).toEqual({ state: "files_absent", names: [name] });
});

test("news of a submission that no longer opens holds up no other news", async () => {
  const { office, phone } = await enrolled();
  const first = await finalised(phone);
  await phone.sync();
  const second = await finalised(phone);
  await phone.sync();
  await spoil("items", (record) => record["instanceId"] === first);
  const returned = { reason: "照片不清", by: "审核", at: "2026-03-12T07:00:00Z", notes: [] };
  for (const id of [first, second]) {
    office.feed.push({ instance_id: id, state: "returned", returned, receipt: office.receipt(id) });
  }
  expect((await phone.sync()).state).toBe("done");
  expect(await phone.outbox()).toMatchObject([{ instanceId: second, state: "returned" }]);
  expect(await phone.unopened()).toBe(1);
});

test("a correction goes out although what it corrects no longer opens here", async () => {
  const { office, phone } = await enrolled();
  const first = await finalised(phone);
  await phone.sync();
  const returned = { reason: "照片不清", by: "审核", at: "2026-03-12T07:00:00Z", notes: [] };
  office.feed.push({ instance_id: first, state: "returned", returned, receipt: office.receipt(first) });
  await phone.sync();
  const opened = await phone.revise(first);
  if (opened.state !== "open") throw new Error(opened.state);
  await spoil("items");
  expect((await opened.draft.finalise()).state).toBe("finalised");
});
