/** The shared cases of expressions, evaluated by the engine that the phone uses. */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { opened } from "./make";

interface Case {
  readonly name: string;
  readonly expression: string;
  readonly expected: string;
  /** What the web engine says where it differs; null: it stops with an error. */
  readonly web?: string | null;
  readonly why?: string;
  readonly model?: string;
  readonly context?: string;
}

type Item = Readonly<Record<string, string>>;

interface Shared {
  readonly model: string;
  readonly context: string;
  readonly repeats: readonly string[];
  readonly finished_at: string;
  /** Lists by name, texts by id, and the choices of questions by path. */
  readonly lists: Readonly<Record<string, readonly Item[]>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly Case[];
}

const FILE = new URL("../../../../tests/conformance/expressions.json", import.meta.url);
const shared = JSON.parse(readFileSync(FILE, "utf8")) as Shared;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(shared.finished_at), toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

/** Most cases stand side by side in one form; what has a form of its own, or may stop one, alone. */
const together = shared.cases.filter((each) => !alone(each));
const answers = new Map<string, string>();

beforeAll(async () => {
  vi.useFakeTimers({ now: new Date(shared.finished_at), toFake: ["Date"] });
  const told = await evaluated(shared.model, shared.context, together.map((each) => each.expression));
  together.forEach((each, at) => answers.set(each.name, told[at] ?? ""));
});

test.each(shared.cases)("$name", async (each) => {
  const wanted = each.web === undefined ? each.expected : each.web;
  const answer = answers.get(each.name) ?? await byItself(each).catch(() => null);
  expect(answer).toBe(wanted);
});

function alone(each: Case): boolean {
  return each.web === null || each.model !== undefined || each.context !== undefined;
}

async function byItself(each: Case): Promise<string> {
  const { model, context } = { ...shared, ...each };
  const [told] = await evaluated(model, context, [each.expression]);
  return told ?? "";
}

/** What stands in the context of each expression, joined by commas where it has many rows. */
async function evaluated(model: string, context: string, expressions: readonly string[]): Promise<string[]> {
  const form = await opened(formWith(model, context, expressions));
  const { xml } = await form.serialise();
  const told = new DOMParser().parseFromString(xml, "text/xml");
  return expressions.map((_, at) =>
    [...told.getElementsByTagName(`${context.split("/").at(-1)}${at}`)]
      .map((element) => element.textContent).join(","));
}

/** A form around the model, whose context node stands there once for each expression. */
function formWith(model: string, context: string, expressions: readonly string[]): string {
  const name = context.split("/").at(-1) ?? "";
  const places = expressions.map((_, at) => `<${name}${at}/>`).join("");
  const instance = model.replace("<data>", '<data id="cases" version="7">')
    .replaceAll(`<${name}/>`, places).replace("</data>", "<meta><instanceID/></meta></data>");
  const binds = expressions.map((written, at) =>
    `<bind nodeset="${context}${at}" type="string" calculate="${quoted(written)}"/>`).join("");
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>cases</h:title><model>
<itext><translation default="true()" lang="zh">${written(shared.texts, text)}</translation></itext>
<instance>${instance}</instance>
${written(shared.lists, list)}${binds}
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>${shared.repeats.map(repeat).join("")}${written(shared.choices, select)}</h:body></h:html>`;
}

function quoted(expression: string): string {
  return expression.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function written<Told>(by: Readonly<Record<string, Told>>, write: (key: string, told: Told) => string): string {
  return Object.entries(by).map(([key, told]) => write(key, told)).join("");
}

function text(id: string, told: string): string {
  return `<text id="${id}"><value>${told}</value></text>`;
}

function list(name: string, items: readonly Item[]): string {
  const rows = items.map((item) => `<item>${written(item, cell)}</item>`).join("");
  return `<instance id="${name}"><root>${rows}</root></instance>`;
}

function cell(column: string, told: string): string {
  return `<${column}>${told}</${column}>`;
}

function repeat(path: string): string {
  return `<group ref="${path}"><label>r</label><repeat nodeset="${path}"><input ref="${path}/v"><label>v</label></input></repeat></group>`;
}

function select(path: string, choices: Readonly<Record<string, string>>): string {
  const items = written(choices, (value, label) => `<item><label>${label}</label><value>${value}</value></item>`);
  return `<select ref="${path}"><label>s</label>${items}</select>`;
}
