/** Open a form: new, or where its draft was left. */
import { readFacts } from "./definition";
import type * as Engine from "./engine";
import { withAside } from "./instance";
import { prepared } from "./prepare";
import type {
  DraftAnswers,
  FormEnvironment,
  FormFailure,
  FormOpened,
  FormSource,
  OpenForm,
  Point,
} from "./types";

/**
 * Open a form with its lists. Without a draft it begins new answers and fills in the
 * environment's presets; with one it goes on under the same instanceID.
 */
export async function openForm(
  source: FormSource,
  draft: DraftAnswers | null,
  environment: FormEnvironment,
): Promise<FormOpened> {
  const facts = readFacts(source.definition);
  if (facts === null) return failure("not_a_form", "no primary instance");
  // The engine is most of the app's weight: it is loaded when the first form opens.
  const [engine, { Opened }] = await Promise.all([
    import("./engine"),
    import("./opened"),
  ]);
  const parsed = await parsedForm(engine, source, draft, environment);
  if ("state" in parsed) return parsed;
  // A task of its own, so that the page may draw between the two.
  await new Promise((done) => setTimeout(done));
  let opened: OpenForm | null = null;
  const place = async (): Promise<string> => {
    const found = await environment.place();
    // The engine writes it in a moment: whoever saves by then has it.
    opened?.touched();
    return found === null ? "" : writtenPoint(found);
  };
  const root = await begin(engine, parsed.form, draft, { ...environment, place });
  if ("state" in root) return root;
  opened = new Opened(root.root, facts, draft, environment);
  return opened;
}

/** As ODK writes a point; an accuracy that nobody knows is none. */
function writtenPoint({ latitude, longitude, altitude, accuracy }: Point): string {
  return [latitude, longitude, altitude ?? 0, accuracy ?? 0].join(" ");
}

type Loaded = typeof Engine;

async function parsedForm(
  engine: Loaded,
  source: FormSource,
  draft: DraftAnswers | null,
  environment: FormEnvironment,
): Promise<{ form: Engine.EngineForm } | FormFailure> {
  try {
    const definition = definitionFor(source, draft, environment);
    return { form: await engine.parse(definition, source.attachments) };
  } catch (error) {
    const missing = missingList(source);
    if (missing !== null) return failure("list_missing", missing);
    return failure("not_a_form", words(error));
  }
}

function definitionFor(
  source: FormSource,
  draft: DraftAnswers | null,
  environment: FormEnvironment,
): string {
  return prepared(source.definition, {
    presets: draft === null ? environment.presets : {},
    revises: draft?.xml.includes("deprecatedID>") === true,
    lastSaved: environment.lastSaved,
  });
}

async function begin(
  engine: Loaded,
  form: Engine.EngineForm,
  draft: DraftAnswers | null,
  environment: Engine.EngineEnvironment,
): Promise<{ root: Engine.RootNode } | FormFailure> {
  if (draft === null) return { root: engine.create(form, environment) };
  const xml = withAside(draft.xml, draft.aside);
  if (xml === null) return failure("draft_unreadable", "not well formed");
  try {
    return { root: await engine.restore(form, xml, environment) };
  } catch (error) {
    return failure("draft_unreadable", words(error));
  }
}

/** The first list that the definition names and nobody attached. */
function missingList(source: FormSource): string | null {
  const named = source.definition.matchAll(/jr:\/\/file(?:-csv)?\/([^"'<>\s]+)/g);
  for (const [, name] of named) {
    if (name !== undefined && !source.attachments.has(name)) return name;
  }
  return null;
}

function failure(reason: FormFailure["reason"], detail: string): FormFailure {
  return { state: "failed", reason, detail };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
