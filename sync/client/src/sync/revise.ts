/** A returned submission becomes the draft of its next revision. */
import { newRevision, newUuid } from "../forms";
import type { Database, Shelf } from "./database";
import { DRAFT_STORES, draftOf } from "./drafts";
import { filesOf } from "./records";
import type { BytesRecord, DraftRecord, FileRecord, Holder, ItemRecord } from "./records";

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

async function copyAsDraft(shelf: Shelf, item: ItemRecord, now: string): Promise<Holder | null> {
  const revision = newRevision(item.xml);
  if (revision === null) return null;
  const draftId = newUuid();
  for (const store of ["files", "bytes"] as const) {
    const kept = await shelf.all<FileRecord | BytesRecord>(store, filesOf(item.holder));
    for (const record of kept) shelf.put(store, { ...record, holder: draftId });
  }
  const { formId, version, title, visit, returned, point = null, subject = "" } = item;
  const draft: DraftRecord = {
    draftId, formId, version, title, visit, returned, point, subject,
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
