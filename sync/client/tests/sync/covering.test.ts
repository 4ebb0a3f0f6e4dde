import { afterEach, expect, test, vi } from "vitest";
import type { OpenDraft } from "../../src/sync";
import { Database } from "../../src/sync/database";
import { begun, boot, enrolled, picture, reopenedDraft, shoot, strip } from "./device";

afterEach(() => vi.restoreAllMocks());

const AT = new Date("2026-03-12T06:36:05Z");

test("a covered photo takes the place of what it covers, and keeps what is known of it", async () => {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  const shown = strip(draft.form);
  const shot = await draft.keepPhoto(shown, picture(500), "in_page_camera", { at: AT, gps: draft.locator.fixFor(AT) });
  const name = shot.state === "kept" ? shot.name : "";
  const second = await shoot(draft, 300, 2);
  const covered = await draft.replacePhoto(shown, name, picture(400, 3));
  if (covered.state !== "kept") throw new Error(covered.state);
  expect(shown.files).toEqual([covered.name, second]);
  expect(covered.name).not.toBe(name);
  expect(await draft.file(name)).toBeNull();

  const again = await reopenedDraft(await closed(draft, () => boot(office)), draft.draftId);
  expect(strip(again.form).files).toEqual([covered.name, second]);
  expect(await again.file(covered.name)).toMatchObject({
    size: 400, source: "in_page_camera", capturedAt: "2026-03-12T14:36:05+08:00",
  });
});

async function closed<T>(draft: OpenDraft, then: () => Promise<T>): Promise<T> {
  await draft.close();
  return then();
}

test("what cannot be kept covered stays as it was, in its place", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  const name = await shoot(draft, 500);
  const second = await shoot(draft, 300, 2);
  vi.spyOn(Database.prototype, "change").mockRejectedValueOnce(
    new DOMException("full", "QuotaExceededError"),
  );
  const result = await draft.replacePhoto(strip(draft.form), name, picture(400, 3));
  expect(result).toEqual({ state: "not_kept", reason: "full" });
  expect(strip(draft.form).files).toEqual([name, second]);
  expect((await draft.save()).state).toBe("kept");
  expect((await draft.file(name))?.size).toBe(500);
});

test("a file keeps the name and the ending it came with", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  const paper = new File(["PK\u0003\u0004 text"], "通知 最终版.docx");
  const kept = await draft.keepPhoto(strip(draft.form), paper, "unknown");
  const name = kept.state === "kept" ? kept.name : "";
  expect(name).toMatch(/\.docx$/);
  expect(await draft.file(name)).toMatchObject({ calledAs: "通知 最终版.docx" });
});
