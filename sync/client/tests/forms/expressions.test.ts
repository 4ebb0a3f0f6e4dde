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
}

interface Shared {
  readonly model: string;
  readonly context: string;
  readonly repeats: readonly string[];
  readonly finished_at: string;
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

async function evaluated(each: Case): Promise<string> {
  const form = await opened(formWith(each.model ?? shared.model, each.expression));
  const { xml } = await form.serialise();
  const out = new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName("out")[0];
  return out?.textContent ?? "";
}

/** A form around the model, whose context node is calculated by the expression. */
function formWith(model: string, expression: string): string {
  const instance = model.replace("<data>", '<data id="cases" version="1">')
    .replace("</data>", "<meta><instanceID/></meta></data>");
  const calculate = expression.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const repeats = shared.repeats
    .map((path) => `<group ref="${path}"><label>r</label><repeat nodeset="${path}"><input ref="${path}/v"><label>v</label></input></repeat></group>`)
    .join("");
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>cases</h:title><model>
<instance>${instance}</instance>
<bind nodeset="${shared.context}" type="string" calculate="${calculate}"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>${repeats}</h:body></h:html>`;
}
