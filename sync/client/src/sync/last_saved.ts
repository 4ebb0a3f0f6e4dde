/** The answers of a form that were saved last on this phone: `jr://instance/last-saved`. */
import type { Database } from "./database";
import type { DraftRecord, FormRecord, Holder, ItemRecord } from "./records";

interface Saved {
  readonly at: string;
  readonly xml: string;
}

/** Find them for a form that asks; null when there are none, or it asks for none. */
export async function lastSaved(
  database: Database,
  form: FormRecord,
  except: Holder | null,
): Promise<string | null> {
  if (!form.definition.includes("jr://instance/last-saved")) return null;
  const [drafts, items] = await database.read(["drafts", "items"], async (shelf) => [
    await shelf.all<DraftRecord>("drafts"),
    await shelf.all<ItemRecord>("items"),
  ]);
  const saved: Saved[] = [
    ...drafts
      .filter((draft) => draft.formId === form.formId && draft.draftId !== except)
      .map((draft) => ({ at: draft.savedAt, xml: draft.answers.xml })),
    ...items
      .filter((item) => item.formId === form.formId)
      .map((item) => ({ at: item.finalisedAt, xml: item.xml })),
  ];
  return saved.sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.xml ?? null;
}
