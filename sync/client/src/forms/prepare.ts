/** A definition made ready for the engine: what it would leave out or get wrong. */
import { all, parseXml, primaryInstance } from "./definition";

export interface Preparation {
  /** Written into the empty answers, by local name. */
  readonly presets: Readonly<Record<string, string>>;
  /** The draft revises a submission and names it. */
  readonly revises: boolean;
  /** Answers of this form that were saved last: `jr://instance/last-saved`. */
  readonly lastSaved: string | null;
}

/** Stands in a text where its guidance begins; no form writes it. */
export const GUIDANCE = "\uE000";

/** Rewrite a definition; one that is no XForm is given back as it is. */
export function prepared(definition: string, preparation: Preparation): string {
  const document = parseXml(definition);
  const answers = document === null ? null : primaryInstance(document);
  if (document === null || answers === null) return definition;
  writePresets(answers, preparation.presets);
  if (preparation.revises) makeDeprecatedId(document, answers);
  tellTextsApart(document);
  bringLastSaved(document, preparation.lastSaved);
  return new XMLSerializer().serializeToString(document);
}

/** Names the form does not ask for are ignored. */
function writePresets(answers: Element, presets: Preparation["presets"]): void {
  for (const element of Array.from(answers.getElementsByTagName("*"))) {
    const preset = presets[element.localName];
    if (preset !== undefined && element.children.length === 0) {
      element.textContent = preset;
    }
  }
}

/** Without a place for deprecatedID the engine drops it from a restored revision. */
function makeDeprecatedId(document: Document, answers: Element): void {
  const id = Array.from(answers.getElementsByTagName("*")).find(
    (element) => element.localName === "instanceID",
  );
  if (id === undefined) return;
  const prefix = id.prefix === null ? "" : `${id.prefix}:`;
  const made = document.createElementNS(id.namespaceURI, `${prefix}deprecatedID`);
  id.parentNode?.insertBefore(made, id);
}

const MEDIA: ReadonlySet<string> = new Set(["image", "audio", "video"]);
const SPOKEN: ReadonlySet<string> = new Set(["", "long"]);

/**
 * The engine runs all values of a text together, guidance and the address of a big
 * picture too. Guidance gets a mark before it; forms that nobody shows go.
 */
function tellTextsApart(document: Document): void {
  for (const value of all(document, "value")) {
    const form = value.getAttribute("form") ?? "";
    if (form === "guidance") value.insertBefore(document.createTextNode(GUIDANCE), value.firstChild);
    else if (!MEDIA.has(form) && !SPOKEN.has(form)) value.remove();
  }
}

/** The engine knows no last answers: they go in as a list that the form carries. */
function bringLastSaved(document: Document, lastSaved: string | null): void {
  const saved = lastSaved === null ? null : parseXml(lastSaved);
  if (saved === null) return;
  for (const instance of all(document, "instance")) {
    if (instance.getAttribute("src") !== "jr://instance/last-saved") continue;
    instance.removeAttribute("src");
    instance.replaceChildren(document.importNode(saved.documentElement, true));
  }
}
