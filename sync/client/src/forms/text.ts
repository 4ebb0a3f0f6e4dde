/** Labels as plain text: the little Markdown of forms is read, not shown. */

interface Labelled {
  readonly asString: string;
  readonly formatted: readonly Piece[];
}

interface Piece {
  readonly role: string;
  readonly elementName?: string;
  readonly value?: string;
  readonly children?: readonly Piece[];
}

const MARKED = /[*_#<[\\`&]/;

/** The words of a label, hint or message; "" for none. */
export function plain(range: unknown): string {
  if (range === null || range === undefined) return "";
  const text = range as Labelled;
  const written = text.asString;
  return MARKED.test(written) ? text.formatted.map(words).join("").trim() : written;
}

const BLOCKS = new Set(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"]);

function words(piece: Piece): string {
  if (piece.role === "line-break") return "\n";
  if (piece.role === "child") return piece.value ?? "";
  const inside = (piece.children ?? []).map(words).join("");
  return BLOCKS.has(piece.elementName ?? "") ? `${inside}\n` : inside;
}
