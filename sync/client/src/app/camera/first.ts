/** Whether photos are covered before they are kept; it stays as it was last chosen. */
import { ref, type Ref } from "vue";

const KEY = "chafang.cover-first";

export const coversFirst: Ref<boolean> = ref(kept());

export function turnCoversFirst(): void {
  coversFirst.value = !coversFirst.value;
  try {
    localStorage.setItem(KEY, String(coversFirst.value));
  } catch {
    // Storage is shut: the choice holds until the page is closed.
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === "true";
  } catch {
    return false;
  }
}
