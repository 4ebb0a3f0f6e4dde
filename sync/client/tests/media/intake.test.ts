import { expect, test } from "vitest";
import { exifOf, jpegSize, orientationOf, withExif } from "../../src/media/exif";
import { sha256, takeIn } from "../../src/media";
import { fixAt } from "../../src/media/place";
import { fit } from "../../src/media/shrink";
import { sniff } from "../../src/media/sniff";

function bytes(...values: number[]): ArrayBuffer {
  return new Uint8Array(values).buffer;
}

const FRAME = [0xff, 0xc0, 0, 11, 8, 0x0c, 0, 0x10, 0, 1, 1, 0x11, 0];
const TAIL = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];
const APP0 = [0xff, 0xe0, 0, 4, 0x4a, 0x46];

/** A segment with one tag: orientation 6, in either byte order. */
function exif(little: boolean): number[] {
  const two = (value: number) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const four = (value: number) => (little ? [...two(value), 0, 0] : [0, 0, ...two(value)]);
  const tiff = [
    ...(little ? [0x49, 0x49] : [0x4d, 0x4d]), ...two(42), ...four(8),
    ...two(1), ...two(0x0112), ...two(3), ...four(1), ...two(6), 0, 0, ...four(0),
  ];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return [0xff, 0xe1, 0, body.length + 2, ...body];
}

const OPTIONS = { maxPixels: null, source: "gallery", gps: null, capturedAt: new Date(0), calledAs: null } as const;

test("a file of no bytes is refused", async () => {
  expect(await takeIn(new Blob([]), OPTIONS)).toEqual({ state: "refused", reason: "empty" });
});

test("a file that cannot be read is refused, not thrown", async () => {
  const gone = { size: 5, arrayBuffer: () => Promise.reject(new Error("gone")) } as unknown as Blob;
  expect(await takeIn(gone, OPTIONS)).toEqual({ state: "refused", reason: "unreadable" });
});

test("without a limit the bytes and their hash are the original's", async () => {
  const original = bytes(0xff, 0xd8, ...exif(true), ...FRAME, ...TAIL);
  const taken = await takeIn(new Blob([original], { type: "image/png" }), OPTIONS);
  if (taken.state !== "taken") throw new Error(taken.state);
  expect(new Uint8Array(taken.photo.bytes)).toEqual(new Uint8Array(original));
  expect(taken.photo).toMatchObject({
    mime: "image/jpeg", extension: ".jpg", size: original.byteLength,
    sha256: await sha256(original),
  });
});

test("a small JPEG is never decoded, a large one is shrunk, a HEIC is kept", async () => {
  const jpeg = bytes(0xff, 0xd8, ...FRAME, ...TAIL);
  const heic = bytes(0, 0, 0, 24, ...[..."ftypheic"].map((letter) => letter.charCodeAt(0)));
  const seen: number[] = [];
  const shrink = async (_: ArrayBuffer, __: string, longest: number) => {
    seen.push(longest);
    return bytes(0xff, 0xd8, 0xff);
  };
  const sizes = [];
  for (const [file, maxPixels] of [[jpeg, 4096], [jpeg, 1600], [heic, 1600]] as const) {
    const taken = await takeIn(new Blob([file]), { ...OPTIONS, maxPixels }, shrink);
    sizes.push(taken.state === "taken" ? taken.photo.size : taken.reason);
  }
  expect(seen).toEqual([1600]);
  expect(sizes).toEqual([jpeg.byteLength, 3, heic.byteLength]);
});

test.each([true, false])("EXIF is carried over a resize, turned upright (little %s)", (little) => {
  const segment = exifOf(bytes(0xff, 0xd8, ...APP0, ...exif(little), ...FRAME, ...TAIL))!;
  expect(Array.from(segment)).toEqual(exif(little));
  const joined = withExif(bytes(0xff, 0xd8, ...APP0, ...FRAME, ...TAIL), segment);
  const wanted = exif(little);
  wanted[wanted.indexOf(6, 24)] = 1;
  expect(Array.from(exifOf(joined)!)).toEqual(wanted);
  expect(jpegSize(joined)).toEqual({ width: 4096, height: 3072 });
  expect(Array.from(new Uint8Array(joined)).slice(0, 8)).toEqual([0xff, 0xd8, ...APP0]);
});

test.each([true, false])("how a photo is to be turned is read (little %s)", (little) => {
  expect(orientationOf(bytes(0xff, 0xd8, ...exif(little), ...FRAME, ...TAIL))).toBe(6);
  expect(orientationOf(bytes(0xff, 0xd8, ...FRAME, ...TAIL))).toBe(1);
});

test("a JPEG cut short is read without a throw", () => {
  const whole = [0xff, 0xd8, ...APP0, ...exif(true), ...FRAME, ...TAIL];
  for (let length = 0; length < whole.length; length++) {
    const cut = bytes(...whole.slice(0, length));
    expect(() => [exifOf(cut), jpegSize(cut), orientationOf(cut), sniff(cut)]).not.toThrow();
  }
});

test("types come from the bytes", () => {
  const ascii = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
  expect(sniff(ascii("RIFF1234WEBPVP8 ")).mime).toBe("image/webp");
  expect(sniff(bytes(0x89, 0x50, 0x4e, 0x47)).mime).toBe("image/png");
  expect(sniff(ascii("<html>")).mime).toBe("application/octet-stream");
});

test("a photo fits its longest edge and is never enlarged", () => {
  expect(fit({ width: 3000, height: 4000 }, 1600)).toEqual({ width: 1200, height: 1600 });
  expect(fit({ width: 300, height: 400 }, 1600)).toEqual({ width: 300, height: 400 });
});

test("a fix older than five minutes says nothing about a photo", () => {
  const place = { latitude: 37.1, longitude: 116.8, altitude: null, accuracy: 12, at: 1_000_000 };
  expect(fixAt(place, new Date(1_006_000))).toEqual({ lat: 37.1, lon: 116.8, acc: 12, age_s: 6 });
  expect(fixAt(place, new Date(1_301_000))).toBeNull();
});
