/** Several drafts become submissions, one after the other; none stops the others. */
import type { DraftOpened, DraftSummary, Finalised, Phone } from "../../sync/types";

/** What came of one of them. */
export interface Outcome {
  readonly draft: DraftSummary;
  readonly came: Finalised | Exclude<DraftOpened, { state: "open" }>;
}

/** Those that may be finalised as far as the last look at them says. */
export function promising(drafts: readonly DraftSummary[]): DraftSummary[] {
  return drafts.filter((draft) => draft.answered > 0 && draft.problems === 0);
}

/** Finalise these; tells of each as soon as it is known. */
export async function finaliseAll(
  phone: Phone,
  drafts: readonly DraftSummary[],
  tell: (outcome: Outcome) => void,
): Promise<void> {
  for (const draft of drafts) tell({ draft, came: await finaliseOne(phone, draft.draftId) });
}

async function finaliseOne(phone: Phone, draftId: string): Promise<Outcome["came"]> {
  const opened = await phone.open(draftId);
  if (opened.state !== "open") return opened;
  const result = await opened.draft.finalise();
  if (result.state !== "finalised") await opened.draft.close();
  return result;
}
