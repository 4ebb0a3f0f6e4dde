import { expect, test } from "vitest";
import { sourceOf } from "../../src/media";
import { sniff } from "../../src/media/sniff";

const ASKED = Date.parse("2026-03-12T06:36:05Z");

test.each([
  ["camera", ASKED + 8_000, "input_camera"],
  ["camera", ASKED - 30_000, "input_camera"],
  ["camera", ASKED - 90_000, "gallery"],
  ["camera", 0, "unknown"],
  ["camera", NaN, "unknown"],
  ["gallery", ASKED + 8_000, "gallery"],
  ["gallery", 0, "gallery"],
] as const)("a file by way of the %s, changed at %d, came from: %s", (way, changed, source) => {
  expect(sourceOf(way, changed, ASKED)).toBe(source);
});

function webm(...types: number[]): ArrayBuffer {
  const tracks = types.flatMap((type) => [0xd7, 0x81, 1, 0x83, 0x81, type]);
  return new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...Array(40).fill(0), ...tracks]).buffer;
}

test("a recording without a picture is a sound, whatever holds it", () => {
  expect(sniff(webm(2)).mime).toBe("audio/webm");
  expect(sniff(webm(1, 2)).mime).toBe("video/webm");
  expect(sniff(webm()).mime).toBe("video/webm");
});
