import { computed, onBeforeUnmount, ref, shallowRef, type Ref } from "vue";
import type { Thresholds } from "../../forms/types";
import { locateOnce } from "../../media";
import type { Locator, Place } from "../../media/types";
import { useNow } from "../parts/clock";
import { better, isFresh, isGood } from "../places/best";

/** Milliseconds without any fix, and with one that gets better. */
const PATIENCE = 30_000;
const LONGEST = 60_000;

export type TakingState = "idle" | "taking" | "denied" | "unavailable" | "unsupported" | "timeout";

export interface Taking {
  readonly state: Ref<TakingState>;
  /** The best place of this attempt. */
  readonly place: Ref<Place | null>;
  readonly seconds: Ref<number>;
  start(): void;
  /** Take the best place there is, by hand. */
  enough(): void;
  /** Give up this attempt; what was answered before stands. */
  stop(): void;
}

/** What the question has, and how it is written. */
export interface Asked {
  readonly thresholds: () => Thresholds;
  readonly answered: () => boolean;
  readonly keep: (place: Place) => void;
}

/**
 * Take the place: the best fix is kept, until it is good enough, the reader has
 * enough, or a minute is over. An open question is answered by the first fix at once;
 * an answer that is there is only replaced at the end.
 */
export function useTaking(locator: Locator, asked: Asked): Taking {
  const state = ref<TakingState>("idle");
  const place = shallowRef<Place | null>(null);
  const now = useNow();
  const began = ref(0);
  let isOpen = false;
  let known: Place | null = null;
  let quiet: (() => void) | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];

  function end(reached: TakingState): void {
    for (const timer of timers) clearTimeout(timer);
    quiet?.();
    quiet = undefined;
    state.value = reached;
  }

  function conclude(): void {
    if (state.value !== "taking") return;
    if (place.value && !isOpen) asked.keep(place.value);
    end(place.value ? "idle" : "timeout");
  }

  function offer(found: Place): void {
    const best = better(place.value, found);
    if (state.value !== "taking" || best === place.value) return;
    place.value = best;
    if (isOpen) asked.keep(best);
    if (isGood(best, asked.thresholds())) conclude();
  }

  function look(): void {
    if (locator.last && locator.last !== known) offer(locator.last);
    known = locator.last;
    lookAtState();
  }

  function lookAtState(): void {
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
    isOpen = !asked.answered();
    known = locator.last;
    quiet = locator.onChange(look);
    if (known && isFresh(known, began.value)) offer(known);
    if (state.value !== "taking") return;
    timers = [
      setTimeout(() => place.value ?? conclude(), PATIENCE),
      setTimeout(conclude, LONGEST),
    ];
    lookAtState();
    void ask();
  }

  onBeforeUnmount(() => end("idle"));
  const seconds = computed(() => Math.max(0, Math.round((now.value - began.value) / 1000)));
  return { state, place, seconds, start, enough: conclude, stop: () => end("idle") };
}
