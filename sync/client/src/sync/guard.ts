/** Looks after the protection of an open phone: whom to seal to, whether a PIN is due. */
import type { Database, Seen, Shelf } from "./database";
import type { Protection } from "./lock_types";
import { areThere } from "./last_word";
import { isHeld } from "./receipt";
import type { DeviceRecord, ItemRecord } from "./records";
import { Server } from "./server";
import type { World } from "./server";
import type { Vault } from "./vault";
import type { EndedRecord, ProtectionRecord } from "./vault_record";

const MINUTES = 5;

export class Guard implements Protection {
  private constructor(
    private readonly database: Database,
    private readonly world: World,
    private readonly vault: Vault,
    private wanted: ProtectionRecord | null,
  ) {}

  static async over(database: Database, world: World, vault: Vault): Promise<Guard> {
    const wanted = await database.read(["settings"], wantedOf);
    return new Guard(database, world, vault, wanted ?? null);
  }

  get hasPin(): boolean {
    return this.vault.hasPin;
  }

  get isPinRequired(): boolean {
    return this.wanted?.isPinRequired === true;
  }

  get isPinDue(): boolean {
    return !this.hasPin && this.isPinRequired;
  }

  get isSealed(): boolean {
    return this.vault.sealed !== null;
  }

  get lockMinutes(): number {
    return this.wanted?.lockMinutes ?? MINUTES;
  }

  /** The office's public key; null until it was asked. */
  get office(): string | null {
    return this.wanted?.office ?? null;
  }

  isPin(pin: string): Promise<boolean> {
    return this.vault.isPin(pin);
  }

  setPin(pin: string): Promise<void> {
    return this.vault.setPin(pin);
  }

  dropPin(): Promise<void> {
    return this.vault.dropPin();
  }

  /** Ask the office what it wants, and seal the key to it. Whether anything is new. */
  async look(device: DeviceRecord | null): Promise<boolean> {
    if (device === null) return false;
    const told = await this.asked(device);
    if (told === null) return false;
    const { sealed } = this.vault;
    const isSealed = sealed?.office === told.office && sealed.deviceId === device.deviceId;
    if (!isSealed) await this.vault.sealTo(told.office, device.deviceId);
    const isNew = !isSealed || JSON.stringify(told) !== JSON.stringify(this.wanted);
    if (isNew) await this.database.change(["settings"], async (shelf) => shelf.put("settings", told));
    this.wanted = told;
    return isNew;
  }

  /**
   * The end of service: empty the phone, once the office holds all of its work, and
   * says so now. What it does not hold stays: an unsent form, a draft.
   */
  async end(device: DeviceRecord, at: string): Promise<EndedRecord | null> {
    const before = await this.database.read(["drafts", "items"], standing);
    if (!before.isFree || !(await areThere(this.database, this.server(device)))) return null;
    const { isFree, seen } = await this.database.read(["drafts", "items"], standing);
    if (!isFree) return null;
    const ended: EndedRecord = { key: "ended", at, label: device.label, team: device.team.name };
    if (!(await this.vault.wipe(ended, seen))) return null;
    this.wanted = null;
    return ended;
  }

  private async asked(device: DeviceRecord): Promise<ProtectionRecord | null> {
    const answer = await this.server(device).ask({ method: "GET", path: "/api/v1/protection" });
    if (answer.state !== "answered") return null;
    const told = answer.json as Told | null;
    if (typeof told?.office_key !== "string") return null;
    return {
      key: "protection",
      office: told.office_key,
      isPinRequired: told.pin_required === true,
      lockMinutes: Number(told.lock_minutes ?? MINUTES),
    };
  }

  private server(device: DeviceRecord): Server {
    return new Server(this.world, device.token);
  }
}

interface Told {
  readonly office_key?: string;
  readonly pin_required?: boolean;
  readonly lock_minutes?: number;
}

function wantedOf(shelf: Shelf): Promise<ProtectionRecord | undefined> {
  return shelf.get<ProtectionRecord>("settings", "protection");
}

/** Whether nothing is unsent, and the turns of the stores that say so. */
async function standing(shelf: Shelf): Promise<{ isFree: boolean; seen: Seen }> {
  const drafts = await shelf.keys("drafts");
  const items = await shelf.all<ItemRecord>("items");
  // One that no longer opens counts as unsent.
  const all = (await shelf.keys("items")).length;
  const isFree = drafts.length === 0 && items.length === all && items.every(isHeld);
  return { isFree, seen: shelf.seen };
}
