import type { Choice, ChoiceField } from "../../forms/types";

/** Six or fewer stand on the page as buttons, unless the form asks for a menu. */
export function asButtons(field: ChoiceField): boolean {
  return field.choices.length <= 6 && !wantsMenu(field);
}

function wantsMenu(field: ChoiceField): boolean {
  return ["minimal", "autocomplete", "search"].some((word) => field.appearances.has(word));
}

/** Whether two fit side by side on a narrow phone. */
export function areShort(choices: readonly Choice[]): boolean {
  return choices.every((choice) => widthOf(choice.label) <= 18);
}

/** Chinese letters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2E7F" ? 2 : 1), 0);
}

/** Choices whose label or value holds what was typed, whatever its case or width. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = plain(typed);
  if (!wanted) return choices;
  return choices.filter((choice) => plain(choice.label + " " + choice.value).includes(wanted));
}

function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** The labels of the chosen values, in the order of the list. */
export function chosenLabels(field: ChoiceField): string[] {
  return field.choices
    .filter((choice) => field.value.includes(choice.value))
    .map((choice) => choice.label);
}

/** The values after a tap on one of many. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value)
    ? values.filter((kept) => kept !== value)
    : [...values, value];
}
