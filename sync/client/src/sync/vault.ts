/**
 * The key of the store, and who may have it.
 *
 * The key is random and never changes. It is kept wrapped: by a key that lies with it
 * on the phone, or by the PIN; and a copy is sealed to the office, so that a forgotten
 * PIN loses no work.
 */
import { BARE, KeyCover } from "./cover";
import type { Database, Seen, Shelf } from "./database";
import { checkOf, keptByPhone, keptByPin, newKey, passes, phoneKeeper, pinKeeper } from "./keeping";
import type { Unlocked } from "./lock_types";
import { bearable, pause } from "./pin";
import { keyIn, opensAny, storeKey } from "./right_key";
import { seal, textOf } from "./sealing";
import type { Bytes } from "./sealing";
import type { World } from "./server";
import { COVERED } from "./stores";
import type { PhoneKeeper, VaultRecord } from "./vault_record";

/** What the office opens it for. */
const PURPOSE = "vault-key";

export class Vault {
  /** The key itself, as long as the page lives and is open. */
  private raw: Bytes | null = null;

  private constructor(
    private readonly database: Database,
    private readonly world: World,
    private record: VaultRecord,
    private era: number,
  ) {}

  /** Find the vault of this store, or make it; without a PIN it is open at once. */
  static async find(database: Database, world: World): Promise<Vault> {
    const era = await database.now();
    database.coverWith(BARE, era);
    const known = await database.read(["settings"], vaultOf);
    const vault = new Vault(database, world, known ?? (await made(database)), era);
    const { keeper } = vault.record;
    if (keeper.by === "phone") await vault.openChecked(await keptByPhone(keeper));
    return vault;
  }

  get isOpen(): boolean {
    return this.raw !== null;
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
    const passed = (this.world.now().getTime() - Date.parse(triedAt)) / 1000;
    // A clock that was set back must lock nobody out for years.
    return passed < 0 ? 0 : Math.max(0, Math.ceil(pause(wrong) - passed));
  }

  /** Open with the PIN. A wrong one costs time and nothing else. */
  async unlock(pin: string): Promise<Unlocked> {
    await this.recall();
    const { keeper, wrong } = this.record;
    if (keeper.by === "phone") return this.openedByPhone(keeper);
    if (this.waitSeconds > 0) return { state: "wait", waitSeconds: this.waitSeconds };
    // Counted before it is tried: closing the page is no way around it.
    await this.note({ wrong: wrong + 1, triedAt: this.world.now().toISOString() });
    const raw = await keptByPin(keeper, pin);
    if (raw === null) return { state: "wrong", waitSeconds: this.waitSeconds };
    await this.note({ wrong: 0, triedAt: null });
    await this.openChecked(raw);
    return { state: "unlocked" };
  }

  /** Another page took the PIN off meanwhile. */
  private async openedByPhone(keeper: PhoneKeeper): Promise<Unlocked> {
    await this.openChecked(await keptByPhone(keeper));
    return { state: "unlocked" };
  }

  async isPin(pin: string): Promise<boolean> {
    await this.recall();
    const { keeper } = this.record;
    return keeper.by === "pin" && (await keptByPin(keeper, pin)) !== null;
  }

  /** Put the key of the open vault behind a PIN. */
  async setPin(pin: string): Promise<void> {
    const raw = await this.certain();
    const keeper = await pinKeeper(raw, pin, await bearable(this.world.ticks));
    await this.note({ keeper, wrong: 0, triedAt: null });
  }

  /** Keep the key on the phone again. */
  async dropPin(): Promise<void> {
    const keeper = await phoneKeeper(await this.certain());
    await this.note({ keeper, wrong: 0, triedAt: null });
  }

  /**
   * Take the key back from the office; the caller sets a new PIN at once. False when it
   * is another key: wrapped in its place it would shut everything for ever.
   */
  async reopen(key: string): Promise<boolean> {
    if (this.isOpen) return true;
    const raw = keyIn(key);
    if (raw === null || !(await this.fits(raw))) return false;
    await this.openChecked(raw);
    return true;
  }

  /** Seal the key of the open vault to the office. */
  async sealTo(office: string, deviceId: string): Promise<void> {
    const told = JSON.stringify({ key: textOf(this.held()), device: deviceId });
    const text = await seal(office, PURPOSE, new TextEncoder().encode(told));
    await this.note({ sealed: { office, deviceId, text } });
  }

  /** Cover what still lies open from an earlier version, record by record. */
  async coverOld(): Promise<void> {
    if (this.record.isWhole) return;
    for (const store of COVERED) {
      for (const key of await this.database.read([store], (shelf) => shelf.keys(store))) {
        await this.database.change([store], async (shelf) => {
          const record = await shelf.get<object>(store, key);
          if (record !== undefined) shelf.put(store, record);
        });
      }
    }
    await this.note({ isWhole: true });
  }

  /**
   * Empty the phone, key and all; a new key waits for whoever enrols it next. False
   * when something has come in since it was seen.
   */
  async wipe(left: object, seen: Seen): Promise<boolean> {
    const raw = newKey();
    const record = fresh(await lasting(raw), true);
    const era = await this.database.wipe([record, left], seen);
    if (era === null) return false;
    this.era = era;
    this.record = record;
    await this.open(raw);
    return true;
  }

  private held(): Bytes {
    if (this.raw === null) throw new Error("The vault is shut.");
    return this.raw;
  }

  /** The key that is about to be kept another way: surely the one of this store. */
  private async certain(): Promise<Bytes> {
    const raw = this.held();
    const { check } = this.record;
    if (check !== undefined && !(await passes(raw, check))) throw new Error("Another key.");
    return raw;
  }

  private async fits(raw: Bytes): Promise<boolean> {
    const { check } = this.record;
    return check === undefined ? opensAny(this.database, raw) : passes(raw, check);
  }

  /** A vault of an older version gets its check, once there is room for it. */
  private async openChecked(raw: Bytes): Promise<void> {
    await this.open(raw);
    if (this.record.check !== undefined) return;
    await this.note({ check: await checkOf(raw) }).catch(() => undefined);
  }

  private async open(raw: Bytes): Promise<void> {
    this.database.coverWith(new KeyCover(await storeKey(raw)), this.era);
    this.raw = raw;
  }

  /** Another page may have counted a wrong PIN, or set another one. */
  private async recall(): Promise<void> {
    this.record = (await this.database.read(["settings"], vaultOf)) ?? this.record;
  }

  private async note(change: Partial<VaultRecord>): Promise<void> {
    this.record = await this.database.change(["settings"], async (shelf) => {
      const next = { ...((await vaultOf(shelf)) ?? this.record), ...change };
      shelf.put("settings", next);
      return next;
    });
  }
}

function vaultOf(shelf: Shelf): Promise<VaultRecord | undefined> {
  return shelf.get<VaultRecord>("settings", "vault");
}

/** Make the vault, unless another page was faster. */
async function made(database: Database): Promise<VaultRecord> {
  const kept = await lasting(newKey());
  return database.change(["settings", "drafts", "items", "visits"], async (shelf) => {
    const record = (await vaultOf(shelf)) ?? fresh(kept, await isEmpty(shelf));
    shelf.put("settings", record);
    return record;
  });
}

function fresh(kept: Lasting, isWhole: boolean): VaultRecord {
  return { key: "vault", version: 1, ...kept, sealed: null, isWhole, wrong: 0, triedAt: null };
}

interface Lasting {
  readonly keeper: PhoneKeeper;
  readonly check: ArrayBuffer;
}

async function lasting(raw: Bytes): Promise<Lasting> {
  return { keeper: await phoneKeeper(raw), check: await checkOf(raw) };
}

/** Whether nothing lies open from version 1. */
async function isEmpty(shelf: Shelf): Promise<boolean> {
  const counts = await Promise.all(
    (["drafts", "items", "visits"] as const).map((store) => shelf.keys(store)),
  );
  return counts.every((keys) => keys.length === 0);
}
