/** A draft becomes a submission: with every file it names, or not at all. */
import type { Serialised } from "../forms";
import { sha256, sha256OfText } from "../media";
import { DamagedError } from "./database";
import type { Database } from "./database";
import { DRAFT_STORES, dropUnnamed, fileOf, markRevised } from "./drafts";
import { filesOf } from "./records";
import type { DraftRecord, FileRecord, Holder, ItemRecord, Upload } from "./records";
import type { Finalised, Manifest } from "./types";

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
    point: draft.point ?? null,
    subject: draft.subject ?? "",
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
