/** A ZIP without compression, made piece by piece: photos are compressed already. */
import type { Bytes } from "./sealing";

export interface Entry {
  readonly path: string;
  readonly bytes: Bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
const UTF8_NAMES = 0x0800;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** Pack entries as they come; only the list of them stays in memory. */
export async function* zip(entries: AsyncIterable<Entry>): AsyncGenerator<Bytes> {
  const directory: Bytes[] = [];
  let offset = 0;
  let count = 0;
  for await (const { path, bytes } of entries) {
    const name = new TextEncoder().encode(path);
    const facts = [crc32(bytes), bytes.length, bytes.length] as const;
    const head = record(LOCAL, [[20, UTF8_NAMES, 0, 0, 0x21], facts, [name.length, 0]]);
    yield head;
    yield name;
    yield bytes;
    directory.push(
      record(CENTRAL, [[20, 20, UTF8_NAMES, 0, 0, 0x21], facts, [name.length, 0, 0, 0, 0], [0, offset]]),
      name,
    );
    offset += head.length + name.length + bytes.length;
    count += 1;
  }
  yield* directory;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  yield record(END, [[0, 0, count, count], [size, offset], [0]]);
}

/** A signature, then groups: two-byte numbers and four-byte numbers, by turns. */
function record(signature: number, groups: readonly (readonly number[])[]): Bytes {
  const widths = groups.map((_, index) => (index % 2 === 0 ? 2 : 4));
  const length = groups.reduce((sum, group, index) => sum + group.length * (widths[index] ?? 2), 4);
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  let at = 4;
  groups.forEach((group, index) => {
    for (const value of group) {
      if (widths[index] === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += widths[index] ?? 2;
    }
  });
  return new Uint8Array(view.buffer);
}

function crc32(bytes: Bytes): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
