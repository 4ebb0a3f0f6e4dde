/**
 * Entity lists as this phone knows them: the office's, with what was finished here laid
 * over. A form opened before the next sync chooses from what the one before has made.
 */
import { entityWords } from "../forms";
import type { EntityWord } from "../forms";
import { csvRows, csvText } from "./csv";
import { unlessDamaged } from "./database";
import type { Desk } from "./desk";
import type { FormRecord, ItemRecord, ListText } from "./records";
import type { World } from "./server";

/** So long after it was received the office may not have put it into its list yet. */
const TAKEN_IN_MS = 60 * 60 * 1000;
const TRUNK = "__trunkVersion";
const BRANCH = "__branchId";
const VERSION = "__version";

type Row = Readonly<Record<string, string>>;

/** Lay what was finished here over the entity lists of a form. */
export async function withOwnEntities(
  { database, world, device }: Desk,
  lists: readonly ListText[],
): Promise<readonly ListText[]> {
  const forms = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  const written = new Set(forms.flatMap((one) => writtenBy(one.definition)));
  if (!lists.some((list) => written.has(list.name))) return lists;
  const read = database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  const items = (await unlessDamaged(read)) ?? [];
  const words = wordsOf(items.filter((item) => isOwn(item, world)), forms);
  return lists.map((list) => {
    if (!written.has(list.name)) return list;
    const own = words.filter((word) => `${word.list}.csv` === list.name);
    return { ...list, text: laidOver(list.text, own, device?.deviceId ?? "") };
  });
}

/** The files of the lists that a form writes to. */
function writtenBy(definition: string): string[] {
  return [...definition.matchAll(/<entity\b[^>]*\bdataset="([^"]+)"/g)].map(([, name]) => `${name}.csv`);
}

/** Whether the office's list may not show yet what a submission says. */
function isOwn(item: ItemRecord, world: World): boolean {
  if (item.answersReceivedAt === null) return true;
  return world.now().getTime() - Date.parse(item.answersReceivedAt) < TAKEN_IN_MS;
}

function wordsOf(items: readonly ItemRecord[], forms: readonly FormRecord[]): EntityWord[] {
  const replaced = new Set(items.map((item) => item.replaces));
  return items
    .filter((item) => !replaced.has(item.instanceId))
    .sort((a, b) => Date.parse(a.finalisedAt) - Date.parse(b.finalisedAt))
    .flatMap((item) => {
      const form = forms.find((one) => one.formId === item.formId && one.version === item.version);
      return form === undefined ? [] : entityWords(form.definition, item.xml);
    });
}

/**
 * A list with words laid over it, and a branch for each row, as Collect has it: a row of
 * which the office knows more than a word says stays as the office has it.
 */
export function laidOver(text: string, words: readonly EntityWord[], device: string): string {
  const rows = new Map(csvRows(text).map((row) => [row["name"] ?? "", branched(row, device)]));
  // What builds upon a version comes after what made it, whatever the clock said.
  for (const word of [...words].sort((a, b) => (a.base ?? 0) - (b.base ?? 0))) {
    const made = said(rows.get(word.id), word, device);
    if (made !== null) rows.set(word.id, made);
  }
  return csvText([...rows.values()], (text.split(/\r?\n/, 1)[0] ?? "").replace(/^\uFEFF/, ""));
}

function branched(row: Row, device: string): Row {
  const version = row[VERSION] ?? "";
  return { ...row, [TRUNK]: version, [BRANCH]: branchOf(device, row["name"] ?? "", version) };
}

/** A row after a word; null where the word does not change it. */
function said(row: Row | undefined, word: EntityWord, device: string): Row | null {
  if (row === undefined) return word.creates ? created(word, device) : null;
  if (!word.updates || Number(row[VERSION]) !== word.base) return null;
  const label = word.label === null ? {} : { label: word.label };
  const branch = word.branch === "" ? {} : { [BRANCH]: word.branch, [TRUNK]: word.trunk };
  return { ...row, ...word.values, ...label, ...branch, [VERSION]: String(word.base + 1) };
}

function created(word: EntityWord, device: string): Row {
  const own = { name: word.id, label: word.label ?? word.id, [VERSION]: "1", [TRUNK]: "" };
  return { ...word.values, ...own, [BRANCH]: branchOf(device, word.id, "") };
}

/** The same UUID for the same phone, entity and version, whenever a form is opened. */
function branchOf(device: string, name: string, version: string): string {
  const told = `${device}|${name}|${version}`;
  const hex = [1, 2, 3, 4].map((seed) => spread(told, seed).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** FNV-1a: no secret hangs on it, and a list may have many rows. */
function spread(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
