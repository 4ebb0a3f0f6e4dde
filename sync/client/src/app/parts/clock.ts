import { onBeforeUnmount, ref, type Ref } from "vue";
import { ZONE, dayOf } from "../../sync";
import type { Words } from "../words";

export { dayOf };

/** The time, told every second while the component is on screen. */
export function useNow(): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => {
    now.value = Date.now();
  }, 1000);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** "14:32" */
export function timeOf(moment: string | Date): string {
  return clock.format(new Date(moment));
}

/** "03-12 15:06" */
export function momentOf(moment: string | Date): string {
  return `${dayOf(moment).slice(5)} ${timeOf(moment)}`;
}

/** "6 秒前" */
export function ago(milliseconds: number, words: Words): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 60 ? words.secondsAgo(seconds) : words.minutesAgo(Math.floor(seconds / 60));
}
