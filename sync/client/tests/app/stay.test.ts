import { expect, test, vi } from "vitest";
import { cameraBack, stayIn } from "../../src/app/fill/stay";
import { lockWhenAway } from "../../src/app/lock/away";
import type { OpenDraft, Phone } from "../../src/sync";
import { find, makeForm } from "../forms/make";
import { begun, enrolled, picture, reopenedDraft, shoot, strip, write } from "../sync/device";
import { turn } from "./drawn";

const GATED = makeForm([
  { type: "hidden", name: "visit_id" },
  { type: "hidden", name: "team_code" },
  { type: "text", name: "site" },
  { type: "text", name: "shut", bind: `relevant="/data/site != ''"` },
]);

test("what was begun and only looked at leaves nothing behind", async () => {
  const { phone } = await enrolled();
  await stayIn(await begun(phone)).leave(phone);
  expect(await phone.drafts()).toEqual([]);
});

test("what was begun and touched stays, though it counts no answer", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  const stay = stayIn(draft);
  write(draft.form, "王楼村");
  write(draft.form, "");
  await stay.leave(phone);
  expect(await phone.drafts()).toMatchObject([{ answered: 0 }]);
});

test("an older draft stays when its gate is shut, with all that was set aside", async () => {
  const { office, phone } = await enrolled();
  office.texts.set("/f/test.xml", GATED);
  office.forms = [{ ...office.forms[0]!, version: "2", hash: "md5:2" }];
  office.epoch = "epoch-2";
  await phone.sync();
  const first = await begun(phone);
  write(first.form, "王楼村");
  find(first.form, "shut", "text").set("大门锁着");
  await first.close();
  const again = await reopenedDraft(phone, first.draftId);
  const stay = stayIn(again);
  write(again.form, "");
  await stay.leave(phone);
  expect(await phone.drafts()).toMatchObject([{ answered: 0 }]);
  const third = await reopenedDraft(phone, first.draftId);
  write(third.form, "王楼村");
  expect(find(third.form, "shut", "text").value).toBe("大门锁着");
});

test("photos under way when the draft is left come in first", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  const stay = stayIn(draft);
  const chosen = [1, 2, 3].map((seed) => picture(500 + seed, seed));
  draft.expect(oneByOne(draft, chosen));
  expect((await stay.leave(phone)).state).toBe("kept");
  expect(await phone.drafts()).toMatchObject([{ photos: 3 }]);
});

test("what comes in while the draft waits is waited for as well", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  const stopped = Promise.resolve().then(() => draft.expect(oneByOne(draft, [picture(500)])));
  draft.expect(stopped);
  expect((await draft.finalise()).state).toBe("finalised");
  expect(await phone.outbox()).toMatchObject([{ totalBytes: 500 }]);
  expect((await draft.close()).state).toBe("kept");
});

test("what was expected and failed holds nobody up", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  draft.expect(Promise.reject(new Error("no microphone")));
  expect((await draft.close()).state).toBe("kept");
});

test("the lock waits for the phone's own camera, and for what it brought", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  stayIn(draft);
  const locked = new Promise<void>((reload) => vi.stubGlobal("location", { reload }));
  lockWhenAway({ protection: { hasPin: true, lockMinutes: 0 } } as Phone);
  await draft.beforeCamera(strip(draft.form));
  turn("hidden");
  turn("visible");
  const name = await shoot(draft, 700);
  await locked;
  expect(draft.pendingPhoto).toBeNull();
  expect(await draft.file(name)).not.toBeNull();
  expect((await draft.save()).state).toBe("not_kept");
  vi.unstubAllGlobals();
});

test("a camera that never says what became of it is not waited for forever", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  await draft.beforeCamera(strip(draft.form));
  await cameraBack(draft, 0);
  expect(draft.pendingPhoto).not.toBeNull();
});

async function oneByOne(draft: OpenDraft, files: readonly File[]): Promise<void> {
  for (const file of files) await draft.keepPhoto(strip(draft.form), file, "gallery");
}
