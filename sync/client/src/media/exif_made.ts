/** EXIF that we write ourselves: of a shot in the page, and of a covered picture. */
import { readBlock, writeBlock } from "./exif_block";
import type { Entry } from "./exif_block";
import type { Fix } from "./types";

const ASCII = 2;
const RATIONAL = 5;
const UNDEFINED = 7;
const BYTE = 1;
const MAKER = "Chafang";

const MAKE = [0x010f, 0x0110, 0x0131, 0x0132];
const TAKING = [
  0x829a, 0x829d, 0x8827, 0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291,
  0x9292, 0x920a, 0xa405,
];

/** EXIF of a photo that this page took: when, where, and with what. */
export function shotExif(at: Date, gps: Fix | null): Uint8Array {
  const time = exifTime(at);
  return writeBlock({
    little: false,
    image: [ascii(0x0131, MAKER), ascii(0x0132, time)],
    exif: [
      { tag: 0x9000, type: UNDEFINED, count: 4, value: letters("0232") },
      ascii(0x9003, time),
      ascii(0x9004, time),
      ascii(0x9011, offsetOf(at)),
    ],
    gps: gps === null ? [] : placeEntries(gps, at),
  });
}

/**
 * What a covered picture may keep of its EXIF: camera, time and place. Thumbnails,
 * makers' notes and free texts may show what was covered, so they stay behind.
 */
export function essentials(segment: Uint8Array): Uint8Array | null {
  const block = readBlock(segment);
  if (block === null) return null;
  const among = (tags: readonly number[]) => (entry: Entry) => tags.includes(entry.tag);
  return writeBlock({
    little: block.little,
    image: block.image.filter(among(MAKE)),
    exif: block.exif.filter(among(TAKING)),
    gps: block.gps.filter((entry) => entry.tag < 0x20 && entry.type !== UNDEFINED),
  });
}

function placeEntries(gps: Fix, at: Date): Entry[] {
  const fixed = new Date(at.getTime() - gps.age_s * 1000).toISOString();
  const [hour, minute, second] = fixed.slice(11, 19).split(":").map(Number);
  return [
    { tag: 0x0000, type: BYTE, count: 4, value: new Uint8Array([2, 3, 0, 0]) },
    ascii(0x0001, gps.lat < 0 ? "S" : "N"),
    rationals(0x0002, angle(gps.lat)),
    ascii(0x0003, gps.lon < 0 ? "W" : "E"),
    rationals(0x0004, angle(gps.lon)),
    rationals(0x0007, [[hour ?? 0, 1], [minute ?? 0, 1], [second ?? 0, 1]]),
    ascii(0x0012, "WGS-84"),
    ascii(0x001d, fixed.slice(0, 10).replace(/-/g, ":")),
    rationals(0x001f, [[Math.round(gps.acc * 100), 100]]),
  ];
}

/** Degrees, minutes, and seconds to a ten-thousandth: about 3 mm. */
function angle(degrees: number): [number, number][] {
  const total = Math.round(Math.abs(degrees) * 3600 * 10_000);
  const perMinute = 60 * 10_000;
  const minutes = Math.floor(total / perMinute);
  return [[Math.floor(minutes / 60), 1], [minutes % 60, 1], [total % perMinute, 10_000]];
}

function ascii(tag: number, text: string): Entry {
  const value = letters(`${text}\0`);
  return { tag, type: ASCII, count: value.length, value };
}

function rationals(tag: number, values: readonly (readonly [number, number])[]): Entry {
  const value = new Uint8Array(values.length * 8);
  const view = new DataView(value.buffer);
  values.forEach(([over, under], index) => {
    view.setUint32(index * 8, over);
    view.setUint32(index * 8 + 4, under);
  });
  return { tag, type: RATIONAL, count: values.length, value };
}

function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The clock on the wall, as EXIF writes it: `2026:03:12 14:36:05`. */
function exifTime(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace(/-/g, ":").replace("T", " ");
}

function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
