/** Answers that relevance hides: remembered, so that nothing typed is ever lost. */
import { childrenOf, nameOf } from "./engine";
import type { AnyNode, RootNode } from "./engine";
import { answerOf } from "./node";
import type { Aside } from "./types";

const ANSWERED_BY_HAND: ReadonlySet<string> = new Set([
  "input",
  "select",
  "rank",
  "range",
  "trigger",
  "upload",
]);

/** Remembers the last answer of each question while it was relevant. */
export class Memory {
  private readonly answers = new Map<string, string>();

  /** Take note of all answers as they stand now. */
  note(root: RootNode): void {
    for (const leaf of leaves(root)) {
      if (leaf.currentState.relevant) this.answers.set(leaf.nodeId, answerOf(leaf));
    }
  }

  /** Remember what new answers were told, by name, for questions that are hidden so far. */
  foresee(root: RootNode, presets: Readonly<Record<string, string>>): void {
    for (const leaf of leaves(root)) {
      const value = presets[nameOf(leaf)];
      if (value !== undefined) this.answers.set(leaf.nodeId, value);
    }
  }

  /** Take over what a draft kept aside. */
  takeOver(root: RootNode, aside: Aside): void {
    for (const leaf of leaves(root)) {
      const value = aside.values[leaf.currentState.reference];
      if (value !== undefined) this.answers.set(leaf.nodeId, value);
    }
  }

  /** The hidden answers and rows, by their references now. */
  aside(root: RootNode): Aside {
    const values: Record<string, string> = {};
    for (const leaf of leaves(root)) {
      const value = this.hidden(leaf);
      if (value !== "") values[leaf.currentState.reference] = value;
    }
    return { values, rows: hiddenRows(root) };
  }

  /** The answer hidden in a leaf; "" when it is relevant or was never answered. */
  hidden(leaf: AnyNode): string {
    return leaf.currentState.relevant ? "" : (this.answers.get(leaf.nodeId) ?? "");
  }
}

/** All questions that people answer, relevant or not. */
export function* leaves(node: AnyNode): Generator<AnyNode> {
  if (ANSWERED_BY_HAND.has(node.nodeType)) yield node;
  for (const child of childrenOf(node)) yield* leaves(child);
}

function hiddenRows(node: AnyNode): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const child of childrenOf(node)) {
    const counted = child.nodeType.startsWith("repeat-range") && !child.currentState.relevant;
    if (counted) rows[child.currentState.reference] = childrenOf(child).length;
    Object.assign(rows, hiddenRows(child));
  }
  return rows;
}
