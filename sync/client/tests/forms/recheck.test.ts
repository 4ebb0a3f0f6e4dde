/**
 * The shared cases of tests/conformance/recheck.json, answered in the engine that the
 * phone uses: what it would not let pass is what the office tells of another client.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Field, FormNode, OpenForm, Repeat } from "../../src/forms";
import { set, type Answers } from "./filling";
import { ENVIRONMENT, opened } from "./make";

type Issue = [code: string, question: string, row: number | null];
interface Reckoned { readonly [name: string]: string | readonly Reckoned[] }

interface Case {
  readonly name: string;
  readonly change?: Answers;
  readonly calculated?: Reckoned;
  /** What the phone reckons where it takes an answer that the office is sent. */
  readonly web_calculated?: Reckoned;
  readonly why?: string;
  readonly issues?: readonly Issue[];
}

interface Shared {
  readonly at: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly forms: Readonly<Record<string, {
    readonly base: Answers;
    readonly calculated: Reckoned;
    readonly cases: readonly Case[];
  }>>;
}

const TABLES = new URL("../../../../tests/conformance/recheck.json", import.meta.url);
const shared = JSON.parse(readFileSync(TABLES, "utf8")) as Shared;
const lists = new Map(Object.entries(shared.lists).map(([name, lines]) => [name, lines.join("\n")]));
const cases = Object.entries(shared.forms).flatMap(([form, drawn]) =>
  drawn.cases.map((each) => ({ form, drawn, each, name: each.name })));

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(shared.at), toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

test.each(cases)("$form: $name", async ({ form: name, drawn, each }) => {
  const source = readFileSync(new URL(`../fixtures/recheck_${name}.xml`, import.meta.url), "utf8");
  const form = await opened(source, null, ENVIRONMENT, lists);
  const found = answered(form, { ...drawn.base, ...each.change });
  const wanted = (each.issues ?? []).filter(([code]) => code !== "calculation");
  expect(sorted(found)).toEqual(sorted(wanted.map(plain)));
  const reckoned = { ...(each.calculated ?? drawn.calculated), ...each.web_calculated };
  expect(read((await form.serialise()).xml, reckoned)).toEqual(reckoned);
});

/** Answer a form in its order, and say what it refuses, hides or complains of. */
function answered(form: OpenForm, answers: Answers): Issue[] {
  const nodes = form.pages.flatMap((page) => page.nodes);
  const refused = give(nodes, answers, null);
  const known = new Set(refused.map(([, question, row]) => `${question} ${row}`));
  const against = complaints(form.pages.flatMap((page) => page.nodes), null)
    .filter(([, question, row]) => !known.has(`${question} ${row}`));
  return [...refused, ...against];
}

function give(nodes: readonly FormNode[], answers: Answers, row: number | null): Issue[] {
  return nodes.flatMap((node): Issue[] => {
    if (node.kind === "group") return give(node.nodes, answers, row);
    const answer = answers[node.name] ?? null;
    if (node.kind === "repeat") return rows(node, (answer ?? []) as readonly Answers[]);
    if (answer === null || node.kind !== "field") return [];
    if (!node.relevant) return [["in_vain", node.name, row]];
    return taken(node, String(answer)) ? [] : [[offers(node) ? "untyped" : "unoffered", node.name, row]];
  });
}

function rows(repeat: Repeat, wanted: readonly Answers[]): Issue[] {
  while (repeat.rows.length > wanted.length) repeat.remove(repeat.rows.at(-1)!);
  while (repeat.rows.length < wanted.length) repeat.add();
  return wanted.flatMap((answers, at) => give(repeat.rows[at]!.nodes, answers, at + 1));
}

function offers(field: Field): boolean {
  return !("choices" in field);
}

function taken(field: Field, answer: string): boolean {
  if ("choices" in field) {
    const offered = new Set(field.choices.map((choice) => choice.value));
    if (!answer.split(" ").every((one) => offered.has(one))) return false;
  }
  return set(field, answer) !== "refused";
}

function complaints(nodes: readonly FormNode[], row: number | null): Issue[] {
  return nodes.flatMap((node): Issue[] => {
    if (!node.relevant) return [];
    if (node.kind === "group") return complaints(node.nodes, row);
    if (node.kind === "repeat") return node.rows.flatMap((each, at) => complaints(each.nodes, at + 1));
    if (node.kind !== "field" || node.violation === null) return [];
    return [[node.violation.kind === "required" ? "missing" : "constraint", node.name, row]];
  });
}

/** The phone has one word for a choice that it does not offer. */
function plain([code, question, row]: Issue): Issue {
  return [code === "unlisted" || code === "left_out" ? "unoffered" : code, question, row];
}

function sorted(issues: readonly Issue[]): string[] {
  return issues.map((issue) => issue.join(" ")).sort();
}

/** Read the calculated answers out of what would be sent. */
function read(xml: string, wanted: Reckoned): Reckoned {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  return values(root, wanted);
}

function values(within: Element, wanted: Reckoned): Reckoned {
  return Object.fromEntries(Object.entries(wanted).map(([name, told]) => {
    const found = [...within.children].filter((child) => child.localName === name);
    if (typeof told === "string") return [name, found[0]?.textContent ?? ""];
    return [name, found.map((row, at) => values(row, told[at] ?? {}))];
  }));
}
