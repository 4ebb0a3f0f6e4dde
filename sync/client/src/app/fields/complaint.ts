import type { RefusedAnswer, Violation } from "../../forms/types";
import type { Words } from "../words";

/** What to write beside a question that breaks a rule of its form. */
export function complaint(violation: Violation, words: Words): string {
  if (violation.message) return violation.message;
  return violation.kind === "required" ? words.field.required : words.field.constraint;
}

/** What to write when an answer could not be taken; the kept one stands. */
export function refusal(reason: RefusedAnswer, kept: string, words: Words): string {
  return words.field.refused[reason] + (kept ? words.field.kept(kept) : words.field.notSaved);
}
