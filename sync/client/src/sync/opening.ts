/** From a draft in the store to a form on the screen. */
import { newUuid, openForm } from "../forms";
import { startLocator } from "../media";
import type { Locator } from "../media";
import type { FormEnvironment, OpenForm } from "../forms";
import { reasonOf } from "./database";
import type { Database } from "./database";
import type { Desk } from "./desk";
import { Draft } from "./draft";
import { standing, saveDraft } from "./drafts";
import { withOwnEntities } from "./entities";
import { liftedLists, presetsOf } from "./findings";
import type { OpenFinding } from "./finding_types";
import { lastSaved } from "./last_saved";
import { hold } from "./locks";
import type { DraftRecord, FormRecord, Holder } from "./records";
import type { DraftOpened, FormSummary, Visit } from "./types";
import { presetsOfVisit } from "./visit_presets";

/** So long a draft that was just left may take until it is put away. */
const PUTTING_AWAY_MS = 4000;

/** Make a new draft of a form, keep it, and open it. */
export function beginDraft(
  desk: Desk,
  summary: FormSummary,
  visit: Visit | null,
  finding: OpenFinding | null = null,
): Promise<DraftOpened> {
  return answered((locator) => begin(desk, summary, visit, finding, locator));
}

/** Open a draft where it was left, unless another tab has it. */
export function openDraft(desk: Desk, draftId: Holder): Promise<DraftOpened> {
  return answered((locator) =>
    locked(draftId, (release) => reopen(desk, draftId, locator, release)),
  );
}

/** Listen for places while it opens, and on with the draft; a store that fails answers too. */
async function answered(open: (locator: Locator) => Promise<DraftOpened>): Promise<DraftOpened> {
  const locator = startLocator();
  try {
    const opened = await open(locator);
    if (opened.state !== "open") locator.stop();
    return opened;
  } catch (error) {
    locator.stop();
    return { state: "not_kept", reason: reasonOf(error) };
  }
}

async function begin(
  desk: Desk,
  summary: FormSummary,
  visit: Visit | null,
  finding: OpenFinding | null,
  locator: Locator,
): Promise<DraftOpened> {
  const record = await formOf(desk.database, summary.formId, summary.version);
  if (record === null) return { state: "gone" };
  const around = await environment(desk, record, { visit, draftId: null, locator });
  const about = presetsOfVisit(visit, record.lists);
  const presets = { ...about, ...around.presets, ...(finding === null ? {} : presetsOf(finding)) };
  const form = await openForm(await sourceOf(desk, record), null, { ...around, presets });
  if (form.state === "failed") return form;
  const draft = await newDraft(desk, record, form, visit);
  await saveDraft(desk.database, draft, new Set(), null);
  return locked(draft.draftId, async (release) => ({
    state: "open",
    draft: new Draft(desk, draft, form, locator, release),
  }));
}

async function reopen(
  desk: Desk,
  draftId: Holder,
  locator: Locator,
  release: () => void,
): Promise<DraftOpened> {
  const draft = await desk.database.read(["drafts"], (shelf) =>
    shelf.get<DraftRecord>("drafts", draftId),
  );
  if (draft === undefined) return { state: "gone" };
  const { formId, version, answers, visit } = draft;
  const record = await formOf(desk.database, formId, version);
  if (record === null) return { state: "failed", reason: "list_missing", detail: formId };
  const around = await environment(desk, record, { visit, draftId, locator });
  const form = await openForm(await sourceOf(desk, record), answers, around);
  if (form.state === "failed") return form;
  return { state: "open", draft: new Draft(desk, draft, form, locator, release) };
}

/** Lock a draft, and let it go again unless it was opened. */
async function locked(
  draftId: Holder,
  open: (release: () => void) => Promise<DraftOpened>,
): Promise<DraftOpened> {
  const release = await hold(`chafang-draft-${draftId}`, PUTTING_AWAY_MS);
  if (release === null) return { state: "elsewhere" };
  try {
    const opened = await open(release);
    if (opened.state !== "open") release();
    return opened;
  } catch (error) {
    release();
    throw error;
  }
}

async function newDraft(
  desk: Desk,
  record: FormRecord,
  form: OpenForm,
  visit: Visit | null,
): Promise<DraftRecord> {
  const { formId, version, title } = record;
  const { xml, aside } = await form.serialise();
  const now = desk.world.now().toISOString();
  return {
    draftId: newUuid(),
    instanceId: form.instanceId,
    formId,
    version,
    title,
    visit,
    createdAt: now,
    savedAt: now,
    answers: { xml, aside },
    photos: 0,
    ...standing(form, xml),
    returned: null,
    replaces: null,
    pendingPhoto: null,
  };
}

async function formOf(
  database: Database,
  formId: string,
  version: string,
): Promise<FormRecord | null> {
  const record = await database.read(["forms"], (shelf) =>
    shelf.get<FormRecord>("forms", [formId, version]),
  );
  return record?.ready === true ? record : null;
}

async function sourceOf(
  desk: Desk,
  record: FormRecord,
): Promise<Parameters<typeof openForm>[0]> {
  const carried = await liftedLists(desk.database, record.lists);
  const lists = await withOwnEntities(desk, carried);
  const attachments = new Map(lists.map((list) => [list.name, list.text]));
  return { definition: record.definition, attachments };
}

interface Around {
  readonly visit: Visit | null;
  readonly draftId: Holder | null;
  readonly locator: Locator;
}

async function environment(
  desk: Desk,
  form: FormRecord,
  { visit, draftId, locator }: Around,
): Promise<FormEnvironment> {
  const { database, device, world } = desk;
  return {
    deviceId: device?.deviceId ?? "",
    username: device?.user?.staffNo ?? "",
    language: world.language.slice(0, 2),
    presets: { visit_id: visit?.id ?? "", team_code: device?.team.code ?? "" },
    lastSaved: await lastSaved(database, form, draftId),
    place: () => locator.placeNow(),
  };
}
