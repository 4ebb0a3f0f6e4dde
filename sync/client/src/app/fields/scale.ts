import type { NumberField, NumberRange } from "../../forms/types";

/** A scale and the way it is drawn. */
export interface Scale extends NumberRange {
  readonly low: number;
  readonly high: number;
  readonly manner: "level" | "upright" | "picker" | "stars";
}

const MOST_STARS = 10;
const MOST_PICKED = 500;

export function scaleOf(field: NumberField): Scale {
  const range = field.range ?? { start: 0, end: 10, step: 1 };
  const { start, end } = range;
  return { ...range, low: Math.min(start, end), high: Math.max(start, end), manner: mannerOf(field, range) };
}

/** All values of a scale, from its start; rounded as finely as its steps are. */
export function values({ start, end, step }: NumberRange): string[] {
  const count = step === 0 ? 0 : Math.floor(Math.abs(end - start) / Math.abs(step) + 1e-9);
  const way = end < start ? -Math.abs(step) : Math.abs(step);
  const places = (String(step).split(".")[1] ?? "").length;
  return Array.from({ length: count + 1 }, (_, index) => String(Number((start + index * way).toFixed(places))));
}

function mannerOf(field: NumberField, range: NumberRange): Scale["manner"] {
  const count = values(range).length;
  if (field.appearances.has("rating") && count <= MOST_STARS) return "stars";
  if (field.appearances.has("picker") && count <= MOST_PICKED) return "picker";
  return field.appearances.has("vertical") ? "upright" : "level";
}
