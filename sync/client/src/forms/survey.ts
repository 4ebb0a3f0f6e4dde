/** What a part of a form still lacks, and how it is called. Pure over shown nodes. */
import type { Field, FormNode, PhotoStrip, Problem, Progress } from "./types";

type Leaf = Field | PhotoStrip;

/** Every relevant question below, in order, with the rows on the way to it. */
function* leaves(
  nodes: readonly FormNode[],
  rowIds: readonly string[] = [],
): Generator<{ leaf: Leaf; rowIds: readonly string[] }> {
  for (const node of nodes) {
    if (!node.relevant) continue;
    if (node.kind === "field" || node.kind === "photoStrip") yield { leaf: node, rowIds };
    else if (node.kind === "repeat") yield* leaves(node.rows, rowIds);
    else if (node.kind === "row") yield* leaves(node.nodes, [...rowIds, node.id]);
    else yield* leaves(node.nodes, rowIds);
  }
}

/** What stands against finalising, for the questions below. */
export function problemsIn(
  nodes: readonly FormNode[],
  pageId: string,
  rowsAbove: readonly string[] = [],
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { leaf, rowIds } of leaves(nodes, rowsAbove)) {
    const violation = leaf.violation;
    if (violation === null) continue;
    problems.push({ nodeId: leaf.id, pageId, rowIds, label: leaf.label, ...violation });
  }
  return problems;
}

/** How many of the questions below are answered. Notes ask nothing. */
export function progressOf(nodes: readonly FormNode[]): Progress {
  let answered = 0;
  let asked = 0;
  for (const { leaf } of leaves(nodes)) {
    if (leaf.kind === "field" && (leaf.type === "note" || leaf.readonly)) continue;
    asked += 1;
    if (leaf.answered) answered += 1;
  }
  return { answered, asked };
}

/** The first text answered below, else the first choice made; "" if neither. */
export function summaryOf(nodes: readonly FormNode[]): string {
  let choice = "";
  for (const { leaf } of leaves(nodes)) {
    if (leaf.kind !== "field" || !leaf.answered) continue;
    if (leaf.type === "text") return leaf.value;
    if (leaf.type === "one" && choice === "") choice = chosen(leaf.choices, leaf.value);
  }
  return choice;
}

function chosen(
  choices: readonly { value: string; label: string }[],
  value: readonly string[],
): string {
  return choices.find((choice) => choice.value === value[0])?.label ?? "";
}
