import { onBeforeUnmount, onMounted, watch, type Ref } from "vue";

/** The screen stays on while this is wanted; browsers forget it when the page is hidden. */
export function useAwake(wanted: Readonly<Ref<boolean>>): void {
  let held: WakeLockSentinel | null = null;
  /** A lock that comes after the next change is let go. */
  let turns = 0;

  async function renew(): Promise<void> {
    letSleep();
    if (!wanted.value || document.visibilityState === "hidden") return;
    const mine = turns;
    const lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (mine === turns) held = lock;
    else void lock?.release();
  }

  function letSleep(): void {
    turns += 1;
    void held?.release();
    held = null;
  }

  watch(wanted, renew);
  onMounted(() => document.addEventListener("visibilitychange", renew));
  onBeforeUnmount(() => {
    document.removeEventListener("visibilitychange", renew);
    letSleep();
  });
}
