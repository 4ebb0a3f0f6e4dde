import type { Choice } from "../../forms/types";

/** All choices in the order chosen; those that are not ranked yet stand behind. */
export function ordered(choices: readonly Choice[], values: readonly string[]): Choice[] {
  const place = new Map(values.map((value, index) => [value, index]));
  const at = (choice: Choice): number => place.get(choice.value) ?? values.length;
  return [...choices].sort((a, b) => at(a) - at(b));
}

/** The list with one entry put elsewhere. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const rest = list.filter((_entry, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
