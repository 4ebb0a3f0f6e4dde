/** Wraps the key of the store: with a key that lies beside it, or with the PIN. */
import { pinKey } from "./pin";
import type { Bytes } from "./sealing";
import type { PhoneKeeper, PinKeeper } from "./vault_record";

const IV_LENGTH = 12;
export const KEY_LENGTH = 32;
const CHECK = "chafang";

/** A random key for a store. */
export function newKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_LENGTH));
}

/** Keep a key on the phone itself. */
export async function phoneKeeper(raw: Bytes): Promise<PhoneKeeper> {
  const home = newKey();
  const key = await wrapper(home);
  return { by: "phone", key: isKeepable(key) ? key : home.buffer, wrapped: await wrap(key, raw) };
}

/** Keep a key behind a PIN. */
export async function pinKeeper(raw: Bytes, pin: string, iterations: number): Promise<PinKeeper> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapped = await wrap(await pinKey(pin, salt, iterations), raw);
  return { by: "pin", salt: salt.buffer, iterations, wrapped };
}

export async function keptByPhone(keeper: PhoneKeeper): Promise<Bytes> {
  const { key } = keeper;
  const home = key instanceof ArrayBuffer ? await wrapper(new Uint8Array(key)) : key;
  return unwrap(home, keeper.wrapped);
}

/** The key behind a PIN, or null when it is another PIN. */
export async function keptByPin(keeper: PinKeeper, pin: string): Promise<Bytes | null> {
  const key = await pinKey(pin, new Uint8Array(keeper.salt), keeper.iterations);
  return unwrap(key, keeper.wrapped).catch(() => null);
}

/** Something that only this key opens, to know it again by. */
export async function checkOf(raw: Bytes): Promise<ArrayBuffer> {
  return wrap(await wrapper(raw), new TextEncoder().encode(CHECK));
}

/** Whether a key is the one that this was made of. */
export async function passes(raw: Bytes, check: ArrayBuffer): Promise<boolean> {
  const found = await unwrap(await wrapper(raw), check).catch(() => null);
  return found !== null && new TextDecoder().decode(found) === CHECK;
}

function wrapper(home: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", home, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function wrap(key: CryptoKey, raw: Bytes): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, raw);
  const made = new Uint8Array(IV_LENGTH + sealed.byteLength);
  made.set(iv);
  made.set(new Uint8Array(sealed), IV_LENGTH);
  return made.buffer;
}

async function unwrap(key: CryptoKey, wrapped: ArrayBuffer): Promise<Bytes> {
  const iv = new Uint8Array(wrapped, 0, IV_LENGTH);
  const body = new Uint8Array(wrapped, IV_LENGTH);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, body));
}

/** Whether this browser can copy a key into its store at all. */
function isKeepable(key: CryptoKey): boolean {
  try {
    return structuredClone(key) instanceof CryptoKey;
  } catch {
    return false;
  }
}
