import { expect, test } from "vitest";
import { backoff, nextChunk, retryAfter, told } from "../../src/sync/backoff";
import { carriesPhotos, lineOf } from "../../src/sync/line";
import type { Connection, Line, PhotoWish } from "../../src/sync/line";

test.each<[string | undefined, Line]>([
  ["wifi", "wifi"], ["ethernet", "wifi"], ["cellular", "mobile"], ["bluetooth", "mobile"],
  ["unknown", "untold"], ["none", "untold"], [undefined, "untold"],
])("a connection of type %s is %s", (type, line) => {
  expect(lineOf({ type } as Connection)).toBe(line);
});

test("a browser without the interface tells nothing", () => {
  expect(lineOf(null)).toBe("untold");
});

test.each<[PhotoWish, Line, string]>([
  ["any_line", "wifi", "go"], ["any_line", "mobile", "go"], ["any_line", "untold", "go"],
  ["wifi_only", "wifi", "go"], ["wifi_only", "mobile", "wait"], ["wifi_only", "untold", "go"],
  ["now_anyway", "wifi", "go"], ["now_anyway", "mobile", "go"], ["now_anyway", "untold", "go"],
])("photos wished %s on a line of %s %s", (wish, line, then) => {
  expect(carriesPhotos(wish, line) ? "go" : "wait").toBe(then);
});

test("waits double, are spread by half, and never exceed five minutes", () => {
  expect([1, 2, 3].map((attempt) => backoff(attempt, 1))).toEqual([2_000, 4_000, 8_000]);
  expect(backoff(3, 0)).toBe(4_000);
  expect(backoff(60, 1)).toBe(300_000);
});

test("what the server asked for is never cut short, and spread upwards", () => {
  expect(told(10_000, 0)).toBe(10_000);
  expect(told(10_000, 1)).toBe(15_000);
});

test("Retry-After is read as seconds or as a date, and nonsense is none", () => {
  const now = new Date("2026-03-12T06:00:00Z");
  expect(retryAfter("7", now)).toBe(7_000);
  expect(retryAfter("Thu, 12 Mar 2026 06:00:30 GMT", now)).toBe(30_000);
  expect(retryAfter("soon", now)).toBeNull();
  expect(retryAfter(null, now)).toBeNull();
});

test("pieces grow and shrink towards five seconds each, within their limits", () => {
  expect(nextChunk(65_536, 1_000)).toBe(131_072);
  expect(nextChunk(65_536, 60_000)).toBe(32_768);
  expect(nextChunk(262_144, 100)).toBe(262_144);
});
