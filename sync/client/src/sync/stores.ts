/** The stores of the phone: what they are called, by what their records are found. */

export type StoreName =
  | "settings"
  | "forms"
  | "visits"
  | "drafts"
  | "items"
  | "files"
  | "bytes";

export const NAME = "chafang";
/** 1: records lie open. 2: what people wrote lies covered, and each store counts its turns. */
export const VERSION = 2;
/** Counts the changes of each store, so that two pages never overwrite each other. */
export const TURNS = "turns";
/** Counted beside them: a wiped phone begins a new era, with a new key. */
export const ERA = "era";

const KEYS: Readonly<Record<StoreName, string | string[]>> = {
  settings: "key",
  forms: ["formId", "version"],
  visits: "id",
  drafts: "draftId",
  items: "instanceId",
  files: ["holder", "name"],
  bytes: ["holder", "name"],
};

export const STORES = Object.keys(KEYS) as StoreName[];

/** What people wrote and photographed. Forms are public, settings must open the rest. */
export const COVERED = ["visits", "drafts", "items", "files", "bytes"] as const;

export function isCovered(store: StoreName): boolean {
  return (COVERED as readonly string[]).includes(store);
}

/** The members of a record that its key is made of. */
export function namesOf(store: StoreName): readonly string[] {
  return [KEYS[store]].flat();
}

/** The key that a record lies under. */
export function keyOf(store: StoreName, record: object): IDBValidKey {
  const known = record as Readonly<Record<string, string>>;
  const parts = namesOf(store).map((name) => known[name] ?? "");
  return Array.isArray(KEYS[store]) ? parts : (parts[0] ?? "");
}

/** Bring a store of any earlier version to this one. Records stay as they are. */
export function upgrade(connection: IDBDatabase): void {
  const has = connection.objectStoreNames;
  for (const [store, keyPath] of Object.entries(KEYS)) {
    if (!has.contains(store)) connection.createObjectStore(store, { keyPath });
  }
  if (!has.contains(TURNS)) connection.createObjectStore(TURNS, { keyPath: "store" });
}
