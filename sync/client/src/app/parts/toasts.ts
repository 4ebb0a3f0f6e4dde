import { shallowRef } from "vue";

/** What was just done and how to take it back. */
export type Toast = { text: string; undo: { label: string; run: () => void } | null };

/** Long enough to think again, in milliseconds. */
export const SHOWN_FOR = 8000;

/** The toast on screen, or null. Errors are never shown this way. */
export const toast = shallowRef<Toast | null>(null);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Show a toast for eight seconds; a newer one takes its place. */
export function show(next: Toast): void {
  clearTimeout(timer);
  toast.value = next;
  timer = setTimeout(dismiss, SHOWN_FOR);
}

/** Take the toast off the screen. */
export function dismiss(): void {
  clearTimeout(timer);
  toast.value = null;
}
