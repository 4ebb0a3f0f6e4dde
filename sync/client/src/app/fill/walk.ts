import type { FormNode, OpenForm, PhotoStrip, Problem, Repeat, Row } from "../../forms/types";

/** Where a question stands: on which page, in which rows. */
export type Way = Pick<Problem, "nodeId" | "pageId" | "rowIds">;

/** The ids of all questions among these nodes, rows included. */
export function questionsIn(nodes: readonly FormNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "repeat") return questionsIn(node.rows);
    if (node.kind === "group" || node.kind === "row") return questionsIn(node.nodes);
    return [node.id];
  });
}

/** The ids of the questions that stand on the page now: of closed rows none. */
export function shownIn(nodes: readonly FormNode[], openRows: ReadonlySet<string>): string[] {
  return nodes.flatMap((node) => {
    if (!node.relevant) return [];
    if (node.kind === "repeat") return shownIn(node.rows, openRows);
    if (node.kind === "row") return openRows.has(node.id) ? shownIn(node.nodes, openRows) : [];
    if (node.kind === "group") return shownIn(node.nodes, openRows);
    return node.kind === "field" && node.type === "note" ? [] : [node.id];
  });
}

/** The rows of a repeat without the one that is about to go. */
export function staying(repeat: Repeat, leaving: string | null): readonly Row[] {
  return repeat.rows.filter((row) => row.id !== leaving);
}

/** The number of a row among those that stay. */
export function nthOf(row: Row, repeat: Repeat, leaving: string | null): number {
  return staying(repeat, leaving).findIndex(({ id }) => id === row.id) + 1;
}

/** The first photo of a row that stands in for it in a list. */
export function faceOf(row: Row): string | null {
  return stripsIn(row.nodes).find((strip) => strip.files.length > 0)?.files[0] ?? null;
}

/** All photo strips among these nodes that may be answered now. */
export function stripsIn(nodes: readonly FormNode[]): PhotoStrip[] {
  return nodes.flatMap((node) => {
    if (!node.relevant) return [];
    if (node.kind === "photoStrip") return [node];
    if (node.kind === "repeat") return stripsIn(node.rows);
    return node.kind === "group" || node.kind === "row" ? stripsIn(node.nodes) : [];
  });
}

/** Whether the question of this problem is a photo strip. */
export function lacksPhoto(form: OpenForm, problem: Problem): boolean {
  return problem.kind === "required" && form.node(problem.nodeId)?.kind === "photoStrip";
}

/** The rows on the way to a question, outermost first. */
export function rowsTo(form: OpenForm, { rowIds }: Way): Row[] {
  return rowIds
    .map((rowId) => form.node(rowId))
    .filter((node): node is Row => node?.kind === "row");
}
