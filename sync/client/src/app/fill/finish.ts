import { nextTick, ref, type Ref } from "vue";
import type { Finalised, OpenDraft } from "../../sync/types";
import { show } from "../parts/toasts";
import { usePhone } from "../phone";
import { replace } from "../routes";
import { words } from "../words";

type Refused = Exclude<Finalised, { state: "finalised" }>;

/** How a draft ends: as a submission, or deleted. */
export interface Finish {
  readonly busy: Ref<boolean>;
  /** Why it could not be finalised, or null. */
  readonly refused: Ref<string | null>;
  finalise(): Promise<void>;
  discard(): Promise<void>;
}

export function useFinish(draft: OpenDraft): Finish {
  const phone = usePhone();
  const busy = ref(false);
  const refused = ref<string | null>(null);

  async function finalise(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const done = await draft.finalise();
    busy.value = false;
    refused.value = done.state === "finalised" ? null : excuse(done, draft);
    if (done.state !== "finalised") return;
    phone.value.start();
    replace({ at: "outbox" });
    await nextTick();
    show({ text: words.value.fill.finalised, undo: null });
  }

  async function discard(): Promise<void> {
    await draft.close();
    await phone.value.discard(draft.draftId);
    replace({ at: "home" });
  }

  return { busy, refused, finalise, discard };
}

function excuse(done: Refused, draft: OpenDraft): string {
  const { fill, notKept } = words.value;
  if (done.state === "problems") return fill.cannotYet(draft.form.problems.length);
  if (done.state === "files_absent") return fill.filesAbsent(done.names.length);
  return notKept[done.reason];
}
