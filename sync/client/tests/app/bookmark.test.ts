import { expect, test } from "vitest";
import { markTouched, wayBack } from "../../src/app/fill/bookmark";
import { inputId } from "../../src/app/fields/ids";
import type { OpenDraft } from "../../src/sync";
import type { Bookmark } from "../../src/sync/types";
import { find, makeForm, opened, reopened } from "../forms/make";
import { boot, begun, enrolled, reopenedDraft, write } from "../sync/device";

const ROWS = makeForm([
  { type: "group", name: "visit", inside: [{ type: "text", name: "site" }] },
  { type: "repeat", name: "plaque", inside: [{ type: "text", name: "words" }] },
]);

test("a page that was turned to is kept by itself, a question with the next answer", async () => {
  const { office, phone } = await enrolled();
  const draft = await begun(phone);
  expect(draft.bookmark).toBeNull();
  draft.stand({ page: "0", question: "/data/shot" });
  await draft.save();
  draft.stand({ page: "0", question: "/data/site" });
  write(draft.form, "王楼村");
  await draft.close();
  const again = await reopenedDraft(await boot(office), draft.draftId);
  expect(again.bookmark).toEqual({ page: "0", question: "/data/site" });
  again.stand({ page: "check", question: null });
  expect(again.saved.state).toBe("saving");
  await again.close();
});

test("what is touched leads back to its question in its row, after the form was opened anew", async () => {
  const form = await opened(ROWS);
  const repeat = find(form, "plaque", "repeat");
  const words = repeat.add().nodes.find((node) => node.name === "words")!;
  const place = document.createElement("fieldset");
  place.id = inputId(words);
  place.append(document.createElement("button"));
  const marks: Bookmark[] = [];
  const draft = { form, stand: (mark: Bookmark) => void marks.push(mark) } as unknown as OpenDraft;
  markTouched(draft, "1", place.firstChild);
  markTouched(draft, "1", document.createElement("p"));
  expect(marks).toEqual([{ page: "1", question: words.reference }]);

  const later = await reopened(form, ROWS);
  const row = find(later, "plaque", "repeat").rows[1]!;
  expect(wayBack(later, marks[0]!)).toMatchObject({ rowIds: [row.id], nodeId: row.nodes[0]!.id });
  find(later, "plaque", "repeat").remove(row);
  expect(wayBack(later, marks[0]!)).toBeNull();
  expect(wayBack(later, { page: "9", question: words.reference })).toBeNull();
});
