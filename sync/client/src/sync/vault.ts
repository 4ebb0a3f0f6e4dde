/**
 * The key of the store, and who may have it.
 *
 * The key is random and never changes. It is kept wrapped: by a key that lies with it
 * on the phone, or by the PIN; and a copy is sealed to the office, so that neither a
 * forgotten PIN nor anything else loses work.
 */
import { KeyCover } from "./cover";
import type { Database, Shelf } from "./database";
import { bearable, pause, pinKey } from "./pin";
import type { PhoneKeeper, PinKeeper, VaultRecord } from "./vault_record";

const IV_LENGTH = 12;
const KEY_LENGTH = 32;

export type Unlocked =
  | { readonly state: "unlocked" }
  | { readonly state: "wrong"; readonly waitSeconds: number }
  /** Too soon after a wrong one; nothing was tried. */
  | { readonly state: "wait"; readonly waitSeconds: number };

export class Vault {
  private constructor(
    private readonly database: Database,
    private readonly now: () => Date,
    private record: VaultRecord,
  ) {}

  /** Find the vault of this store, or make it; without a PIN it is open at once. */
  static async find(database: Database, now: () => Date): Promise<Vault> {
    const made = await fresh(await newKeeper(crypto.getRandomValues(new Uint8Array(KEY_LENGTH))));
    const record = await database.change(["settings", "drafts", "items"], async (shelf) => {
      const kept = await shelf.get<VaultRecord>("settings", "vault");
      if (kept !== undefined) return kept;
      const isWhole = await isEmpty(shelf);
      shelf.put("settings", { ...made, isWhole });
      return { ...made, isWhole };
    });
    const vault = new Vault(database, now, record);
    if (record.keeper.by === "phone") await vault.open(await unwrapped(record.keeper));
    return vault;
  }

  get hasPin(): boolean {
    return this.record.keeper.by === "pin";
  }

  get sealed(): VaultRecord["sealed"] {
    return this.record.sealed;
  }

  /** Seconds until a PIN may be tried. */
  get waitSeconds(): number {
    const { wrong, triedAt } = this.record;
    if (triedAt === null) return 0;
    const passed = (this.now().getTime() - Date.parse(triedAt)) / 1000;
    // A clock that was set back must lock nobody out for years.
    return passed < 0 ? 0 : Math.max(0, Math.ceil(pause(wrong) - passed));
  }

  /** Open with the PIN. A wrong one costs time and nothing else. */
  async unlock(pin: string): Promise<Unlocked> {
    const { keeper } = this.record;
    if (keeper.by === "phone") return { state: "unlocked" };
    if (this.waitSeconds > 0) return { state: "wait", waitSeconds: this.waitSeconds };
    // Counted before it is tried: closing the page is no way around it.
    await this.note({ wrong: this.record.wrong + 1, triedAt: this.now().toISOString() });
    const raw = await opened(keeper, pin);
    if (raw === null) return { state: "wrong", waitSeconds: this.waitSeconds };
    await this.note({ wrong: 0, triedAt: null });
    await this.open(raw);
    return { state: "unlocked" };
  }

  /** Put the key behind a PIN; false when the present PIN, if any, was wrong. */
  async setPin(present: string | null, pin: string, ticks: () => number): Promise<boolean> {
    const raw = await this.raw(present);
    if (raw === null) return false;
    await this.keep(await pinKeeper(raw, pin, await bearable(ticks)));
    return true;
  }

  /** Keep the key on the phone again; false when the PIN was wrong. */
  async dropPin(present: string): Promise<boolean> {
    const raw = await this.raw(present);
    if (raw === null) return false;
    await this.keep(await newKeeper(raw));
    return true;
  }

  /** Take the key back from the office, and put it behind a new PIN. */
  async reopen(raw: Uint8Array<ArrayBuffer>, pin: string, ticks: () => number): Promise<void> {
    await this.keep(await pinKeeper(raw, pin, await bearable(ticks)));
    await this.open(raw);
  }

  /** Give the key to something that seals it to the office; only while no PIN hides it. */
  async sealWith(
    office: string,
    present: string | null,
    seal: (raw: Uint8Array<ArrayBuffer>) => Promise<string>,
  ): Promise<boolean> {
    const raw = await this.raw(present);
    if (raw === null) return false;
    await this.note({ sealed: { office, text: await seal(raw) } });
    return true;
  }

  /** Cover what still lies open from an earlier version, record by record. */
  async coverOld(): Promise<void> {
    if (this.record.isWhole) return;
    for (const store of ["visits", "drafts", "items", "files", "bytes"] as const) {
      const keys = await this.database.read([store], (shelf) => shelf.keys(store));
      for (const key of keys) {
        await this.database.change([store], async (shelf) => {
          const record = await shelf.get<object>(store, key);
          if (record !== undefined) shelf.put(store, record);
        });
      }
    }
    await this.note({ isWhole: true });
  }

  private async open(raw: Uint8Array<ArrayBuffer>): Promise<void> {
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    this.database.coverWith(new KeyCover(key));
  }

  private async raw(pin: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
    const { keeper } = this.record;
    return keeper.by === "phone" ? unwrapped(keeper) : opened(keeper, pin ?? "");
  }

  private keep(keeper: VaultRecord["keeper"]): Promise<void> {
    return this.note({ keeper, wrong: 0, triedAt: null });
  }

  private async note(change: Partial<VaultRecord>): Promise<void> {
    this.record = await this.database.change(["settings"], async (shelf) => {
      const kept = await shelf.get<VaultRecord>("settings", "vault");
      const next = { ...(kept ?? this.record), ...change };
      shelf.put("settings", next);
      return next;
    });
  }
}

async function fresh(keeper: PhoneKeeper): Promise<VaultRecord> {
  return {
    key: "vault",
    version: 1,
    keeper,
    sealed: null,
    isWhole: true,
    wrong: 0,
    triedAt: null,
  };
}

async function isEmpty(shelf: Shelf): Promise<boolean> {
  const drafts = await shelf.keys("drafts");
  return drafts.length === 0 && (await shelf.keys("items")).length === 0;
}

async function newKeeper(raw: Uint8Array<ArrayBuffer>): Promise<PhoneKeeper> {
  const home = crypto.getRandomValues(new Uint8Array(KEY_LENGTH));
  const key = await wrapper(home);
  const wrapped = await wrap(key, raw);
  return { by: "phone", key: isKeepable(key) ? key : home.buffer, wrapped };
}

async function pinKeeper(
  raw: Uint8Array<ArrayBuffer>,
  pin: string,
  iterations: number,
): Promise<PinKeeper> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapped = await wrap(await pinKey(pin, salt, iterations), raw);
  return { by: "pin", salt: salt.buffer, iterations, wrapped };
}

async function unwrapped(keeper: PhoneKeeper): Promise<Uint8Array<ArrayBuffer>> {
  const { key } = keeper;
  const home = key instanceof ArrayBuffer ? await wrapper(new Uint8Array(key)) : key;
  return unwrap(home, keeper.wrapped);
}

/** The key behind a PIN, or null when it is another PIN. */
async function opened(keeper: PinKeeper, pin: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await pinKey(pin, new Uint8Array(keeper.salt), keeper.iterations);
  return unwrap(key, keeper.wrapped).catch(() => null);
}

function wrapper(home: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", home, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function wrap(key: CryptoKey, raw: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, raw);
  const made = new Uint8Array(IV_LENGTH + sealed.byteLength);
  made.set(iv);
  made.set(new Uint8Array(sealed), IV_LENGTH);
  return made.buffer;
}

async function unwrap(key: CryptoKey, wrapped: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
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
