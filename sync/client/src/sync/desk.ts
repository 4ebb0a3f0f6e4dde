import type { Bell } from "./bell";
import type { Database } from "./database";
import type { DeviceRecord } from "./records";
import type { World } from "./server";

/** What an open draft needs of the phone. */
export interface Desk {
  readonly database: Database;
  readonly world: World;
  readonly device: DeviceRecord | null;
  readonly bell: Bell;
  /** A submission waits to be sent. */
  readonly finalised: () => void;
}
