/** Drafts in the store: saved with their photos, read back, discarded. */
import type { NamedFile, OpenForm } from "../forms";
import { sha256 } from "../media";
import type { Photo } from "../media";
import { bytesOf } from "./bytes";
import { DamagedError, unlessDamaged } from "./database";
import type { Database, Shelf } from "./database";
import { filesOf } from "./records";
import type { BytesRecord, DraftRecord, FileRecord, Holder, ItemRecord } from "./records";
import type { KeptFile } from "./types";
import { subjectIn, whereabouts } from "./whereabouts";

export const DRAFT_STORES = ["drafts", "files", "bytes"] as const;

/** A photo on its way into the store, with the name its question gave it. */
export interface NewPhoto extends NamedFile {
  readonly photo: Photo;
}

/**
 * Save a draft and what came with it, drop the files it no longer names, and read
 * back what was written. Rejects when any of it is not so, and when the draft has
 * become a submission: its files are no longer a draft's to drop.
 */
export async function saveDraft(
  database: Database,
  draft: DraftRecord,
  named: ReadonlySet<string>,
  fresh: NewPhoto | null,
): Promise<void> {
  if (await isSubmitted(database, draft)) throw new SubmittedError(draft.draftId);
  await database.change(DRAFT_STORES, async (shelf) => {
    if (fresh !== null) putPhoto(shelf, draft.draftId, fresh);
    await dropUnnamed(shelf, draft.draftId, named);
    shelf.put("drafts", draft);
  });
  await readBack(database, draft, fresh);
}

/** Whether a draft lies here as a submission, readable or not. */
export async function isSubmitted(
  database: Database,
  { instanceId }: DraftRecord,
): Promise<boolean> {
  const range = IDBKeyRange.only(instanceId);
  return (await database.read(["items"], (shelf) => shelf.keys("items", range))).length > 0;
}

/** A draft that has become a submission is saved no more. */
class SubmittedError extends Error {
  override readonly name = "SubmittedError";
}

/** Read what was written, in transactions of its own; both at once, for they take time. */
async function readBack(
  database: Database,
  draft: DraftRecord,
  fresh: NewPhoto | null,
): Promise<void> {
  const [found, whole] = await Promise.all([
    database.read(["drafts"], (shelf) => draftOf(shelf, draft.draftId)),
    fresh === null || isWhole(database, draft.draftId, fresh.name, fresh.photo.sha256),
  ]);
  if (found?.answers.xml !== draft.answers.xml) throw new DamagedError(draft.draftId);
  if (!whole) throw new DamagedError(draft.draftId);
}

function putPhoto(shelf: Shelf, holder: Holder, fresh: NewPhoto): void {
  const { photo, name, question, repeatUuid } = fresh;
  const { bytes, ...facts } = photo;
  const file: FileRecord = { holder, name, question, repeatUuid, ...facts };
  const kept: BytesRecord = { holder, name, bytes };
  shelf.put("files", file);
  shelf.put("bytes", kept);
}

/** Remove the files of a holder that nothing names any more. */
export async function dropUnnamed(
  shelf: Shelf,
  holder: Holder,
  named: ReadonlySet<string>,
): Promise<void> {
  for (const key of await shelf.keys("files", filesOf(holder))) {
    const name = (key as string[])[1] ?? "";
    if (named.has(name)) continue;
    shelf.delete("files", key);
    shelf.delete("bytes", key);
  }
}

async function isWhole(
  database: Database,
  holder: Holder,
  name: string,
  hash: string,
): Promise<boolean> {
  const kept = await bytesOf(database, holder, name);
  return kept !== null && (await sha256(kept)) === hash;
}

/** A kept file with what is known of it; null when either is not here, or does not open. */
export async function fileOf(
  database: Database,
  holder: Holder,
  name: string,
): Promise<KeptFile | null> {
  const [file, bytes] = await database.read(["files", "bytes"], async (shelf) => [
    await unlessDamaged(shelf.get<FileRecord>("files", [holder, name])),
    await unlessDamaged(shelf.get<BytesRecord>("bytes", [holder, name])),
  ] as const);
  return file === undefined || bytes === undefined ? null : { ...file, bytes: bytes.bytes };
}

/** Remove a draft with all its files. What it revised may be revised again. */
export function discardDraft(database: Database, draftId: Holder): Promise<void> {
  return database.change(["items", ...DRAFT_STORES], async (shelf) => {
    const draft = await draftOf(shelf, draftId);
    // Gone, or a submission by now: the files are not this draft's.
    if (draft === undefined) return;
    await markRevised(shelf, draft, null);
    shelf.delete("drafts", draftId);
    shelf.delete("files", filesOf(draftId));
    shelf.delete("bytes", filesOf(draftId));
  });
}

/** Write down beside a submission what revises it; null when nothing does. */
export async function markRevised(
  shelf: Shelf,
  draft: DraftRecord,
  revisedBy: string | null,
): Promise<void> {
  if (draft.replaces === null) return;
  // One that no longer opens stays as it lies, and keeps back nothing that corrects it.
  const old = await unlessDamaged(shelf.get<ItemRecord>("items", draft.replaces));
  if (old !== undefined) shelf.put("items", { ...old, revisedBy });
}

export function draftOf(shelf: Shelf, draftId: Holder): Promise<DraftRecord | undefined> {
  return shelf.get<DraftRecord>("drafts", draftId);
}

/** How far a form is: answered, asked, and what stands against finalising. */
export function standing(
  form: OpenForm,
  xml: string,
): Pick<DraftRecord, "answered" | "asked" | "problems" | "wrong" | "point" | "subject"> {
  const { problems } = form;
  const pages = form.pages.filter((page) => page.relevant).map((page) => page.progress);
  return {
    answered: pages.reduce((sum, page) => sum + page.answered, 0),
    asked: pages.reduce((sum, page) => sum + page.asked, 0),
    problems: problems.length,
    wrong: problems.filter(({ kind }) => kind !== "required").length,
    point: whereabouts(form),
    subject: subjectIn(form, xml),
  };
}

/** Whether a draft lies with what its form says of it now; lists and days move on. */
export function standsAs(draft: DraftRecord, form: OpenForm): boolean {
  const told = Object.entries(standing(form, draft.answers.xml));
  return told.every(([name, now]) => same(draft[name as keyof DraftRecord], now));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
