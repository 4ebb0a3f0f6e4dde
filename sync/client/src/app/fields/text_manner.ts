import type { TextField } from "../../forms/types";

/** How a text is typed; appearances nobody knows here leave it a plain text. */
export interface Manner {
  readonly kind: "plain" | "numbers" | "url" | "masked";
  readonly inputmode: "numeric" | "url" | undefined;
}

export function mannerOf(field: TextField): Manner {
  if (field.appearances.has("numbers")) return { kind: "numbers", inputmode: "numeric" };
  if (field.appearances.has("url")) return { kind: "url", inputmode: "url" };
  const hides = field.appearances.has("masked") || field.appearances.has("hidden-answer");
  return { kind: hides ? "masked" : "plain", inputmode: undefined };
}

/** The height in lines: what the form asks for, else four where it wants several. */
export function linesOf(field: TextField): number {
  return field.lines ?? (field.appearances.has("multiline") ? 4 : 1);
}
