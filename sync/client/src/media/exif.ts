/** EXIF as bytes: carried over a resize that would drop it. No decoding here. */

interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const SOI = 2;
const APP0 = 0xe0;
const APP1 = 0xe1;
const SOS = 0xda;
const ORIENTATION = 0x0112;
/** Marker (2), length (2), "Exif\0\0" (6), then TIFF. */
const TIFF = 10;

/** The EXIF segment of a JPEG, with its marker; null when it has none. */
export function exifOf(jpeg: ArrayBuffer): Uint8Array | null {
  const bytes = new Uint8Array(jpeg);
  for (const { marker, start, end } of segments(bytes)) {
    if (marker === APP1 && isExif(bytes, start)) return bytes.slice(start, end);
  }
  return null;
}

/** Width and height of a JPEG as stored, before orientation; null when unreadable. */
export function jpegSize(jpeg: ArrayBuffer): { width: number; height: number } | null {
  const view = new DataView(jpeg);
  for (const { marker, start, end } of segments(new Uint8Array(jpeg))) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame || end - start < 9) continue;
    return { height: view.getUint16(start + 5), width: view.getUint16(start + 7) };
  }
  return null;
}

/** How a JPEG is to be turned, as EXIF writes it: 1 is upright, 6 a quarter. */
export function orientationOf(jpeg: ArrayBuffer): number {
  const exif = exifOf(jpeg);
  if (exif === null || exif.length < TIFF) return 1;
  const tiff = new DataView(exif.buffer, TIFF);
  const entry = orientationEntry(tiff);
  return entry === null ? 1 : tiff.getUint16(entry + 8, isLittleEndian(tiff));
}

/** Put an EXIF segment into a JPEG whose pixels are upright already. */
export function withExif(jpeg: ArrayBuffer, exif: Uint8Array): ArrayBuffer {
  const bytes = new Uint8Array(jpeg);
  const [first] = segments(bytes);
  const cut = first?.marker === APP0 ? first.end : SOI;
  const joined = new Uint8Array(bytes.length + exif.length);
  joined.set(bytes.subarray(0, cut));
  joined.set(upright(exif), cut);
  joined.set(bytes.subarray(cut), cut + exif.length);
  return joined.buffer;
}

/** The same segment with its orientation set to "as stored". */
function upright(exif: Uint8Array): Uint8Array {
  const copy = exif.slice();
  const tiff = new DataView(copy.buffer, copy.byteOffset + TIFF);
  const entry = orientationEntry(tiff);
  if (entry !== null) tiff.setUint16(entry + 8, 1, isLittleEndian(tiff));
  return copy;
}

function orientationEntry(tiff: DataView): number | null {
  if (tiff.byteLength < 8) return null;
  const little = isLittleEndian(tiff);
  const ifd = tiff.getUint32(4, little);
  if (ifd + 2 > tiff.byteLength) return null;
  for (let index = 0; index < tiff.getUint16(ifd, little); index++) {
    const entry = ifd + 2 + index * 12;
    if (entry + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(entry, little) === ORIENTATION) return entry;
  }
  return null;
}

function isLittleEndian(tiff: DataView): boolean {
  return tiff.getUint16(0) === 0x4949;
}

function isExif(bytes: Uint8Array, start: number): boolean {
  return String.fromCharCode(...bytes.subarray(start + 4, start + 8)) === "Exif";
}

function* segments(bytes: Uint8Array): Generator<Segment> {
  let start = SOI;
  while (start + 4 <= bytes.length && bytes[start] === 0xff) {
    const marker = bytes[start + 1] ?? SOS;
    if (marker === SOS) return;
    const length = ((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0);
    const end = start + 2 + length;
    if (length < 2 || end > bytes.length) return;
    yield { marker, start, end };
    start = end;
  }
}
