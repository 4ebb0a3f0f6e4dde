import type { Page, Problem } from "../../forms/types";
import type { Due } from "./due";
import { questionsIn } from "./walk";

/** How a page stands in the group bar. */
export type Standing = "now" | "bad" | "past" | "ahead";

/** What is to be mended on a page, as far as the reader may be told. */
export function dueProblems(page: Page, due: Due): Problem[] {
  return page.problems.filter((problem) => due.blames(problem.nodeId, problem));
}

export function standing(page: Page, due: Due, here: boolean): Standing {
  if (here) return "now";
  if (dueProblems(page, due).length > 0) return "bad";
  return wasLeft(page, due) && page.problems.length === 0 ? "past" : "ahead";
}

function wasLeft(page: Page, due: Due): boolean {
  const questions = questionsIn(page.nodes);
  return questions.length > 0 && questions.every((id) => due.has(id));
}
