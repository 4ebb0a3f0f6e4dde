/** What a draft is after somebody has looked at it, and after something was changed. */
import { expect, test } from "vitest";
import { begun, boot, enrolled, reopenedDraft, shoot, write } from "./device";

/** The draft as it lies, covered: each writing covers it anew. */
async function asItLies(): Promise<string> {
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
  });
  const [record] = await new Promise<{ covered: ArrayBuffer }[]>((done) => {
    const request = database.transaction("drafts").objectStore("drafts").getAll();
    request.onsuccess = () => done(request.result as { covered: ArrayBuffer }[]);
  });
  database.close();
  return Buffer.from(record!.covered).toString("base64");
}

async function laidAside(): Promise<{ office: Awaited<ReturnType<typeof enrolled>>["office"]; draftId: string }> {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  await shoot(draft, 500);
  draft.stand({ page: "0", question: "/data/site" });
  await draft.close();
  office.clock = new Date("2026-03-12T09:00:00Z");
  return { office, draftId: draft.draftId };
}

test("a draft that was only looked at is not written, however it is put away", async () => {
  const { office, draftId } = await laidAside();
  const before = await asItLies();
  const again = await reopenedDraft(await boot(office), draftId);
  expect(await again.save()).toEqual({ state: "kept", at: "2026-03-12T06:00:00.000Z" });
  await again.close();
  expect(await asItLies()).toBe(before);
});

test("a page that was turned is kept, and is no later saving of the answers", async () => {
  const { office, draftId } = await laidAside();
  const before = await asItLies();
  const phone = await boot(office);
  const again = await reopenedDraft(phone, draftId);
  again.stand({ page: "check", question: null });
  again.stand({ page: "0", question: "/data/site" });
  await again.save();
  expect(again.saved).toEqual({ state: "saved", at: "2026-03-12T06:00:00.000Z" });
  expect(await asItLies()).toBe(before);
  again.stand({ page: "check", question: null });
  await again.close();
  expect(await asItLies()).not.toBe(before);
  expect(await phone.drafts()).toMatchObject([{ savedAt: "2026-03-12T06:00:00.000Z" }]);
  const later = await reopenedDraft(phone, draftId);
  expect(later.bookmark).toEqual({ page: "check", question: null });
  await later.close();
});

test("an answer and a photo are a later saving", async () => {
  const { office, draftId } = await laidAside();
  const phone = await boot(office);
  const again = await reopenedDraft(phone, draftId);
  write(again.form, "李楼村");
  await again.close();
  expect(await phone.drafts()).toMatchObject([{ savedAt: "2026-03-12T09:00:00.000Z" }]);
  office.clock = new Date("2026-03-12T10:00:00Z");
  const third = await reopenedDraft(phone, draftId);
  await shoot(third, 600, 2);
  await third.close();
  expect(await phone.drafts()).toMatchObject([{ savedAt: "2026-03-12T10:00:00.000Z", photos: 2 }]);
});
