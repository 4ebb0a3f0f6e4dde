import { computed, onBeforeUnmount, ref, shallowRef, type Ref } from "vue";
import { locateOnce } from "../../media";
import type { Locator, Place } from "../../media/types";
import { useNow } from "../parts/clock";

const GOOD_ENOUGH = 15;
const PATIENCE = 30_000;
const FRESH = 60_000;

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

  function offer(found: Place): void {
    if (state.value !== "taking" || found.at < began.value - FRESH) return;
    if (place.value && found.accuracy > place.value.accuracy) return;
    place.value = found;
    keep(found);
    if (found.accuracy <= GOOD_ENOUGH) end("idle");
  }

  function look(): void {
    if (locator.last) offer(locator.last);
    const { state: found } = locator;
    if (found === "denied" || found === "unsupported") end(found);
  }

  // A phone that stands still reports nothing new by itself: ask it.
  async function ask(): Promise<void> {
    const answer = await locateOnce();
    if (answer.state === "fixed") return offer(answer.place);
    if (state.value === "taking" && !place.value) end(answer.state);
  }

  function start(): void {
    end("taking");
    began.value = Date.now();
    place.value = null;
    quiet = locator.onChange(look);
    timer = setTimeout(() => end(place.value ? "idle" : "timeout"), PATIENCE);
    look();
    void ask();
  }

  onBeforeUnmount(() => end("idle"));
  const seconds = computed(() => Math.max(0, Math.round((now.value - began.value) / 1000)));
  return { state, place, seconds, start, stop: () => end("idle") };
}
