import { expect, test } from "vitest";
import { bytes, share } from "../../src/app/parts/bytes";
import { badgeOf, isOver, resumedFrom } from "../../src/app/screens/outbox";
import type { OutboxItem, PhotoProgress } from "../../src/sync/types";

function photo(sent: number, state: PhotoProgress["state"]): PhotoProgress {
  return { name: "p.jpg", size: 100, sent, state };
}

function item(...photos: PhotoProgress[]): OutboxItem {
  return { photos } as unknown as OutboxItem;
}

test("a photo cut in the middle is named with the place it goes on from", () => {
  expect(resumedFrom(item(photo(100, "stored"), photo(40, "sending")))).toEqual({ nth: 2, at: 40 });
});

test("nothing resumes when every photo is whole or not begun", () => {
  expect(resumedFrom(item(photo(100, "stored"), photo(0, "waiting")))).toBeNull();
});

test("bytes are said as people say them", () => {
  expect([bytes(0), bytes(46_000_000), bytes(3_100_000_000)]).toEqual(["0 B", "46 MB", "3.1 GB"]);
  expect(share(6_800_000, 11_200_000)).toBe("6.8 / 11.2 MB");
});

test("a correction ends what the office has, and hides nothing that waits", () => {
  const standing = (state: OutboxItem["state"], revisedBy: string | null) => {
    const one = { state, revisedBy } as OutboxItem;
    return [isOver(one), badgeOf(one)];
  };
  expect(standing("returned", "uuid:2")).toEqual([true, "wait"]);
  expect(standing("returned", null)).toEqual([false, "check"]);
  expect(standing("returned", "the draft of a correction")).toEqual([false, "check"]);
  expect(standing("conflict", "uuid:2")).toEqual([false, "check"]);
  expect(standing("partial", "uuid:2")).toEqual([false, "doing"]);
});
