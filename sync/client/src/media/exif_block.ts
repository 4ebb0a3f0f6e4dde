/** EXIF read as entries, chosen from, and written anew. */

/** Values stay in the byte order of their block. */
export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Uint8Array;
}

export interface Block {
  readonly little: boolean;
  readonly image: readonly Entry[];
  readonly exif: readonly Entry[];
  readonly gps: readonly Entry[];
}

const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const LONG = 4;
/** Marker (2), length (2), "Exif\0\0" (6); then TIFF. */
const HEAD = 10;
const TIFF_HEAD = 8;
const UNIT: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
/** Longer values are no camera settings: a maker's notes, a preview. */
const LONGEST = 512;

/** Read a segment; what cannot be read is left out, null when nothing can. */
export function readBlock(segment: Uint8Array): Block | null {
  const tiff = segment.subarray(HEAD);
  if (tiff.length < TIFF_HEAD) return null;
  const little = tiff[0] === 0x49;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const read = (start: number | null): Entry[] => (start === null ? [] : entries(view, start, little));
  const image = read(view.getUint32(4, little));
  const below = (tag: number): Entry[] => read(pointer(image, tag, little));
  return { little, image: image.filter(isPlain), exif: below(EXIF_IFD), gps: below(GPS_IFD) };
}

/** Write a segment with its marker. It has no second image, so no thumbnail. */
export function writeBlock(block: Block): Uint8Array {
  const { little, exif, gps } = block;
  const imageCount = block.image.length + Number(exif.length > 0) + Number(gps.length > 0);
  const exifAt = TIFF_HEAD + directorySize(block.image, imageCount);
  const gpsAt = exifAt + (exif.length > 0 ? directorySize(exif, exif.length) : 0);
  const image = [
    ...block.image,
    ...(exif.length > 0 ? [link(EXIF_IFD, exifAt, little)] : []),
    ...(gps.length > 0 ? [link(GPS_IFD, gpsAt, little)] : []),
  ];
  const size = HEAD + gpsAt + (gps.length > 0 ? directorySize(gps, gps.length) : 0);
  const out = new Uint8Array(size);
  out.set([0xff, 0xe1, (size - 2) >> 8, (size - 2) & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  const view = new DataView(out.buffer, HEAD);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, TIFF_HEAD, little);
  writeDirectory(view, TIFF_HEAD, image, little);
  if (exif.length > 0) writeDirectory(view, exifAt, exif, little);
  if (gps.length > 0) writeDirectory(view, gpsAt, gps, little);
  return out;
}

function entries(view: DataView, start: number, little: boolean): Entry[] {
  if (start + 2 > view.byteLength) return [];
  const found: Entry[] = [];
  for (let index = 0; index < view.getUint16(start, little); index++) {
    const at = start + 2 + index * 12;
    if (at + 12 > view.byteLength) break;
    const entry = entryAt(view, at, little);
    if (entry !== null) found.push(entry);
  }
  return found;
}

function entryAt(view: DataView, at: number, little: boolean): Entry | null {
  const tag = view.getUint16(at, little);
  const type = view.getUint16(at + 2, little);
  const count = view.getUint32(at + 4, little);
  const size = (UNIT[type] ?? Infinity) * count;
  const from = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
  if (size > LONGEST || from + size > view.byteLength) return null;
  const value = new Uint8Array(view.buffer, view.byteOffset + from, size).slice();
  return { tag, type, count, value };
}

function pointer(found: readonly Entry[], tag: number, little: boolean): number | null {
  const value = found.find((entry) => entry.tag === tag && entry.type === LONG)?.value;
  return value === undefined ? null : new DataView(value.buffer).getUint32(0, little);
}

function isPlain(entry: Entry): boolean {
  return entry.tag !== EXIF_IFD && entry.tag !== GPS_IFD;
}

function link(tag: number, at: number, little: boolean): Entry {
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, at, little);
  return { tag, type: LONG, count: 1, value };
}

/** Bytes of a directory with `count` entries and the values that lie behind it. */
function directorySize(found: readonly Entry[], count: number): number {
  return 2 + count * 12 + 4 + found.reduce((sum, entry) => sum + outside(entry), 0);
}

function outside(entry: Entry): number {
  const { length } = entry.value;
  return length <= 4 ? 0 : length + (length % 2);
}

function writeDirectory(view: DataView, start: number, found: readonly Entry[], little: boolean): void {
  const sorted = [...found].sort((a, b) => a.tag - b.tag);
  const bytes = new Uint8Array(view.buffer, view.byteOffset);
  view.setUint16(start, sorted.length, little);
  let behind = start + 2 + sorted.length * 12 + 4;
  sorted.forEach((entry, index) => {
    const at = start + 2 + index * 12;
    view.setUint16(at, entry.tag, little);
    view.setUint16(at + 2, entry.type, little);
    view.setUint32(at + 4, entry.count, little);
    if (entry.value.length <= 4) return bytes.set(entry.value, at + 8);
    view.setUint32(at + 8, behind, little);
    bytes.set(entry.value, behind);
    behind += outside(entry);
  });
}
