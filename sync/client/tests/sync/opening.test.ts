import { afterEach, expect, test, vi } from "vitest";
import { Database } from "../../src/sync/database";
import { finaliseAll, type Outcome } from "../../src/app/screens/together";
import { begun, enrolled, write } from "./device";

afterEach(() => vi.restoreAllMocks());

test("a store that cannot be read is an answer, and the draft is free afterwards", async () => {
  const { phone } = await enrolled();
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  await draft.close();
  const [form] = await phone.forms();
  const summaries = await phone.drafts();
  const shut = vi.spyOn(Database.prototype, "read").mockRejectedValue(new DOMException("", "InvalidStateError"));
  const outcomes: Outcome[] = [];
  await finaliseAll(phone, summaries, (outcome) => outcomes.push(outcome));
  expect(outcomes.map(({ came }) => came)).toEqual([{ state: "not_kept", reason: "closed" }]);
  expect(await phone.begin(form!, null)).toEqual({ state: "not_kept", reason: "closed" });
  shut.mockRestore();
  expect((await phone.open(draft.draftId)).state).toBe("open");
});
