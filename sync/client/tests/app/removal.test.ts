import { expect, test, vi } from "vitest";
import { newDue } from "../../src/app/fill/due";
import { useRemoval } from "../../src/app/fill/removal";
import { nthOf, questionsIn, staying } from "../../src/app/fill/walk";
import { toast } from "../../src/app/parts/toasts";
import { find, makeForm, opened } from "../forms/make";
import { drawn } from "./drawn";

const ROWS = makeForm([
  { type: "repeat", name: "plaque", inside: [{ type: "text", name: "words", bind: 'required="true()"' }] },
]);

test("a row that is about to go is out of numbers and counts at once, and back when undone", async () => {
  const form = await opened(ROWS);
  const repeat = find(form, "plaque", "repeat");
  repeat.add();
  const [first, second] = repeat.rows as [(typeof repeat.rows)[0], (typeof repeat.rows)[0]];
  const due = newDue();
  due.check(questionsIn([repeat]));
  const blamed = (): number => form.problems.filter((each) => due.blames(each.nodeId, each)).length;
  const [removal, over] = drawn(() => useRemoval(new Set(), due));
  removal.remove(repeat, first);
  expect([blamed(), nthOf(second, repeat, removal.leaving.value)]).toEqual([1, 1]);
  expect(staying(repeat, removal.leaving.value)).toEqual([second]);
  toast.value?.undo?.run();
  expect([blamed(), nthOf(second, repeat, removal.leaving.value)]).toEqual([2, 2]);
  removal.remove(repeat, first);
  removal.settle();
  expect([blamed(), repeat.rows.length, nthOf(second, repeat, null)]).toEqual([1, 1, 1]);
  over();
  vi.unstubAllGlobals();
});
