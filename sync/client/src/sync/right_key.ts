/** Whether a key that somebody brings is the key of this store. */
import { KeyCover } from "./cover";
import type { Database } from "./database";
import { KEY_LENGTH } from "./keeping";
import { bytesOf } from "./sealing";
import type { Bytes } from "./sealing";
import { COVERED } from "./stores";

/** So many records of a store are tried with a key that nothing else can vouch for. */
const TRIED = 3;

/** The key in an answer of the office; null when it is none. */
export function keyIn(text: string): Bytes | null {
  try {
    const raw = bytesOf(text);
    return raw.length === KEY_LENGTH ? raw : null;
  } catch {
    return null;
  }
}

/**
 * Whether a key opens any of a few records of this store, which is shut: they are read
 * as they lie. Where nothing is covered any key will do.
 */
export async function opensAny(database: Database, raw: Bytes): Promise<boolean> {
  const cover = new KeyCover(await storeKey(raw));
  let isBare = true;
  for (const store of COVERED) {
    const keys = await database.read([store], (shelf) => shelf.keys(store));
    for (const key of keys.slice(0, TRIED)) {
      const kept = await database.read([store], (shelf) => shelf.get<object>(store, key));
      if (kept === undefined || !("covered" in kept)) continue;
      isBare = false;
      if (await cover.lift(store, kept).then(() => true, () => false)) return true;
    }
  }
  return isBare;
}

/** A key as the browser wants it. */
export function storeKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}
