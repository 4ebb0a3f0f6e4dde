import { expect, test } from "vitest";
import { aimOf, better, isFresh, isGood, mostOf } from "../../../src/app/places/best";

const BEGAN = 1_000_000;
const SAID_NOTHING = { accuracy: null, unacceptable: null };

function place(accuracy: number, at = BEGAN) {
  return { latitude: 37.1, longitude: 116.8, altitude: null, accuracy, at };
}

test.each([
  ["the first fix", null, place(80), 80],
  ["a better one", place(80), place(20), 20],
  ["a worse one", place(20), place(80), 20],
  ["one as good", place(20), place(20), 20],
  ["a better one of a receiver whose clock is wrong", place(80), place(5, 0), 5],
])("the best of an attempt: %s", (_name, kept, found, accuracy) => {
  expect(better(kept, found).accuracy).toBe(accuracy);
});

test("what was known before the tap counts for a minute", () => {
  expect(isFresh(place(5, BEGAN - 59_000), BEGAN)).toBe(true);
  expect(isFresh(place(5, BEGAN - 61_000), BEGAN)).toBe(false);
});

test.each([
  ["15 m, when the form says nothing", SAID_NOTHING, 15, true],
  ["more than 15 m", SAID_NOTHING, 16, false],
  ["what the form asks for", { accuracy: 5, unacceptable: null }, 5, true],
  ["less than the form asks for", { accuracy: 5, unacceptable: null }, 12, false],
  ["0 in the form: never by itself", { accuracy: 0, unacceptable: null }, 1, false],
])("when to stop: %s", (_name, thresholds, accuracy, isEnough) => {
  expect(isGood(place(accuracy), thresholds)).toBe(isEnough);
});

test("warns from the form's own limit on, else from 100 m", () => {
  expect(mostOf({ accuracy: null, unacceptable: 50 })).toBe(50);
  expect(mostOf(SAID_NOTHING)).toBe(100);
  expect(aimOf(SAID_NOTHING)).toBe(15);
});
