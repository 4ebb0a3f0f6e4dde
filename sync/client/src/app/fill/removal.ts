import { onBeforeUnmount, ref, type Ref } from "vue";
import type { Repeat, Row } from "../../forms/types";
import { dismiss, show, SHOWN_FOR } from "../parts/toasts";
import { words } from "../words";
import type { Due } from "./due";
import { questionsIn } from "./walk";

/** Rows on their way out. */
export interface Removal {
  /** The row that is hidden and may still be brought back. */
  readonly leaving: Ref<string | null>;
  remove(repeat: Repeat, row: Row): void;
  /** Take the hidden row out for good: the reader has gone on. */
  settle(): void;
}

/**
 * A removed row is hidden at once, in numbers and counts too, and leaves the form when
 * the offer to undo ends.
 * Until then nothing of it is touched, so that undoing it cannot lose anything.
 */
export function useRemoval(openRows: Set<string>, due: Due): Removal {
  const leaving = ref<string | null>(null);
  let last: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    clearTimeout(timer);
    last = undefined;
    leaving.value = null;
    due.spare([]);
  }

  function settle(): void {
    const take = last;
    if (!take) return;
    forget();
    dismiss();
    take();
  }

  function remove(repeat: Repeat, row: Row): void {
    settle();
    openRows.delete(row.id);
    leaving.value = row.id;
    due.spare(questionsIn(row.nodes));
    last = () => repeat.remove(row);
    timer = setTimeout(settle, SHOWN_FOR);
    show({
      text: words.value.fill.rowRemoved(row.position),
      undo: { label: words.value.fill.undo, run: forget },
    });
  }

  onBeforeUnmount(settle);
  return { leaving, remove, settle };
}
