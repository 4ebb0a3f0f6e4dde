/** What people wrote lies covered in the store: AES-GCM, each record under its own name. */
import { isCovered, keyOf, namesOf } from "./stores";
import type { StoreName } from "./stores";

/** Covers records on their way into the store, and lifts the cover on their way out. */
export interface Cover {
  over(store: StoreName, record: object): Promise<object>;
  lift<T>(store: StoreName, kept: object): Promise<T>;
}

/** Everything lies open: a store before there is a key. */
export const BARE: Cover = {
  over: async (_, record) => record,
  lift: async <T>(_: StoreName, kept: object) => kept as T,
};

const IV_LENGTH = 12;
/** As many lifted records are remembered; photos never are. */
const REMEMBERED = 1500;

interface Kept {
  readonly covered?: ArrayBuffer;
}

interface Remembered {
  readonly stamp: string;
  readonly record: unknown;
}

/** A cover made of one key. Records from before there was a key are lifted as they are. */
export class KeyCover implements Cover {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly key: CryptoKey) {}

  async over(store: StoreName, record: object): Promise<object> {
    if (!isCovered(store)) return record;
    const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
    const name = nameOf(store, record);
    const bytes = await crypto.subtle.encrypt(gcm(iv, name), this.key, packed(record));
    const known = record as Readonly<Record<string, unknown>>;
    const open = Object.fromEntries(namesOf(store).map((member) => [member, known[member]]));
    return { ...open, covered: joined(iv, new Uint8Array(bytes)) };
  }

  async lift<T>(store: StoreName, kept: object): Promise<T> {
    const { covered } = kept as Kept;
    if (covered === undefined) return kept as T;
    const name = nameOf(store, kept);
    const iv = new Uint8Array(covered, 0, IV_LENGTH);
    const stamp = String.fromCharCode(...iv);
    const known = this.remembered.get(name);
    if (known?.stamp === stamp) return known.record as T;
    const body = new Uint8Array(covered, IV_LENGTH);
    const record = unpacked(await crypto.subtle.decrypt(gcm(iv, name), this.key, body));
    if (store !== "bytes") this.remember(name, { stamp, record });
    return record as T;
  }

  private remember(name: string, lifted: Remembered): void {
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    this.remembered.set(name, lifted);
  }
}

/** The name is sealed with the record, so that none passes for another. */
function nameOf(store: StoreName, record: object): string {
  return JSON.stringify([store, keyOf(store, record)]);
}

function gcm(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}

/** JSON behind its length, and the bytes of a file behind that. */
function packed(record: object): Uint8Array<ArrayBuffer> {
  const { bytes, ...rest } = record as { readonly bytes?: ArrayBuffer };
  const text = new TextEncoder().encode(JSON.stringify(rest, plain));
  const made = new Uint8Array(4 + text.length + (bytes?.byteLength ?? 0));
  // The highest bit says that bytes follow: a file may be no bytes, or be empty.
  new DataView(made.buffer).setUint32(0, text.length + (bytes === undefined ? 0 : HAS_BYTES));
  made.set(text, 4);
  if (bytes !== undefined) made.set(new Uint8Array(bytes), 4 + text.length);
  return made;
}

const HAS_BYTES = 2 ** 31;

function unpacked(made: ArrayBuffer): object {
  const told = new DataView(made).getUint32(0);
  const hasBytes = told >= HAS_BYTES;
  const end = 4 + (hasBytes ? told - HAS_BYTES : told);
  const text = new TextDecoder().decode(new Uint8Array(made, 4, end - 4));
  const record = JSON.parse(text) as object;
  return hasBytes ? { ...record, bytes: made.slice(end) } : record;
}

/** What JSON would lose without a word is a mistake of the caller. */
function plain(name: string, value: unknown): unknown {
  const isBinary = value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  if (isBinary || value instanceof Map || value instanceof Set) {
    throw new TypeError(`A record's ${name} cannot be kept: only its bytes may be binary.`);
  }
  return value;
}

function joined(head: Uint8Array, body: Uint8Array): ArrayBuffer {
  const made = new Uint8Array(head.length + body.length);
  made.set(head);
  made.set(body, head.length);
  return made.buffer;
}
