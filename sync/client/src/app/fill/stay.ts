/** One stay in a draft: from the moment it is on screen until it is put away. */
import type { Kept, OpenDraft, Phone } from "../../sync/types";
import { beforeLock } from "../lock/away";

/** So long after the page is back the phone's own camera may still hand its photo over. */
const HANDING_OVER_MS = 20_000;

export interface Stay {
  /** Put the draft away. What was begun only to look at it leaves nothing behind. */
  leave(phone: Phone): Promise<Kept>;
}

/** Watch a draft from now on: what was touched is kept, whatever it counts as answered. */
export function stayIn(draft: OpenDraft): Stay {
  let touched = false;
  const unwatch = draft.form.onChange(() => {
    touched = true;
  });
  const unguard = beforeLock(async () => {
    await cameraBack(draft, HANDING_OVER_MS);
    await draft.close();
  });

  async function leave(phone: Phone): Promise<Kept> {
    const kept = await draft.close();
    unwatch();
    unguard();
    return draft.form.isNew && !touched ? phone.discard(draft.draftId) : kept;
  }

  return { leave };
}

/** Wait until the phone's own camera has said what became of its photo, or says nothing. */
export function cameraBack(draft: OpenDraft, patience: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, patience);
    const unwatch = draft.onChange(look);
    look();

    function look(): void {
      if (draft.pendingPhoto === null) end();
    }

    function end(): void {
      clearTimeout(timer);
      unwatch();
      done();
    }
  });
}
