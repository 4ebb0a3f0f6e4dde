import { computed, ref, watch, type ComputedRef } from "vue";

const PART = 20;

/** The first of a long list at once, more when they are asked for. */
export interface Portion<T> {
  readonly shown: ComputedRef<readonly T[]>;
  /** How many are not shown yet. */
  readonly rest: ComputedRef<number>;
  more(): void;
}

/** Show a list in portions; it begins at its top again when `anew` changes. */
export function usePortion<T>(all: () => readonly T[], anew: () => unknown): Portion<T> {
  const most = ref(PART);
  const shown = computed(() => all().slice(0, most.value));
  const rest = computed(() => all().length - shown.value.length);
  watch(anew, () => (most.value = PART));
  return { shown, rest, more: () => (most.value += PART * 2) };
}
