/** The shared cases of expressions, evaluated by the engine that the phone uses. */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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

test.each(shared.cases)("$name", async (each) => {
  const wanted = each.web === undefined ? each.expected : each.web;
  const answer = await evaluated(each).catch(() => null);
  expect(answer).toBe(wanted);
});

/** What then stands in the context, joined by commas where it has many rows. */
async function evaluated(each: Case): Promise<string> {
  const form = await opened(formWith(each));
  const { xml } = await form.serialise();
  const name = (each.context ?? shared.context).split("/").at(-1) ?? "";
  const found = new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName(name);
  return [...found].map((element) => element.textContent).join(",");
}

/** A form around the model, whose context node is calculated by the expression. */
function formWith(each: Case): string {
  const instance = (each.model ?? shared.model).replace("<data>", '<data id="cases" version="7">')
    .replace("</data>", "<meta><instanceID/></meta></data>");
  const calculate = each.expression
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>cases</h:title><model>
<itext><translation default="true()" lang="zh">${written(shared.texts, text)}</translation></itext>
<instance>${instance}</instance>
${written(shared.lists, list)}
<bind nodeset="${each.context ?? shared.context}" type="string" calculate="${calculate}"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>${shared.repeats.map(repeat).join("")}${written(shared.choices, select)}</h:body></h:html>`;
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
