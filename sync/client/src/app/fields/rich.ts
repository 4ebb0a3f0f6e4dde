import { h, type FunctionalComponent, type VNodeChild } from "vue";
import type { Piece } from "../../forms/types";

/** The Markdown of a form, drawn element by element: no HTML is ever read. */
export const RichText: FunctionalComponent<{ pieces: readonly Piece[] }> = ({ pieces }) =>
  pieces.map(drawn);
RichText.props = { pieces: { type: Array, required: true } };

function drawn(piece: Piece): VNodeChild {
  if (piece.kind === "words") return piece.text;
  if (piece.kind === "break") return h("br");
  const inside = piece.pieces.map(drawn);
  if (piece.tag === "a") return piece.href === null ? inside : link(piece.href, inside);
  // The page has headings of its own; those of a label are only its larger words.
  const tag = /^h\d$/.test(piece.tag) ? "strong" : piece.tag;
  return h(tag, { class: [inkOf(piece.color), tag === piece.tag ? "" : "rich-head"] }, inside);
}

function link(href: string, inside: VNodeChild[]): VNodeChild {
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);
}

const INKS: readonly (readonly [RegExp, string])[] = [
  [/red|crimson|maroon|tomato/i, "late"],
  [/green|olive|teal|lime/i, "ok"],
  [/orange|yellow|gold|brown/i, "warn"],
  [/blue|navy|indigo|purple/i, "accent"],
];

/** The ink of ours nearest to a colour of the form, legible in every theme. */
export function inkOf(color: string | null): string {
  if (color === null) return "";
  const named = INKS.find(([names]) => names.test(color))?.[1];
  return named ?? inkOfHex(color);
}

function inkOfHex(color: string): string {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim())?.[1];
  if (hex === undefined) return "";
  const wide = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16));
  const most = Math.max(red, green, blue);
  if (most - Math.min(red, green, blue) < 48) return "";
  if (most === blue) return "accent";
  if (most === green) return "ok";
  return green > 0.45 * red ? "warn" : "late";
}
