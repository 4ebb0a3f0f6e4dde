import { computed, onBeforeUnmount, ref, shallowRef, type Ref } from "vue";
import type { Locator, Place } from "../../media/types";
import { useNow } from "../parts/clock";

const GOOD_ENOUGH = 15;
const PATIENCE = 30_000;

export type TakingState = "idle" | "taking" | "denied" | "unavailable" | "unsupported" | "timeout";

export interface Taking {
  readonly state: Ref<TakingState>;
  /** The best place of this attempt. */
  readonly place: Ref<Place | null>;
  readonly seconds: Ref<number>;
  start(): void;
  stop(): void;
}

/**
 * Take the place: the first fix is kept at once and better ones replace it, until
 * it is good enough, the reader has enough, or half a minute is over.
 */
export function useTaking(locator: Locator, keep: (place: Place) => void): Taking {
  const state = ref<TakingState>("idle");
  const place = shallowRef<Place | null>(null);
  const now = useNow();
  const began = ref(0);
  let quiet: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end(reached: TakingState): void {
    clearTimeout(timer);
    quiet?.();
    quiet = undefined;
    state.value = reached;
  }

  function look(): void {
    const { last, state: found } = locator;
    if (found !== "fixed" && found !== "waiting") return end(found);
    if (!last || last.at < began.value - 10_000) return;
    if (place.value && last.accuracy > place.value.accuracy) return;
    place.value = last;
    keep(last);
    if (last.accuracy <= GOOD_ENOUGH) end("idle");
  }

  function start(): void {
    end("taking");
    began.value = Date.now();
    place.value = null;
    quiet = locator.onChange(look);
    timer = setTimeout(() => end(place.value ? "idle" : "timeout"), PATIENCE);
    look();
  }

  onBeforeUnmount(() => end("idle"));
  const seconds = computed(() => Math.max(0, Math.round((now.value - began.value) / 1000)));
  return { state, place, seconds, start, stop: () => end("idle") };
}
