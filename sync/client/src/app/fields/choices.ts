import type { Choice, ChoiceField } from "../../forms/types";

/** How a list of choices lies on the page. */
export type Layout = "one" | "two" | "columns" | "pack" | "likert" | "pictures";

/** Where the form asks for a list behind a button. */
const MENUS = ["minimal", "autocomplete", "search"] as const;
const MOST_BUTTONS = 6;
const MOST_IN_COLUMNS = 24;

/**
 * Six or fewer stand on the page as buttons, unless the form asks for a menu. A menu with
 * a single thing to choose is a button too: one tap is enough.
 */
export function asButtons(field: ChoiceField): boolean {
  if (has(field, "map")) return false;
  if (has(field, ...MENUS)) return field.choices.length === 1;
  const most = has(field, "likert", "quick") || asksForColumns(field) ? MOST_IN_COLUMNS : MOST_BUTTONS;
  return field.choices.length <= most;
}

/** The layout that the form asks for, else the one that fits the labels. */
export function layoutOf(field: ChoiceField): Layout {
  if (field.choices.some((choice) => choice.media?.image)) return "pictures";
  if (has(field, "likert")) return "likert";
  if (has(field, "columns-pack", "horizontal", "compact")) return "pack";
  if (asksForColumns(field)) return "columns";
  return areShort(field.choices) ? "two" : "one";
}

/** How many columns a narrow phone can bear of those that the form asks for. */
export function columnsOf(field: ChoiceField): number {
  const asked = [...field.appearances].map((word) => /^columns-(\d+)$/.exec(word)?.[1]).find(Boolean);
  const widest = Math.max(...field.choices.map((choice) => widthOf(choice.label)));
  const most = widest <= 4 ? 4 : widest <= 8 ? 3 : 2;
  return Math.max(1, Math.min(asked === undefined ? 2 : Number(asked), most));
}

function asksForColumns(field: ChoiceField): boolean {
  return [...field.appearances].some((word) => /^(columns|compact|horizontal)/.test(word));
}

function has(field: ChoiceField, ...words: readonly string[]): boolean {
  return words.some((word) => field.appearances.has(word));
}

/** Whether two fit side by side on a narrow phone. */
export function areShort(choices: readonly Choice[]): boolean {
  return choices.every((choice) => widthOf(choice.label) <= 18);
}

/** Chinese letters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2E7F" ? 2 : 1), 0);
}

/** The labels of the chosen values, in the order of the list. */
export function chosenLabels(field: ChoiceField): string[] {
  if (field.value.length === 0) return [];
  const chosen = new Set(field.value);
  return field.choices.filter((choice) => chosen.has(choice.value)).map((choice) => choice.label);
}

/** The values after a tap on one of many. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value)
    ? values.filter((kept) => kept !== value)
    : [...values, value];
}
