import { expect, test } from "vitest";
import { wayTo } from "../../src/app/fill/notes";
import type { OpenForm } from "../../src/forms";
import { find, makeForm, opened } from "../forms/make";

const FORM = makeForm([
  { type: "group", name: "office", inside: [{ type: "text", name: "site" }] },
  {
    type: "repeat", name: "plaque", inside: [
      { type: "calculate", name: "repeat_uuid", bind: `calculate="once(uuid())"` },
      { type: "text", name: "what" },
      { type: "image", name: "shot" },
    ],
  },
]);

/** The way to a note's question, as names and positions. */
function told(form: OpenForm, question: string, repeatUuid: string | null = null): string | null {
  const way = wayTo(form, { question, repeatUuid, text: "看不清" });
  if (way === null) return null;
  const rows = way.rowIds.map((id) => {
    const row = form.node(id);
    return row?.kind === "row" ? row.position : "?";
  });
  return [form.node(way.nodeId)?.name, ...rows].join(" ");
}

test("a reviewer's note leads to its question, in the row that it names", async () => {
  const form = await opened(FORM);
  const second = find(form, "plaque", "repeat").add();
  expect(second.uuid).not.toBe("");
  expect(told(form, "site")).toBe("site");
  expect(told(form, "shot", second.uuid)).toBe("shot 2");
  expect(told(form, "what", second.uuid)).toBe("what 2");
});

test("a note that names no row leads to the first one, a lost question nowhere", async () => {
  const form = await opened(FORM);
  expect(told(form, "shot")).toBe("shot 1");
  expect(told(form, "shot", "a row that was removed")).toBeNull();
  expect(told(form, "no_longer_asked")).toBeNull();
});
