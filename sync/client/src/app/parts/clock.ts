import { onBeforeUnmount, ref, type Ref } from "vue";
import type { Words } from "../words";

/** The time, told every second while the component is on screen. */
export function useNow(): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => {
    now.value = Date.now();
  }, 1000);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}

const ZONE = "Asia/Shanghai";

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const calendar = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit",
});

/** "14:32" */
export function timeOf(moment: string | Date): string {
  return clock.format(new Date(moment));
}

/** "2026-03-12" */
export function dayOf(moment: string | Date): string {
  return calendar.format(new Date(moment));
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
