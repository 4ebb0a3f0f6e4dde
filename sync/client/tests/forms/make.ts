/** A form in a test is a table: | type | name | and what the question needs |. */
import { openForm } from "../../src/forms";
import type {
  ChoiceField, DateField, DraftAnswers, FormEnvironment, FormNode, FormSource, Group,
  LineField, NoteField, NumberField, OpenForm, PhotoStrip, PointField, Repeat, TextField, TriggerField,
} from "../../src/forms";

export interface Question {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly bind?: string;
  readonly body?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly inside?: readonly Question[];
}

const TYPES: Record<string, string> = {
  integer: "int", image: "binary", audio: "binary", one: "string", many: "string",
  text: "string", note: "string", trigger: "string", calculate: "string", hidden: "string",
};

/** An XForm as pyxform would write it, from a list of questions. */
export function makeForm(questions: readonly Question[], meta = ""): string {
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Test form</h:title><model odk:xforms-version="1.0.0">
<instance><data id="test" version="1">${questions.map(element).join("")}<meta>${meta}<instanceID/></meta></data></instance>
${questions.map((question) => binds(question, "/data")).join("\n")}
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>${questions.map((question) => control(question, "/data")).join("\n")}</h:body></h:html>`;
}

function element(question: Question): string {
  const inner = (question.inside ?? []).map(element).join("");
  const plain = `<${question.name}>${inner}${question.default ?? ""}</${question.name}>`;
  if (question.type !== "repeat") return plain;
  return `<${question.name} jr:template="">${inner}</${question.name}>${plain}`;
}

function binds(question: Question, above: string): string {
  const path = `${above}/${question.name}`;
  const below = (question.inside ?? []).map((each) => binds(each, path)).join("\n");
  const container = question.type === "group" || question.type === "repeat";
  const type = container ? "" : ` type="${TYPES[question.type] ?? question.type}"`;
  const own = container && question.bind === undefined
    ? "" : `<bind nodeset="${path}"${type} ${question.bind ?? ""}/>`;
  return `${own}${below}`;
}

function control(question: Question, above: string): string {
  const path = `${above}/${question.name}`;
  const label = `<label>${question.label ?? question.name}</label>`;
  const inner = (question.inside ?? []).map((each) => control(each, path)).join("");
  const items = (question.choices ?? [])
    .map((value) => `<item><label>${value.toUpperCase()}</label><value>${value}</value></item>`)
    .join("");
  const extra = question.body ?? "";
  switch (question.type) {
    case "calculate": case "hidden": return "";
    case "group": return `<group ref="${path}" ${extra}>${label}${inner}</group>`;
    case "repeat":
      return `<group ref="${path}">${label}<repeat nodeset="${path}" ${extra}>${inner}</repeat></group>`;
    case "image": case "audio":
      return `<upload mediatype="${question.type}/*" ref="${path}" ${extra}>${label}</upload>`;
    case "one": return `<select1 ref="${path}" ${extra}>${label}${items}</select1>`;
    case "many": return `<select ref="${path}" ${extra}>${label}${items}</select>`;
    case "trigger": return `<trigger ref="${path}" ${extra}>${label}</trigger>`;
    default: return `<input ref="${path}" ${extra}>${label}</input>`;
  }
}

export const ENVIRONMENT: FormEnvironment = {
  deviceId: "phone-1", username: "0714", language: "zh", presets: {}, lastSaved: null,
  place: async () => null,
};

export async function opened(
  definition: string,
  draft: DraftAnswers | null = null,
  environment: FormEnvironment = ENVIRONMENT,
  attachments: FormSource["attachments"] = new Map(),
): Promise<OpenForm> {
  const form = await openForm({ definition, attachments }, draft, environment);
  if (form.state === "failed") throw new Error(`${form.reason}: ${form.detail}`);
  return form;
}

/** Close a form and open it again from what a store would have kept. */
export async function reopened(form: OpenForm, definition: string): Promise<OpenForm> {
  return opened(definition, await form.serialise());
}

interface Kinds {
  text: TextField;
  barcode: TextField;
  integer: NumberField;
  decimal: NumberField;
  date: DateField;
  time: DateField;
  dateTime: DateField;
  one: ChoiceField;
  many: ChoiceField;
  rank: ChoiceField;
  point: PointField;
  trace: LineField;
  shape: LineField;
  trigger: TriggerField;
  note: NoteField;
  group: Group;
  repeat: Repeat;
  photoStrip: PhotoStrip;
}

/** The first node with this name, anywhere below; a throw when there is none. */
export function find<Kind extends keyof Kinds>(
  form: { readonly pages: OpenForm["pages"] } | { readonly nodes: readonly FormNode[] },
  name: string,
  kind: Kind,
): Kinds[Kind] {
  const nodes = "pages" in form ? form.pages.flatMap((page) => page.nodes) : form.nodes;
  const found = search(nodes, (node) => node.name === name && matches(node, kind));
  if (found === null) throw new Error(`No ${kind} ${name}`);
  return found as Kinds[Kind];
}

function matches(node: FormNode, kind: keyof Kinds): boolean {
  return node.kind === kind || (node.kind === "field" && node.type === kind);
}

function search(
  nodes: readonly FormNode[],
  wanted: (node: FormNode) => boolean,
): FormNode | null {
  for (const node of nodes) {
    if (wanted(node)) return node;
    const below = node.kind === "repeat" ? node.rows : "nodes" in node ? node.nodes : [];
    const found = search(below, wanted);
    if (found !== null) return found;
  }
  return null;
}
