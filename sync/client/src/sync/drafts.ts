/** Drafts in the store: begun, saved with their photos, finalised, revised. */
import { newRevision, newUuid } from "../forms";
import type { NamedFile, OpenForm, Serialised } from "../forms";
import { sha256, sha256OfText } from "../media";
import type { Photo } from "../media";
import { DamagedError } from "./database";
import type { Database, Shelf } from "./database";
import { filesOf } from "./records";
import type {
  BytesRecord,
  DraftRecord,
  FileRecord,
  Holder,
  ItemRecord,
  Upload,
} from "./records";
import type { Finalised, KeptFile, Manifest } from "./types";

const DRAFT_STORES = ["drafts", "files", "bytes"] as const;

/** A photo on its way into the store, with the name its question gave it. */
export interface NewPhoto extends NamedFile {
  readonly photo: Photo;
}

/**
 * Save a draft and what came with it, drop the files it no longer names, and read
 * back what was written. Rejects when any of it is not so.
 */
export async function saveDraft(
  database: Database,
  draft: DraftRecord,
  named: ReadonlySet<string>,
  fresh: NewPhoto | null,
): Promise<void> {
  await database.change(DRAFT_STORES, async (shelf) => {
    if (fresh !== null) putPhoto(shelf, draft.draftId, fresh);
    await dropUnnamed(shelf, draft.draftId, named);
    shelf.put("drafts", draft);
  });
  await readBack(database, draft, fresh);
}

async function readBack(
  database: Database,
  draft: DraftRecord,
  fresh: NewPhoto | null,
): Promise<void> {
  const found = await database.read(["drafts"], (shelf) =>
    shelf.get<DraftRecord>("drafts", draft.draftId),
  );
  if (found?.answers.xml !== draft.answers.xml) throw new DamagedError(draft.draftId);
  if (fresh === null) return;
  const whole = await isWhole(database, draft.draftId, fresh.name, fresh.photo.sha256);
  if (!whole) throw new DamagedError(fresh.name);
}

function putPhoto(shelf: Shelf, holder: Holder, fresh: NewPhoto): void {
  const { photo, name, question, repeatUuid } = fresh;
  const { bytes, ...facts } = photo;
  const file: FileRecord = { holder, name, question, repeatUuid, ...facts };
  const kept: BytesRecord = { holder, name, bytes };
  shelf.put("files", file);
  shelf.put("bytes", kept);
}

async function dropUnnamed(
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

/** The bytes of a kept file, or null. */
export async function bytesOf(
  database: Database,
  holder: Holder,
  name: string,
): Promise<ArrayBuffer | null> {
  const record = await database.read(["bytes"], (shelf) =>
    shelf.get<BytesRecord>("bytes", [holder, name]),
  );
  return record?.bytes ?? null;
}

/** A kept file with what is known of it, or null. */
export async function fileOf(
  database: Database,
  holder: Holder,
  name: string,
): Promise<KeptFile | null> {
  const [file, bytes] = await database.read(["files", "bytes"], async (shelf) => [
    await shelf.get<FileRecord>("files", [holder, name]),
    await shelf.get<BytesRecord>("bytes", [holder, name]),
  ] as const);
  return file === undefined || bytes === undefined ? null : { ...file, bytes: bytes.bytes };
}

/** Remove a draft with all its files. What it revised may be revised again. */
export function discardDraft(database: Database, draftId: Holder): Promise<void> {
  return database.change(["items", ...DRAFT_STORES], async (shelf) => {
    const draft = await draftOf(shelf, draftId);
    if (draft !== undefined) await markRevised(shelf, draft, null);
    shelf.delete("drafts", draftId);
    shelf.delete("files", filesOf(draftId));
    shelf.delete("bytes", filesOf(draftId));
  });
}

/**
 * Turn a saved draft into a submission, in one transaction. Its manifest is every file
 * that the answers name; where one is absent or damaged nothing changes.
 */
export async function finaliseDraft(
  database: Database,
  draft: DraftRecord,
  answers: Serialised,
  now: string,
): Promise<Finalised> {
  const names = answers.files.map((file) => file.name);
  const absent = await absentFiles(database, draft.draftId, names);
  if (absent.length > 0) return { state: "files_absent", names: absent };
  const xmlHash = await sha256OfText(answers.xml);
  await database.change(["items", ...DRAFT_STORES], async (shelf) => {
    const files = await shelf.all<FileRecord>("files", filesOf(draft.draftId));
    const sent = inOrder(files, names);
    if (sent.length !== new Set(names).size) throw new DamagedError(draft.draftId);
    await dropUnnamed(shelf, draft.draftId, new Set(names));
    shelf.put("items", itemFrom(draft, answers.xml, manifestOf(draft, xmlHash, sent), now));
    await markRevised(shelf, draft, draft.instanceId);
    shelf.delete("drafts", draft.draftId);
  });
  await readItemBack(database, draft.instanceId, xmlHash);
  return { state: "finalised", instanceId: draft.instanceId };
}

/** In the order of the form, as people count them. */
function inOrder(files: readonly FileRecord[], names: readonly string[]): FileRecord[] {
  return files
    .filter((file) => names.includes(file.name))
    .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

async function absentFiles(
  database: Database,
  holder: Holder,
  names: readonly string[],
): Promise<string[]> {
  const absent: string[] = [];
  for (const name of names) {
    const file = await fileOf(database, holder, name);
    // One at a time: a phone may not have room for all of them at once.
    if (file === null || (await sha256(file.bytes)) !== file.sha256) absent.push(name);
  }
  return absent;
}

function manifestOf(
  draft: DraftRecord,
  xmlHash: string,
  files: readonly FileRecord[],
): Manifest {
  return {
    instance_id: draft.instanceId,
    xml_sha256: xmlHash,
    files: files.map(({ name, sha256: hash, size }) => ({ name, sha256: hash, size })),
  };
}

function itemFrom(
  draft: DraftRecord,
  xml: string,
  manifest: Manifest,
  now: string,
): ItemRecord {
  const waiting: Upload = { url: null, offset: 0, state: "waiting" };
  return {
    instanceId: draft.instanceId,
    holder: draft.draftId,
    formId: draft.formId,
    version: draft.version,
    title: draft.title,
    visit: draft.visit,
    xml,
    manifest,
    replaces: draft.replaces,
    finalisedAt: now,
    state: "queued",
    uploads: Object.fromEntries(manifest.files.map((file) => [file.name, waiting])),
    answersReceivedAt: null,
    deliveredAt: null,
    problem: null,
    returned: null,
    revisedBy: null,
    receipt: null,
  };
}

async function markRevised(
  shelf: Shelf,
  draft: DraftRecord,
  revisedBy: string | null,
): Promise<void> {
  if (draft.replaces === null) return;
  const old = await shelf.get<ItemRecord>("items", draft.replaces);
  if (old !== undefined) shelf.put("items", { ...old, revisedBy });
}

async function readItemBack(
  database: Database,
  instanceId: string,
  xmlHash: string,
): Promise<void> {
  const item = await database.read(["items"], (shelf) =>
    shelf.get<ItemRecord>("items", instanceId),
  );
  if (item === undefined || (await sha256OfText(item.xml)) !== xmlHash) {
    throw new DamagedError(instanceId);
  }
}

/**
 * Begin the next revision of a submission: its answers and copies of its files, under
 * a new instanceID. Null when it is gone; the draft already begun, when there is one.
 */
export async function reviseItem(
  database: Database,
  instanceId: string,
  now: string,
): Promise<Holder | null> {
  return database.change(["items", ...DRAFT_STORES], async (shelf) => {
    const item = await shelf.get<ItemRecord>("items", instanceId);
    if (item === undefined) return null;
    const begun = item.revisedBy === null ? undefined : await draftOf(shelf, item.revisedBy);
    if (begun !== undefined) return begun.draftId;
    return item.revisedBy === null ? copyAsDraft(shelf, item, now) : null;
  });
}

function draftOf(shelf: Shelf, draftId: Holder): Promise<DraftRecord | undefined> {
  return shelf.get<DraftRecord>("drafts", draftId);
}

async function copyAsDraft(shelf: Shelf, item: ItemRecord, now: string): Promise<Holder | null> {
  const revision = newRevision(item.xml);
  if (revision === null) return null;
  const draftId = newUuid();
  for (const store of ["files", "bytes"] as const) {
    const kept = await shelf.all<FileRecord | BytesRecord>(store, filesOf(item.holder));
    for (const record of kept) shelf.put(store, { ...record, holder: draftId });
  }
  const { formId, version, title, visit, returned } = item;
  const draft: DraftRecord = {
    draftId, formId, version, title, visit, returned,
    instanceId: revision.instanceId,
    createdAt: now,
    savedAt: now,
    answers: { xml: revision.xml, aside: { values: {}, rows: {} } },
    photos: item.manifest.files.length,
    answered: 0,
    asked: 0,
    problems: 0,
    replaces: item.instanceId,
    pendingPhoto: null,
  };
  shelf.put("drafts", draft);
  shelf.put("items", { ...item, revisedBy: draftId });
  return draftId;
}

/** How far a form is: answered, asked, and what stands against finalising. */
export function standing(form: OpenForm): Pick<DraftRecord, "answered" | "asked" | "problems"> {
  const pages = form.pages.filter((page) => page.relevant).map((page) => page.progress);
  return {
    answered: pages.reduce((sum, page) => sum + page.answered, 0),
    asked: pages.reduce((sum, page) => sum + page.asked, 0),
    problems: form.problems.length,
  };
}
