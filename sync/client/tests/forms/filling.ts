/** Fills a form as a table says, question by question, in the order of the form. */
import { expect } from "vitest";
import type { FormNode, OpenForm, Repeat } from "../../src/forms";

/** Answers by name: words for questions, how many for photos, rows for repeats. */
export interface Answers {
  readonly [name: string]: string | number | null | readonly Answers[];
}

/** Give every answer of the table; a question that is not asked is a mistake in it. */
export function fill(form: OpenForm, answers: Answers): void {
  const left = new Set(named(answers));
  for (const page of form.pages) give(page.nodes, answers, left);
  expect([...left], "answers that the form does not ask for").toEqual([]);
}

function named(answers: Answers): string[] {
  return Object.keys(answers).filter((name) => answers[name] !== null);
}

function give(nodes: readonly FormNode[], answers: Answers, left: Set<string>): void {
  for (const node of nodes) {
    if (!node.relevant) continue;
    if (node.kind === "group") give(node.nodes, answers, left);
    const answer = answers[node.name];
    if (answer === undefined || answer === null) continue;
    left.delete(node.name);
    if (node.kind === "repeat") rows(node, answer as readonly Answers[]);
    else one(node, answer as string | number);
  }
}

function rows(repeat: Repeat, wanted: readonly Answers[]): void {
  while (repeat.rows.length > wanted.length) repeat.remove(repeat.rows.at(-1)!);
  while (repeat.rows.length < wanted.length) repeat.add();
  wanted.forEach((answers, at) => {
    const left = new Set(named(answers));
    give(repeat.rows[at]!.nodes, answers, left);
    expect([...left], `answers that row ${at + 1} does not ask for`).toEqual([]);
  });
}

function one(node: FormNode, answer: string | number): void {
  if (node.kind === "photoStrip") {
    for (let photo = 0; photo < Number(answer); photo += 1) {
      expect(node.add(".jpg").state).toBe("placed");
    }
    return;
  }
  expect(node.kind, node.name).toBe("field");
  if (node.kind === "field") expect(set(node, String(answer)), node.name).not.toBe("refused");
}

/** Give one answer as a table writes it, and say whether it was taken. */
export function set(node: Extract<FormNode, { kind: "field" }>, answer: string): string {
  switch (node.type) {
    case "one": case "many": case "rank":
      return node.set(answer.split(" ")).state;
    case "point": {
      const [latitude, longitude] = answer.split(" ").map(Number) as [number, number];
      return node.set({ latitude, longitude, altitude: null, accuracy: 8 }).state;
    }
    case "trigger":
      return node.set(answer === "yes").state;
    case "note": case "other":
      return "refused";
    default:
      return node.set(answer).state;
  }
}
