import { expect, test } from "vitest";
import { newDue } from "../../src/app/fill/due";
import { lacking, shortfall } from "../../src/app/screens/progress";
import { zh } from "../../src/app/words/zh";
import type { DraftSummary } from "../../src/sync/types";
import { begun, enrolled, write } from "../sync/device";

const MISSING = { kind: "required" } as const;
const WRONG = { kind: "constraint" } as const;

test("what nobody came by is neither wrong nor empty", () => {
  const due = newDue();
  expect([due.blames("a", WRONG), due.misses("a", MISSING)]).toEqual([false, false]);
});

test("a wrong answer is told when it was left, an answer that is missing is only empty", () => {
  const due = newDue();
  due.leave(["a"]);
  expect([due.blames("a", WRONG), due.blames("a", MISSING)]).toEqual([true, false]);
  expect([due.misses("a", MISSING), due.misses("a", WRONG)]).toEqual([true, false]);
});

test("what is missing becomes something to mend by asking whether it can be finalised", () => {
  const due = newDue();
  due.check(new Set(["a"]).values());
  expect([due.has("a"), due.blames("a", MISSING), due.misses("a", MISSING)]).toEqual([true, true, false]);
  due.leave(["row added later"]);
  expect(due.blames("row added later", MISSING)).toBe(false);
});

test.each([
  [{ answered: 0, problems: 20, wrong: 0 }, 0, ""],
  [{ answered: 3, problems: 17, wrong: 0 }, 17, "还有 17 项未填"],
  [{ answered: 3, problems: 17, wrong: 2 }, 15, "2 处待改"],
  [{ answered: 9, problems: 0, wrong: 0 }, 0, ""],
])("of a draft with %o the list says what is wrong, else what is missing", (kept, missing, said) => {
  const draft = kept as DraftSummary;
  expect([lacking(draft), shortfall(draft, zh)]).toEqual([missing, said]);
});

test("a draft is kept with its missing answers apart from its wrong ones", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  await draft.save();
  expect(await phone.drafts()).toMatchObject([{ problems: 1, wrong: 0 }]);
  write(draft.form, "王楼村");
  await draft.close();
  expect(await phone.drafts()).toMatchObject([{ problems: 0, wrong: 0 }]);
});
