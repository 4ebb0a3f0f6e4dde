import { computed, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import type { OutboxItem } from "../../sync/types";
import { useNow } from "../parts/clock";
import { observed, timeLeft, type Sample, type TimeLeft } from "./pace";

/** What is still to be sent, over all submissions. */
export interface Queue {
  readonly items: readonly OutboxItem[];
  readonly photosLeft: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

const WAITS: ReadonlySet<string> = new Set(["queued", "sending", "partial"]);

/** Gather what waits or is under way, in the order of its sending. */
export function queueOf(outbox: readonly OutboxItem[]): Queue {
  const items = outbox
    .filter((item) => WAITS.has(item.state))
    .sort((a, b) => (a.finalisedAt < b.finalisedAt ? -1 : 1));
  const sum = (of: (item: OutboxItem) => number): number =>
    items.reduce((all, item) => all + of(item), 0);
  return {
    items,
    photosLeft: sum((item) => item.photos.filter((photo) => photo.state !== "stored").length),
    sentBytes: sum((item) => item.sentBytes),
    totalBytes: sum((item) => item.totalBytes),
  };
}

/** How long the queue will take, told anew every second. */
export function useTimeLeft(outbox: Ref<readonly OutboxItem[] | null>): ComputedRef<TimeLeft> {
  const samples = shallowRef<readonly Sample[]>([]);
  const now = useNow();
  watch(outbox, (items) => {
    const sent = (items ?? []).reduce((all, item) => all + item.sentBytes, 0);
    samples.value = observed(samples.value, { at: Date.now(), sent });
  });
  return computed(() => {
    const { sentBytes, totalBytes } = queueOf(outbox.value ?? []);
    return timeLeft(samples.value, totalBytes - sentBytes, now.value);
  });
}
