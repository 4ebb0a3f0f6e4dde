/** The lists of the phone, as the screens read them. */
import type { Database, Shelf, StoreName } from "./database";
import { subjectOf } from "./findings";
import { keptUntil } from "./letting_go";
import type { DraftRecord, FormRecord, ItemRecord } from "./records";
import type {
  DraftSummary,
  FormSummary,
  OutboxItem,
  PhotoProgress,
  Room,
  Visit,
} from "./types";

const TIGHT = 200 * 1024 * 1024;

/** Forms, newest version of each, those that may be begun first. */
export async function formList(database: Database): Promise<FormSummary[]> {
  const forms = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  return forms
    .filter((form) => form.listed)
    .map(({ formId, version, title, ready, closed }) => ({ formId, version, title, ready, closed }))
    .sort((a, b) => Number(a.closed) - Number(b.closed) || order(a.formId, b.formId));
}

export async function visitList(database: Database): Promise<Visit[]> {
  const visits = await database.read(["visits"], (shelf) => shelf.all<Visit>("visits"));
  return visits.sort(
    (a, b) => order(a.plannedFrom ?? "~", b.plannedFrom ?? "~") || order(a.code, b.code),
  );
}

export async function draftList(database: Database): Promise<DraftSummary[]> {
  const drafts = await database.read(["drafts"], (shelf) => shelf.all<DraftRecord>("drafts"));
  return drafts.sort((a, b) => order(b.savedAt, a.savedAt)).map(draftSummary);
}

function draftSummary(draft: DraftRecord): DraftSummary {
  const { visit, subject, answers, replaces: _, bookmark: _left, ...rest } = draft;
  return {
    ...rest,
    visitId: visit?.id ?? null,
    visitLabel: visit?.siteName || subject || "",
    wrong: draft.wrong ?? 0,
    point: draft.point ?? null,
    findingId: subjectOf(answers.xml),
  };
}

export async function outboxList(database: Database): Promise<OutboxItem[]> {
  const items = await database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  return items.sort((a, b) => order(b.finalisedAt, a.finalisedAt)).map(outboxItem);
}

function outboxItem(item: ItemRecord): OutboxItem {
  const photos = item.manifest.files.map((file) => photoProgress(item, file));
  return {
    instanceId: item.instanceId,
    state: item.state,
    formId: item.formId,
    version: item.version,
    title: item.title,
    visitId: item.visit?.id ?? null,
    visitLabel: item.visit?.siteName || item.subject || "",
    point: item.point ?? null,
    finalisedAt: item.finalisedAt,
    deliveredAt: item.deliveredAt,
    keptUntil: item.state === "delivered" ? keptUntil(item) : null,
    answersReceivedAt: item.answersReceivedAt,
    photos,
    sentBytes: photos.reduce((sum, photo) => sum + photo.sent, 0),
    totalBytes: photos.reduce((sum, photo) => sum + photo.size, 0),
    problem: item.problem,
    returned: item.returned,
    revisedBy: item.revisedBy,
    receipt: item.receipt,
  };
}

function photoProgress(
  item: ItemRecord,
  file: { readonly name: string; readonly size: number },
): PhotoProgress {
  const upload = item.uploads[file.name];
  return {
    name: file.name,
    size: file.size,
    sent: upload?.offset ?? 0,
    state: upload?.state ?? "waiting",
  };
}

/** How many drafts and submissions lie here that no longer open. */
export async function unopenedCount(database: Database): Promise<number> {
  return database.read(["drafts", "items"], async (shelf) => {
    const counts = await Promise.all([unopenedIn(shelf, "drafts"), unopenedIn(shelf, "items")]);
    return counts[0] + counts[1];
  });
}

/** Lists leave out what does not open; nothing may leave it out of the count. */
export async function unopenedIn(
  shelf: Shelf,
  store: StoreName,
  range?: IDBKeyRange,
): Promise<number> {
  return (await shelf.keys(store, range)).length - (await shelf.all(store, range)).length;
}

/** Room on this phone. Browsers that do not say are believed to have enough. */
export async function roomOf(storage: StorageManager | undefined): Promise<Room> {
  const estimate = await storage?.estimate?.().catch(() => undefined);
  const used = estimate?.usage ?? null;
  const quota = estimate?.quota ?? null;
  const free = used === null || quota === null ? null : Math.max(0, quota - used);
  const persistent = (await storage?.persisted?.().catch(() => false)) ?? false;
  return { used, free, persistent, tight: free !== null && free < TIGHT };
}

/** Ask that nothing here is evicted, as long as the browser has not promised it. */
export async function askToKeep(storage: StorageManager | undefined): Promise<void> {
  const promised = (await storage?.persisted?.().catch(() => false)) ?? false;
  if (!promised) await storage?.persist?.().catch(() => false);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
