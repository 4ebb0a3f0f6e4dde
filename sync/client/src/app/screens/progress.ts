import type { DraftOpened, DraftSummary } from "../../sync/types";
import type { Words } from "../words";
import type { VisitForm } from "./today";

/** "已填 23 / 41·6 张照片" */
export function draftProgress(draft: DraftSummary, words: Words): string {
  const answered = words.home.answered(draft.answered, draft.asked);
  return draft.photos > 0 ? `${answered}·${words.outbox.photos(draft.photos)}` : answered;
}

/** How many required answers a draft lacks; a form that was hardly begun is not nagged about. */
export function lacking(draft: DraftSummary): number {
  return draft.answered > 0 ? draft.problems - draft.wrong : 0;
}

/** What a draft is still short of: wrong answers first, else missing ones; "" when nothing. */
export function shortfall(draft: DraftSummary, words: Words): string {
  if (draft.wrong > 0) return words.question.toMend(draft.wrong);
  return lacking(draft) > 0 ? words.question.toFill(lacking(draft)) : "";
}

/** How far a form of a visit is that nobody is filling in. */
export function formProgress(entry: VisitForm, words: Words): string {
  if (entry.item) return words.outbox.state[entry.item.state];
  if (!entry.form) return words.home.closed;
  return entry.form.ready ? words.home.notBegun : words.home.notHere;
}

/** Why a draft did not open. */
export function opening(
  result: Exclude<DraftOpened, { state: "open" }>,
  words: Words,
): string {
  if (result.state === "not_kept") return words.notKept[result.reason];
  if (result.state === "failed") return words.fill.failed[result.reason];
  return words.fill[result.state];
}
