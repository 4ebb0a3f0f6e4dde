/** What a new version must open before it takes over: every form and every draft. */
import type { Database } from "./database";
import { liftedLists } from "./findings";
import type { DraftRecord, FormRecord } from "./records";
import type { Specimen } from "./types";

/** Read all forms that are whole, and all drafts with the form each was begun with. */
export async function specimensOf(database: Database): Promise<Specimen[]> {
  const forms = await database.read(["forms"], (shelf) => shelf.all<FormRecord>("forms"));
  const drafts = await database.read(["drafts"], (shelf) => shelf.all<DraftRecord>("drafts"));
  const ready = forms.filter((form) => form.ready);
  const whole = await Promise.all(
    ready.map(async (form) => ({ ...form, lists: await liftedLists(database, form.lists) })),
  );
  const begun = drafts.flatMap((draft) => {
    const form = whole.find((one) => one.formId === draft.formId && one.version === draft.version);
    return form === undefined ? [] : [{ ...specimen(form), name: draftName(draft), answers: draft.answers }];
  });
  return [...whole.map(specimen), ...begun];
}

function specimen({ title, definition, lists }: FormRecord): Specimen {
  return { name: title, definition, lists, answers: null };
}

function draftName(draft: DraftRecord): string {
  return [draft.visit?.siteName ?? "", draft.title].filter(Boolean).join("·");
}
