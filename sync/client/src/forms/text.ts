/** Labels: plain words, or pieces where the form writes its little Markdown. */
import { GUIDANCE } from "./prepare";
import type { Media, Piece, PieceTag } from "./types";

interface Labelled {
  readonly asString: string;
  readonly formatted: readonly Written[];
  readonly imageSource?: URL | undefined;
  readonly audioSource?: URL | undefined;
  readonly videoSource?: URL | undefined;
}

interface Written {
  readonly role: string;
  readonly elementName?: string;
  readonly value?: string;
  readonly unsafeHtml?: string;
  readonly url?: string;
  readonly properties?: { readonly style?: { readonly color?: string } };
  readonly children?: readonly Written[];
}

const MARKED = /[*_#<[\\`&]/;

/** The words of a label, hint or message; "" for none. */
export function plain(range: unknown): string {
  if (range === null || range === undefined) return "";
  const text = range as Labelled;
  const written = text.asString;
  return MARKED.test(written) ? text.formatted.map(words).join("").trim() : written;
}

/** The words before and after the mark of guidance. */
export function hintOf(range: unknown): { readonly hint: string; readonly guidance: string } {
  const [hint = "", ...guidance] = plain(range).split(GUIDANCE);
  return { hint: hint.trim(), guidance: guidance.join("").trim() };
}

/** The Markdown of a label; null where there is none. */
export function rich(range: unknown): readonly Piece[] | null {
  if (range === null || range === undefined) return null;
  const text = range as Labelled;
  return MARKED.test(text.asString) ? text.formatted.flatMap(pieces) : null;
}

/** The files that a label shows or plays; null for none. */
export function mediaOf(range: unknown): Media | null {
  if (range === null || range === undefined) return null;
  const { imageSource, audioSource, videoSource } = range as Labelled;
  if (!imageSource && !audioSource && !videoSource) return null;
  return { image: name(imageSource), audio: name(audioSource), video: name(videoSource) };
}

function name(source: URL | undefined): string | null {
  return source === undefined ? null : decodeURIComponent(source.href.split("/").pop() ?? "");
}

const BLOCKS = new Set(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"]);

function words(piece: Written): string {
  if (piece.role === "line-break") return "\n";
  if (piece.role === "child") return piece.value ?? "";
  const inside = (piece.children ?? []).map(words).join("");
  return BLOCKS.has(piece.elementName ?? "") ? `${inside}\n` : inside;
}

const TAGS: ReadonlySet<string> = new Set<PieceTag>([
  "a", "em", "strong", "u", "p", "span", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
]);
const FOLLOWED = /^(?:https?:|tel:|mailto:|geo:)/i;

/** HTML that the engine does not know is shown as its words, never as HTML. */
function pieces(written: Written): readonly Piece[] {
  if (written.role === "line-break") return [{ kind: "break" }];
  if (written.role === "child") return [{ kind: "words", text: written.value ?? "" }];
  if (written.role === "html") {
    return [{ kind: "words", text: (written.unsafeHtml ?? "").replace(/<[^>]*>/g, "") }];
  }
  const tag = written.elementName === "div" ? "p" : (written.elementName ?? "");
  const inside = (written.children ?? []).flatMap(pieces);
  if (!TAGS.has(tag)) return inside;
  const href = FOLLOWED.test(written.url ?? "") ? (written.url ?? null) : null;
  const color = written.properties?.style?.color ?? null;
  return [{ kind: "element", tag: tag as PieceTag, href, color, pieces: inside }];
}
