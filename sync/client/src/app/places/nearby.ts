/** Where the phone is, for sorting visits: asked by a tap, kept nowhere, soon forgotten. */
import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref } from "vue";
import { locateOnce } from "../../media";
import type { Located, Place } from "../../media/types";

/** Milliseconds: later somebody may be in the next village. */
const FRESH = 10 * 60_000;
const LOOK = 30_000;

export type Asked = "idle" | "asking" | Exclude<Located["state"], "fixed">;

export interface Nearby {
  readonly state: Ref<Asked>;
  /** The place of the last tap while it is fresh, else null. */
  readonly here: ComputedRef<Place | null>;
  ask(): Promise<void>;
  forget(): void;
}

// In memory only: it outlives a look into a form, not the page.
const last = shallowRef<Place | null>(null);

export function useNearby(): Nearby {
  const state = ref<Asked>("idle");
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), LOOK);
  onBeforeUnmount(() => clearInterval(timer));
  const here = computed(() => (last.value && now.value - last.value.at < FRESH ? last.value : null));

  async function ask(): Promise<void> {
    if (state.value === "asking") return;
    state.value = "asking";
    const found = await locateOnce();
    now.value = Date.now();
    // By our own clock: those of receivers go wrong.
    if (found.state === "fixed") last.value = { ...found.place, at: now.value };
    state.value = found.state === "fixed" ? "idle" : found.state;
  }

  function forget(): void {
    last.value = null;
    state.value = "idle";
  }

  return { state, here, ask, forget };
}
