/**
 * The sealed file of a bundle: two lines, then pieces of AES-256-GCM.
 *
 * Every piece but the last holds `PIECE` bytes; its nonce is its number and whether it
 * is the last, so nothing can be cut off, swapped or edited. One piece at a time is in
 * memory; the parts of the Blob are the browser's to keep on the disk.
 */
import { seal } from "./sealing";
import type { Bytes } from "./sealing";

const MAGIC = "chafang-bundle 1\n";
const PURPOSE = "bundle";
const PIECE = 1024 * 1024;

/** Seal what comes to the holder of a public key. */
export async function sealFile(
  publicText: string,
  plain: AsyncIterable<Bytes>,
  piece = PIECE,
): Promise<Blob> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const told = { key: await seal(publicText, PURPOSE, raw), piece };
  const head = new TextEncoder().encode(`${MAGIC}${JSON.stringify(told)}\n`);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const additionalData = await crypto.subtle.digest("SHA-256", head);
  const parts: Blob[] = [new Blob([head])];
  for await (const { number, bytes, isLast } of pieces(plain, piece)) {
    const how = { name: "AES-GCM", iv: nonce(number, isLast), additionalData };
    parts.push(new Blob([await crypto.subtle.encrypt(how, key, bytes)]));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

interface Piece {
  readonly number: number;
  readonly bytes: Bytes;
  readonly isLast: boolean;
}

async function* pieces(plain: AsyncIterable<Bytes>, size: number): AsyncGenerator<Piece> {
  let number = 0;
  let waiting = new Uint8Array(size);
  let filled = 0;
  for await (const bytes of plain) {
    for (let at = 0; at < bytes.length; ) {
      // A full piece goes only when more follows: the last one says that it is.
      if (filled === size) {
        yield { number: number++, bytes: waiting, isLast: false };
        waiting = new Uint8Array(size);
        filled = 0;
      }
      const part = bytes.subarray(at, at + size - filled);
      waiting.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield { number, bytes: waiting.subarray(0, filled), isLast: true };
}

function nonce(number: number, isLast: boolean): Bytes {
  const made = new Uint8Array(12);
  new DataView(made.buffer).setUint32(7, number);
  made[11] = isLast ? 1 : 0;
  return made;
}
