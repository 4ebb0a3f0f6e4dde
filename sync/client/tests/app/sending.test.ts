import { expect, test } from "vitest";
import { skew } from "../../src/app/parts/skew";
import { step, type Standing, type Step } from "../../src/app/renewal/step";
import { observed, timeLeft, type Sample } from "../../src/app/screens/pace";
import { queueOf } from "../../src/app/screens/queue";
import { zh } from "../../src/app/words/zh";
import type { OutboxItem } from "../../src/sync/types";

const steady: Sample[] = [0, 10, 20].map((second) => ({ at: second * 1000, sent: second * 50_000 }));

test("the time left follows what was confirmed, not what left the phone", () => {
  expect(timeLeft(steady, 6_000_000, 20_000)).toEqual({ state: "left", minutes: 2 });
});

test("nothing is promised before there is a pace, nor when it has stopped", () => {
  expect(timeLeft([], 1, 0)).toEqual({ state: "unknown" });
  expect(timeLeft([{ at: 0, sent: 5 }], 1, 3_000)).toEqual({ state: "unknown" });
  expect(timeLeft(steady, 6_000_000, 51_000)).toEqual({ state: "stalled" });
});

test("only the last minute counts, and a count that falls begins anew", () => {
  const later = observed(steady, { at: 75_000, sent: 2_000_000 });
  expect(later.map((sample) => sample.at)).toEqual([20_000, 75_000]);
  expect(observed(steady, { at: 30_000, sent: 7 })).toEqual([{ at: 30_000, sent: 7 }]);
  expect(observed(steady, { at: 30_000, sent: 1_000_000 })).toEqual(steady);
});

test("the queue counts photos and bytes of all that waits, and of nothing else", () => {
  const item = (state: string, ...stored: boolean[]): OutboxItem =>
    ({
      state, sentBytes: 10, totalBytes: 100,
      photos: stored.map((is) => ({ state: is ? "stored" : "waiting" })),
    }) as unknown as OutboxItem;
  const queue = queueOf([
    item("sending", true, false), item("queued", false, false), item("delivered", true), item("conflict", false),
  ]);
  expect(queue).toMatchObject({ photosLeft: 3, sentBytes: 20, totalBytes: 200 });
  expect(queue.items).toHaveLength(2);
});

test.each<[Standing["newer"], Standing["page"], Step]>([
  ["none", "shown", "rest"], ["none", "hidden", "rest"],
  ["untried", "filling", "rest"], ["untried", "shown", "try"], ["untried", "hidden", "try"],
  ["trying", "shown", "rest"], ["trying", "hidden", "rest"],
  ["bad", "shown", "stay"], ["bad", "hidden", "stay"], ["bad", "filling", "stay"],
  ["good", "shown", "ready"], ["good", "filling", "ready"], ["good", "hidden", "take_over"],
])("a newer version that is %s while the page is %s: %s", (newer, page, wanted) => {
  expect(step({ newer, page })).toBe(wanted);
});

test("a clock that is off is told in the largest measure; five minutes are nothing", () => {
  expect(skew(4 * 60_000, zh)).toBeNull();
  expect(skew(-7 * 60_000, zh)).toContain("慢 7 分钟");
  expect(skew(3 * 3_600_000, zh)).toContain("快 3 小时");
  expect(skew(1_826 * 86_400_000, zh)).toContain("快 5 年 1 天");
});
