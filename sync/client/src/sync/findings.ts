/**
 * The open findings of the team, as the list of the follow-up form tells them, and
 * small photos of how each was. Both lie covered: they say what was found where.
 */
import { csvRows } from "./csv";
import { unlessDamaged } from "./database";
import type { Database, Shelf } from "./database";
import type { OpenFinding } from "./finding_types";
import { filesOf } from "./records";
import type { BytesRecord, FormRecord, ListText } from "./records";
import type { Server } from "./server";
import type { KeptFile } from "./kept_types";

const LIST = "open_findings.csv";
/** What lies under these holders in `bytes` belongs to no draft and no submission. */
const LISTS = "findings";
const BEFORE = "before";
/** A list without a line: what an engine reads when nothing is open. */
const NONE = "name,label\n";

/** Keep the list of findings covered, and leave only its name and hash in the form. */
export function layCovered(shelf: Shelf, lists: readonly ListText[]): ListText[] {
  return lists.map((list) => {
    if (list.name !== LIST || list.text === "") return list;
    const bytes = new TextEncoder().encode(list.text).buffer;
    shelf.put("bytes", { holder: LISTS, name: LIST, bytes } satisfies BytesRecord);
    return { ...list, text: "" };
  });
}

/** The lists of a form with their texts, covered ones lifted. */
export async function liftedLists(database: Database, lists: readonly ListText[]): Promise<ListText[]> {
  if (!lists.some(isCovered)) return [...lists];
  const text = (await listText(database)) ?? NONE;
  return lists.map((list) => (isCovered(list) ? { ...list, text } : list));
}

/** The lists that need not be fetched again: a covered one counts only while it is there. */
export async function stillHere(database: Database, lists: readonly ListText[]): Promise<ListText[]> {
  const isHere = lists.some(isCovered) && (await listText(database)) !== null;
  return lists.filter((list) => !isCovered(list) || isHere);
}

/** The open findings, what is due first at the top. */
export async function openFindings(database: Database): Promise<OpenFinding[]> {
  return csvRows((await listText(database)) ?? NONE).map((row) => ({
    id: row["name"] ?? "",
    number: row["number"] ?? "",
    title: row["title"] ?? "",
    site: row["site"] ?? "",
    unit: row["unit"] ?? "",
    category: row["category"] ?? "",
    severity: row["severity"] ?? "",
    due: row["due"] ?? "",
    require: row["require"] ?? "",
    claim: row["claim"] ?? "",
    place: row["place"] ?? "",
    before: (row["before"] ?? "").split(" ").filter(Boolean),
  }));
}

/** The form in which findings are followed up; null while it is not here. */
export async function followUpForm(database: Database): Promise<FormRecord | null> {
  const forms = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  const fits = (form: FormRecord): boolean =>
    form.listed && form.ready && !form.closed && form.lists.some((list) => list.name === LIST);
  return forms.find(fits) ?? null;
}

/** What a form is told of a finding before anybody sees it. */
export function presetsOf(finding: OpenFinding): Record<string, string> {
  return {
    prefilled: "yes",
    finding_id: finding.id,
    finding_no: finding.number,
    finding_title: finding.title,
    require_text: finding.require,
    due_date: finding.due,
    orig_loc: finding.place,
    claim_text: finding.claim,
    site_name: finding.site,
  };
}

/** The finding that answers speak of; "" when of none. */
export function subjectOf(xml: string): string {
  return /<finding_id>([^<]*)<\/finding_id>/.exec(xml)?.[1] ?? "";
}

/** Fetch the photos of how findings were that are not here yet, and drop the others. */
export async function fetchBefore(database: Database, server: Server): Promise<void> {
  const wanted = new Set((await openFindings(database)).flatMap((finding) => finding.before));
  const here = await database.read(["bytes"], (shelf) => shelf.keys("bytes", filesOf(BEFORE)));
  const names = new Set(here.map((key) => (key as string[])[1] ?? ""));
  await drop(database, [...names].filter((name) => !wanted.has(name)));
  for (const name of wanted) {
    if (names.has(name)) continue;
    const answer = await server.bytes(`/api/v1/findings/photos/${encodeURIComponent(name)}`);
    if (answer.state === "offline" || answer.state === "login_page") return;
    if (answer.state === "answered") await keep(database, name, answer.bytes);
  }
}

/** The photos of how a finding was, as far as they are on the phone. */
export async function beforeOf(database: Database, finding: OpenFinding): Promise<KeptFile[]> {
  const kept = await database.read(["bytes"], (shelf) =>
    Promise.all(
      finding.before.map((name) => unlessDamaged(shelf.get<BytesRecord>("bytes", [BEFORE, name]))),
    ),
  );
  return kept.flatMap((record) => (record === undefined ? [] : [asFile(record)]));
}

/** Forget everything: the phone is nobody's any more. */
export function forgetFindings(shelf: Shelf): void {
  shelf.delete("bytes", filesOf(LISTS));
  shelf.delete("bytes", filesOf(BEFORE));
}

function isCovered(list: ListText): boolean {
  return list.name === LIST && list.text === "";
}

/** Null when it is not here, or does not open: then it is fetched again. */
async function listText(database: Database): Promise<string | null> {
  const record = await database.read(["bytes"], (shelf) =>
    unlessDamaged(shelf.get<BytesRecord>("bytes", [LISTS, LIST])),
  );
  return record === undefined ? null : new TextDecoder().decode(record.bytes);
}

function keep(database: Database, name: string, bytes: ArrayBuffer): Promise<void> {
  const record: BytesRecord = { holder: BEFORE, name, bytes };
  return database.change(["bytes"], async (shelf) => shelf.put("bytes", record));
}

async function drop(database: Database, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await database.change(["bytes"], async (shelf) => {
    for (const name of names) shelf.delete("bytes", [BEFORE, name]);
  });
}

function asFile({ name, bytes }: BytesRecord): KeptFile {
  return {
    name, bytes,
    mime: "image/jpeg",
    size: bytes.byteLength,
    sha256: "",
    capturedAt: "",
    source: "unknown",
    gps: null,
    calledAs: null,
  };
}
