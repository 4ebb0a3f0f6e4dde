/**
 * Sending with no page open: what the service worker does when the browser wakes it.
 *
 * It makes, upgrades and clears no store, and opens none that a PIN has locked: that
 * waits for a page. It holds the lock of the pages' own sending, so that only one sends.
 */
import { Database } from "./database";
import { carriesPhotos, connectionHere, lineOf } from "./line";
import type { PhotoWish } from "./line";
import { SENDING } from "./locks";
import type { DeviceRecord } from "./records";
import { Round } from "./round";
import { Server } from "./server";
import type { Failed, World } from "./server";
import { NAME, VERSION } from "./stores";
import { Vault } from "./vault";
import type { VaultRecord } from "./vault_record";
import { waitingIn } from "./waiting";
import { isPaused, photoWish } from "./wishes";

/** Whether the office confirmed more than it had, and whether to be woken again. */
export interface Carried {
  readonly hasMoved: boolean;
  readonly isLeft: boolean;
}

const NOTHING: Carried = { hasMoved: false, isLeft: false };
/** Only a page can do something about these. */
const FOR_A_PAGE: ReadonlySet<Failed["state"]> = new Set(["device_unknown", "device_revoked"]);

/** Send what waits, once every page that is sending has stopped. Rejects when the store does. */
export async function carryAll(world: World): Promise<Carried> {
  if (!(await isStanding())) return NOTHING;
  return navigator.locks.request(SENDING, async () => {
    const database = new Database(indexedDB);
    try {
      const token = await tokenIn(database, world);
      if (token === null || (await isPaused(database))) return NOTHING;
      return await carry(database, new Server(world, token));
    } finally {
      database.close();
    }
  });
}

/** Whether the store of this very version of the app is there. */
async function isStanding(): Promise<boolean> {
  const stores = (await indexedDB.databases?.()) ?? [];
  return stores.some(({ name, version }) => name === NAME && version === VERSION);
}

/** Open the store and give its token; null where nobody is enrolled or a PIN shuts it. */
async function tokenIn(database: Database, world: World): Promise<string | null> {
  const [device, vault] = await database.read(["settings"], async (shelf) => [
    await shelf.get<DeviceRecord>("settings", "device"),
    await shelf.get<VaultRecord>("settings", "vault"),
  ] as const);
  if (device === undefined || vault === undefined || vault.keeper.by === "pin") return null;
  const { isOpen } = await Vault.find(database, world);
  return isOpen ? device.token : null;
}

async function carry(database: Database, server: Server): Promise<Carried> {
  const wish = await photoWish(database);
  const tripped = new Set<string>();
  let hasMoved = false;
  const failed = await new Round(database, server, tripped, {
    began: () => undefined,
    changed: () => undefined,
    moved: () => (hasMoved = true),
    goesOn: () => true,
    carries: () => carriesNow(wish),
  }).send();
  if (failed !== null && FOR_A_PAGE.has(failed.state)) return { hasMoved, isLeft: false };
  return { hasMoved, isLeft: (await waitingIn(database, tripped)).length > 0 };
}

function carriesNow(wish: PhotoWish): boolean {
  return carriesPhotos(wish, lineOf(connectionHere()));
}
