import { shallowRef, type ShallowRef } from "vue";
import type { DraftOpened } from "../../sync/types";
import { dismiss, show } from "../parts/toasts";
import { handOver } from "../phone";
import { go } from "../routes";
import { words } from "../words";
import { opening } from "./progress";

/** The way from a list into a draft. */
export interface Entrance {
  /** Why the last one did not open, or null. */
  readonly trouble: ShallowRef<string | null>;
  /** Opens a draft and goes there. A second tap meanwhile opens no second draft. */
  enter(open: () => Promise<DraftOpened>): Promise<void>;
}

export function useEntrance(): Entrance {
  const trouble = shallowRef<string | null>(null);
  let busy = false;

  async function enter(open: () => Promise<DraftOpened>): Promise<void> {
    if (busy) return;
    busy = true;
    trouble.value = null;
    show({ text: words.value.fill.openingNow, undo: null });
    await painted();
    const result = await open().finally(settle);
    if (result.state !== "open") return void (trouble.value = opening(result, words.value));
    handOver(result.draft);
    go({ at: "fill", draft: result.draft.draftId, page: null });
  }

  function settle(): void {
    busy = false;
    dismiss();
  }

  return { trouble, enter };
}

/** Opening a form keeps an old phone busy: first let it show what is going on. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}
