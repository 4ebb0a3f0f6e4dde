/**
 * All unsent work in one file that only the office can open.
 *
 * A ZIP of answers, drafts and photos, with a manifest that names each by its hash; the
 * proof beside it shows that this phone made it. Files are read one at a time.
 */
import { sha256OfText } from "../media";
import { bytesOf } from "./bytes";
import type { Database } from "./database";
import { unopenedIn } from "./lists";
import { isHeld } from "./receipt";
import { filesOf } from "./records";
import type { DeviceRecord, DraftRecord, FileRecord, Holder, ItemRecord } from "./records";
import { sealFile } from "./sealed_file";
import type { BundleMade, BundleProgress } from "./lock_types";
import { announced } from "./queue";
import { zip } from "./zip";
import type { Entry } from "./zip";

interface Work {
  readonly drafts: readonly DraftRecord[];
  readonly items: readonly ItemRecord[];
  /** What lies here and does not open. */
  readonly unopened: number;
}

/** One form on its way into the file: its text, what is said of it, whose files. */
interface Sheet {
  readonly kind: "submissions" | "drafts";
  readonly folder: string;
  readonly holder: Holder;
  readonly xml: string;
  readonly about: object;
}

/** Save everything that the office does not have; nothing on the phone changes. */
export async function makeBundle(
  database: Database,
  device: DeviceRecord | null,
  office: string | null,
  now: Date,
  told: BundleProgress,
): Promise<BundleMade> {
  const work = await unsent(database);
  const count = work.drafts.length + work.items.length;
  if (count === 0) return { state: "nothing", absent: work.unopened };
  if (office === null) return { state: "no_key" };
  const lack = { files: 0 };
  const file = await sealFile(office, zip(entries(database, device, work, lack, now, told)));
  return { state: "made", file, name: nameOf(device, now), count, absent: work.unopened + lack.files };
}

/** What the office does not have: drafts, and submissions without an equal receipt. */
async function unsent(database: Database): Promise<Work> {
  return database.read(["drafts", "items"], async (shelf) => {
    const items = await shelf.all<ItemRecord>("items");
    const drafts = await shelf.all<DraftRecord>("drafts");
    const unopened = (await unopenedIn(shelf, "items")) + (await unopenedIn(shelf, "drafts"));
    return { drafts, items: items.filter((item) => !isHeld(item)), unopened };
  });
}

async function* entries(
  database: Database,
  device: DeviceRecord | null,
  work: Work,
  lack: { files: number },
  now: Date,
  told: BundleProgress,
): AsyncGenerator<Entry> {
  const listed: Record<Sheet["kind"], object[]> = { submissions: [], drafts: [] };
  const sheets = [...work.items.map(itemSheet), ...work.drafts.map(draftSheet)];
  for (const [index, sheet] of sheets.entries()) {
    told(index, sheets.length);
    const files: object[] = [];
    yield text(`${sheet.folder}/answers.xml`, sheet.xml);
    const { files: known, unopened } = await filesUnder(database, sheet.holder);
    lack.files += unopened;
    for (const file of known) {
      const bytes = await bytesOf(database, sheet.holder, file.name);
      if (bytes === null) {
        lack.files += 1;
        continue;
      }
      const path = `${sheet.folder}/files/${files.length}`;
      files.push({ ...announced(file), path });
      yield { path, bytes: new Uint8Array(bytes) };
    }
    const hash = await sha256OfText(sheet.xml);
    listed[sheet.kind].push({ ...sheet.about, folder: sheet.folder, xml_sha256: hash, files });
  }
  const manifest = JSON.stringify({ version: 1, made_at: now.toISOString(), ...made(device), ...listed });
  yield text("manifest.json", manifest);
  if (device !== null) yield text("proof", await proof(device.token, manifest));
}

function itemSheet(item: ItemRecord, index: number): Sheet {
  const { holder, xml, instanceId, title, finalisedAt, visit, replaces } = item;
  const about = {
    instance_id: instanceId,
    title,
    device_time: finalisedAt,
    visit_id: visit?.id ?? null,
    supersedes: replaces,
  };
  return { kind: "submissions", folder: `submissions/${index}`, holder, xml, about };
}

function draftSheet(draft: DraftRecord, index: number): Sheet {
  const { draftId, instanceId, formId, version, title, savedAt, answers } = draft;
  const about = {
    instance_id: instanceId,
    form_id: formId,
    version,
    title: [title, draft.visit?.siteName].filter(Boolean).join(" "),
    saved_at: savedAt,
    // Answers that the form hides for now: they are the inspector's words too.
    aside: answers.aside,
  };
  return { kind: "drafts", folder: `drafts/${index}`, holder: draftId, xml: answers.xml, about };
}

function filesUnder(
  database: Database,
  holder: Holder,
): Promise<{ readonly files: readonly FileRecord[]; readonly unopened: number }> {
  return database.read(["files"], async (shelf) => ({
    files: await shelf.all<FileRecord>("files", filesOf(holder)),
    unopened: await unopenedIn(shelf, "files", filesOf(holder)),
  }));
}

function made(device: DeviceRecord | null): object {
  return {
    device: { id: device?.deviceId ?? "", label: device?.label ?? "" },
    campaign: device?.campaign.code ?? "",
    team: device?.team.code ?? "",
  };
}

/** Only this phone and its office know the hash of its token. */
async function proof(token: string, manifest: string): Promise<string> {
  const secret = new TextEncoder().encode(await sha256OfText(token));
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, how, false, ["sign"]);
  const mark = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(manifest));
  return [...new Uint8Array(mark)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function nameOf(device: DeviceRecord | null, now: Date): string {
  const day = now.toISOString().slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
  const label = (device?.label ?? "").replace(/[^\p{L}\p{N}]+/gu, "").slice(0, 20);
  return ["chafang", label, day].filter(Boolean).join("-") + ".chafang";
}

function text(path: string, content: string): Entry {
  return { path, bytes: new TextEncoder().encode(content) };
}
