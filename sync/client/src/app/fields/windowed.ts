import { computed, ref, type ComputedRef, type Ref } from "vue";

/** Lists longer than this are drawn in part. */
export const LONG = 100;
/** The height of a row in pixels; the style sheet says the same. */
export const ROW = 56;
const SPARE = 8;

/** The part of a long list that is on screen, and the room above and below it. */
export interface Windowed<Row> {
  readonly rows: ComputedRef<readonly Row[]>;
  readonly above: ComputedRef<number>;
  readonly below: ComputedRef<number>;
  readonly isWindowed: ComputedRef<boolean>;
  onScroll(event: Event): void;
  /** Another list: begin at its top. */
  rewind(): void;
}

export function useWindow<Row>(list: Ref<readonly Row[]>): Windowed<Row> {
  const top = ref(0);
  const height = ref(ROW * 12);
  const isWindowed = computed(() => list.value.length > LONG);
  const first = computed(() =>
    isWindowed.value ? Math.max(0, Math.floor(top.value / ROW) - SPARE) : 0,
  );
  const count = computed(() =>
    isWindowed.value ? Math.ceil(height.value / ROW) + 2 * SPARE : list.value.length,
  );
  const rows = computed(() => list.value.slice(first.value, first.value + count.value));

  function onScroll(event: Event): void {
    const { scrollTop, clientHeight } = event.target as HTMLElement;
    // Moves by whole rows, so that scrolling within one draws nothing anew.
    top.value = Math.floor(scrollTop / ROW) * ROW;
    height.value = clientHeight;
  }

  return {
    rows,
    above: computed(() => first.value * ROW),
    below: computed(() => (list.value.length - first.value - rows.value.length) * ROW),
    isWindowed,
    onScroll,
    rewind: () => {
      top.value = 0;
    },
  };
}
