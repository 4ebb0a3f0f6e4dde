import { expect, test } from "vitest";
import { leanOf } from "../../src/app/camera/level";
import { coordinates, dayAndSecond, stampLines } from "../../src/app/camera/stamp";
import { troubleOf } from "../../src/app/camera/stream";
import { paperFor } from "../../src/app/drawing/paper";
import { barbs } from "../../src/app/drawing/steps";
import { lengthOf } from "../../src/app/recording/length";
import { loudness } from "../../src/app/recording/loudness";
import { enMedia } from "../../src/app/words/enMedia";
import { zhMedia } from "../../src/app/words/zhMedia";

test("the horizon is level however the phone is held, and absent over a table", () => {
  expect(leanOf(0, 9.8, 0)).toBe(0);
  expect(leanOf(0, -9.8, 0)).toBe(0);
  expect(leanOf(9.8, 0, 0)).toBe(0);
  expect(leanOf(9.8 * Math.sin(0.1), 9.8 * Math.cos(0.1), 0)).toBeCloseTo(5.73, 2);
  expect(leanOf(-9.8 * Math.sin(0.1), -9.8 * Math.cos(0.1), 0)).toBeCloseTo(5.73, 2);
  expect(leanOf(0.2, 0.1, 9.8)).toBeNull();
});

test("the stamp leaves out what is not known and never invents it", () => {
  const at = Date.parse("2026-03-12T06:36:05Z");
  const nothing = { device: null, visit: null, site: "", time: dayAndSecond(at), gps: null };
  expect(stampLines({ ...nothing, noPlace: "无定位", hash: "" })).toEqual(["2026-03-12 14:36:05", "无定位"]);
  const named = { ...nothing, site: "王楼村村民委员会", noPlace: "无定位", hash: "" };
  expect(stampLines(named)[1]).toBe("王楼村村民委员会");
  expect(coordinates({ lat: -37.1896551, lon: 116.866081, acc: 8.6, age_s: 0 })).toBe(
    "37.189655S 116.866081E WGS-84 ±9 m",
  );
});

test("what a browser throws about a camera has a name on screen", () => {
  expect(troubleOf(new DOMException("", "NotAllowedError"))).toBe("refused");
  expect(troubleOf(new DOMException("", "NotReadableError"))).toBe("busy");
  expect(troubleOf("odd")).toBe("failed");
});

test("the barbs of an arrow lie behind its tip, and a tap has none to speak of", () => {
  for (const barb of barbs({ x: 0, y: 0 }, { x: 100, y: 0 }, 10)) {
    expect(barb.x).toBeCloseTo(100 - 50 * Math.cos(Math.PI / 6));
  }
  expect(barbs({ x: 5, y: 5 }, { x: 5, y: 5 }, 10)[0]).toEqual({ x: 5, y: 5 });
});

test("paper keeps to the longest edge of the form", () => {
  expect(paperFor(null, true)).toEqual({ width: 1200, height: 800 });
  expect(paperFor(800, false)).toEqual({ width: 600, height: 800 });
});

test("lengths and loudness are told as people read them", () => {
  expect([lengthOf(5), lengthOf(765), lengthOf(3729)]).toEqual(["0:05", "12:45", "1:02:09"]);
  expect(loudness(new Uint8Array(16).fill(128))).toBe(0);
  expect(loudness(new Uint8Array([0, 255, 0, 255]))).toBe(1);
});

test("both languages have the same words, and nobody is shouted at", () => {
  const keys = (words: object, path = ""): string[] =>
    Object.entries(words).flatMap(([key, word]) =>
      typeof word === "object" ? keys(word, `${path}${key}.`) : [`${path}${key}`]);
  expect(keys(enMedia)).toEqual(keys(zhMedia));
  expect(JSON.stringify(zhMedia)).not.toMatch(/！|请稍候|亲|哦/);
});
