/**
 * A sealed text: anyone may make one, only the holder of the private key opens it.
 *
 * `cf1.<key id>.<ephemeral public key>.<ciphertext>`, the parts in base64url: ECDH on
 * P-256, HKDF-SHA-256, AES-256-GCM. The office holds itself to the same bytes by
 * `tests/conformance/sealing.json`.
 */

const MARK = "cf1";
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const ZERO = new Uint8Array(12);

export type Bytes = Uint8Array<ArrayBuffer>;

/** A key pair that something can be sealed to; it may lie in the store. */
export interface Pair {
  readonly publicText: string;
  /** As JWK: not every browser of 2019 keeps a key as a key. */
  readonly privateKey: JsonWebKey;
}

/** A fresh pair, for one answer. */
export async function newPair(): Promise<Pair> {
  const made = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", made.publicKey));
  const privateKey = await crypto.subtle.exportKey("jwk", made.privateKey);
  return { publicText: textOf(raw), privateKey };
}

/** Seal to the holder of a public key; rejects for no such key. */
export async function seal(publicText: string, purpose: string, plain: Bytes): Promise<string> {
  return sealWith(await newPair(), publicText, purpose, plain);
}

/** Seal with a given ephemeral pair, which must serve once only. */
export async function sealWith(
  ephemeral: Pair,
  publicText: string,
  purpose: string,
  plain: Bytes,
): Promise<string> {
  const [own, theirs] = [bytesOf(ephemeral.publicText), bytesOf(publicText)];
  const key = await secret(ephemeral, theirs, joined(own, theirs), purpose);
  const cipher = await crypto.subtle.encrypt(gcm(), key, plain);
  return [MARK, await idOf(theirs), textOf(own), textOf(new Uint8Array(cipher))].join(".");
}

/** Open what was sealed to this pair for this purpose; null when it was not. */
export async function open(pair: Pair, purpose: string, text: string): Promise<Bytes | null> {
  const [mark, id, point, cipher] = text.split(".");
  if (mark !== MARK || point === undefined || cipher === undefined) return null;
  const own = bytesOf(pair.publicText);
  if (id !== (await idOf(own))) return null;
  try {
    const theirs = bytesOf(point);
    const key = await secret(pair, theirs, joined(theirs, own), purpose);
    return new Uint8Array(await crypto.subtle.decrypt(gcm(), key, bytesOf(cipher)));
  } catch {
    return null;
  }
}

/** Bytes as base64url without padding. */
export function textOf(bytes: Bytes): string {
  const plain = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return plain.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Bytes of base64url; throws for anything else. */
export function bytesOf(text: string): Bytes {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function secret(own: Pair, theirs: Bytes, salt: Bytes, purpose: string): Promise<CryptoKey> {
  const { subtle } = crypto;
  const mine = await subtle.importKey("jwk", own.privateKey, CURVE, false, ["deriveBits"]);
  const point = await subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: point }, mine, 256);
  const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(`chafang seal 1 ${purpose}`);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  const raw = await subtle.deriveBits(how, base, 256);
  return subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function gcm(): AesGcmParams {
  return { name: "AES-GCM", iv: ZERO };
}

async function idOf(point: Bytes): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", point));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function joined(head: Bytes, tail: Bytes): Bytes {
  const made = new Uint8Array(head.length + tail.length);
  made.set(head);
  made.set(tail, head.length);
  return made;
}
