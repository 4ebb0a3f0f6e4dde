import { expect, test } from "vitest";
import { essentials, exifOf, shotExif, withExif } from "../../src/media";
import { readBlock, writeBlock } from "../../src/media/exif_block";
import type { Entry } from "../../src/media/exif_block";

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 0xff, 0xd9]).buffer;
const AT = new Date("2026-03-12T06:36:05Z");
const FIX = { lat: 37.189655, lon: -116.866081, acc: 9, age_s: 2 };

const text = (entries: readonly Entry[], tag: number): string =>
  new TextDecoder().decode(found(entries, tag).value).replace(/\0$/, "");

function found(entries: readonly Entry[], tag: number): Entry {
  const entry = entries.find((each) => each.tag === tag);
  if (entry === undefined) throw new Error(`no tag ${tag.toString(16)}`);
  return entry;
}

function figures(entries: readonly Entry[], tag: number): number[] {
  const { value } = found(entries, tag);
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return Array.from({ length: value.length / 8 }, (_, index) =>
    view.getUint32(index * 8) / view.getUint32(index * 8 + 4));
}

test("a shot in the page says when and where it was taken", () => {
  const block = readBlock(exifOf(withExif(JPEG, shotExif(AT, FIX)))!)!;
  expect(text(block.exif, 0x9003)).toBe("2026:03:12 14:36:05");
  expect(text(block.exif, 0x9011)).toBe("+08:00");
  expect(text(block.gps, 1) + text(block.gps, 3)).toBe("NW");
  const [degrees, minutes, seconds] = figures(block.gps, 2) as [number, number, number];
  expect(degrees + minutes / 60 + seconds / 3600).toBeCloseTo(37.189655, 7);
  expect(figures(block.gps, 4).slice(0, 2)).toEqual([116, 51]);
  expect(figures(block.gps, 7)).toEqual([6, 36, 3]);
  expect(figures(block.gps, 0x1f)).toEqual([9]);
});

test("a shot without a fix says nothing of a place", () => {
  expect(readBlock(shotExif(AT, null))!.gps).toEqual([]);
});

test.each([true, false])("what is covered takes no thumbnail, note or text along (little %s)", (little) => {
  const secret = new TextEncoder().encode("face of a resident");
  const note = (tag: number): Entry => ({ tag, type: 7, count: secret.length, value: secret });
  const model: Entry = { tag: 0x0110, type: 2, count: 5, value: new TextEncoder().encode("P40\0\0") };
  const time: Entry = { tag: 0x9003, type: 2, count: 20, value: new TextEncoder().encode("2026:03:12 14:36:05\0") };
  const whole = writeBlock({
    little, image: [note(0x010e), model], exif: [note(0x927c), note(0x9286), time], gps: [note(0x1b)],
  });
  const pared = essentials(withThumbnail(whole, secret))!;
  expect(new TextDecoder("latin1").decode(pared)).not.toContain("face");
  const block = readBlock(pared)!;
  expect(block.image).toEqual([model]);
  expect(block.exif).toEqual([time]);
  expect(block.gps).toEqual([]);
});

/** Hang a second image behind the first, as cameras do. */
function withThumbnail(segment: Uint8Array, picture: Uint8Array): Uint8Array {
  const joined = new Uint8Array(segment.length + picture.length);
  joined.set(segment);
  joined.set(picture, segment.length);
  return joined;
}

test("EXIF cut anywhere is read without a throw", () => {
  const whole = shotExif(AT, FIX);
  for (let length = 10; length < whole.length; length++) {
    expect(() => essentials(whole.slice(0, length))).not.toThrow();
  }
});

test("a directory that points beyond its end, or at itself, yields what can be read", () => {
  const looped = shotExif(AT, FIX);
  const view = new DataView(looped.buffer, 10);
  view.setUint16(8, 0xffff);
  expect(() => readBlock(looped)).not.toThrow();
});
