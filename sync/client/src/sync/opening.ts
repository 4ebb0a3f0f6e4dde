/** From a draft in the store to a form on the screen. */
import { openForm } from "../forms";
import type { FormEnvironment } from "../forms";
import type { Database } from "./database";
import { Draft } from "./draft";
import { hold } from "./locks";
import type { Bell } from "./bell";
import { countOf, saveDraft } from "./drafts";
import type { DeviceRecord, DraftRecord, FormRecord, Holder } from "./records";
import type { World } from "./server";
import { newUuid } from "../forms";
import { reasonOf } from "./database";
import type { DraftOpened, FormSummary, Visit } from "./types";

/** What opening needs of the phone. */
export interface Desk {
  readonly database: Database;
  readonly world: World;
  readonly device: DeviceRecord | null;
  readonly bell: Bell;
}

/** Make a new draft of a form, keep it, and open it. */
export async function beginDraft(
  desk: Desk,
  summary: FormSummary,
  visit: Visit | null,
): Promise<DraftOpened> {
  const record = await formOf(desk.database, summary.formId, summary.version);
  if (record === null) return { state: "gone" };
  const form = await openForm(sourceOf(record), null, environment(desk, visit));
  if (form.state === "failed") return form;
  const { xml, aside } = await form.serialise();
  const now = desk.world.now().toISOString();
  const draft: DraftRecord = {
    draftId: newUuid(),
    instanceId: form.instanceId,
    formId: record.formId,
    version: record.version,
    title: record.title,
    visit,
    createdAt: now,
    savedAt: now,
    answers: { xml, aside },
    photos: 0,
    ...countOf(form),
    returned: null,
    replaces: null,
    pendingPhoto: null,
  };
  try {
    await saveDraft(desk.database, draft, new Set(), null);
  } catch (error) {
    return { state: "not_kept", reason: reasonOf(error) };
  }
  return opened(desk, draft, form);
}

/** Open a draft where it was left, unless another tab has it. */
export async function openDraft(desk: Desk, draftId: Holder): Promise<DraftOpened> {
  const draft = await desk.database.read(["drafts"], (shelf) =>
    shelf.get<DraftRecord>("drafts", draftId),
  );
  if (draft === undefined) return { state: "gone" };
  const record = await formOf(desk.database, draft.formId, draft.version);
  if (record === null) return { state: "failed", reason: "list_missing", detail: draft.formId };
  const form = await openForm(sourceOf(record), draft.answers, environment(desk, draft.visit));
  return form.state === "failed" ? form : opened(desk, draft, form);
}

async function opened(
  desk: Desk,
  draft: DraftRecord,
  form: ConstructorParameters<typeof Draft>[2],
): Promise<DraftOpened> {
  const release = await hold(`chafang-draft-${draft.draftId}`);
  if (release === null) return { state: "elsewhere" };
  return { state: "open", draft: new Draft(desk, draft, form, release) };
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

function sourceOf(record: FormRecord): Parameters<typeof openForm>[0] {
  const attachments = new Map(record.lists.map((list) => [list.name, list.text]));
  return { definition: record.definition, attachments };
}

function environment(desk: Desk, visit: Visit | null): FormEnvironment {
  const { device, world } = desk;
  return {
    deviceId: device?.deviceId ?? "",
    username: device?.user?.staffNo ?? "",
    language: world.language.slice(0, 2),
    presets: { visit_id: visit?.id ?? "", team_code: device?.team.code ?? "" },
  };
}
