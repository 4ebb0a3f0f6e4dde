import { expect, test } from "vitest";
import { ghostFor } from "../../src/app/camera/ghost";
import { pendingStrip } from "../../src/app/fill/pending";
import type { OpenDraft } from "../../src/sync";
import { find, makeForm, opened, reopened } from "../forms/make";

const PAIRS = makeForm([
  {
    type: "repeat",
    name: "plaque",
    inside: [
      {
        type: "group",
        name: "p_before_photos",
        inside: [
          { type: "image", name: "p_before", bind: 'x_max_photos="2"' },
          { type: "image", name: "p_before_2" },
        ],
      },
      { type: "image", name: "p_after" },
    ],
  },
]);

test("a photo that was restored is replaced, and its name is nowhere left", async () => {
  const first = await opened(PAIRS);
  const before = find(first, "p_before", "photoStrip");
  const names = [before.add(".jpg"), before.add(".jpg")].map(placed);
  const second = await reopened(first, PAIRS);
  const shown = find(second, "p_before", "photoStrip");
  const covered = placed(shown.replace(names[0] ?? "", ".png"));
  expect(shown.files).toEqual([covered, names[1]]);
  const saved = await second.serialise();
  expect(saved.xml).not.toContain(names[0]);
  shown.takeBack(covered, names[0] ?? "");
  expect(shown.files).toEqual(names);
});

test("a photo after is laid over the last one before, of its own row", async () => {
  const form = await opened(PAIRS);
  const repeat = find(form, "plaque", "repeat");
  const other = repeat.add();
  placed(find(repeat.rows[0]!, "p_before", "photoStrip").add(".jpg"));
  const strips = [repeat.rows[0]!, other].map((row) => find(row, "p_before", "photoStrip"));
  const wanted = placed(strips[1]!.add(".jpg"));
  const draft = {
    form, before: async () => [], file: async (name: string) => ({ name }),
  } as unknown as OpenDraft;
  expect(await ghostFor(draft, find(other, "p_after", "photoStrip"))).toEqual({ name: wanted });
  expect(await ghostFor(draft, strips[1]!)).toBeNull();
});

test("the way to a photo that may be lost leads through its rows", async () => {
  const form = await opened(PAIRS);
  const repeat = find(form, "plaque", "repeat");
  const row = repeat.add();
  const lost = find(row, "p_after", "photoStrip");
  const pending = { question: "p_after", reference: lost.reference, at: "" };
  expect(pendingStrip(form, pending)?.way).toMatchObject({ nodeId: lost.id, rowIds: [row.id] });
  expect(pendingStrip(form, { ...pending, reference: "/data/gone" })).toBeNull();
});

function placed(result: { state: string; name?: string }): string {
  if (result.name === undefined) throw new Error(result.state);
  return result.name;
}
