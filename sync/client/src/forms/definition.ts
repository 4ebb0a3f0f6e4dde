/** What the definition says besides what the engine tells: read from its XML. */

export interface DefinitionFacts {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  /** Photos allowed, by the path of the question: `/data/app/shot` → 3. */
  readonly maxPhotos: ReadonlyMap<string, number>;
  /** What controls that the engine does not know are called, by the path they ask for. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** Read the facts of a definition; null when it is no XForm. */
export function readFacts(definition: string): DefinitionFacts | null {
  const document = parseXml(definition);
  const instance = document === null ? null : primaryInstance(document);
  if (document === null || instance === null) return null;
  return {
    formId: instance.getAttribute("id") ?? "",
    version: instance.getAttribute("version") ?? "",
    title: first(document, "title")?.textContent?.trim() ?? "",
    maxPhotos: photoLimits(document),
    foreign: foreignControls(document),
  };
}

/** Parse XML; null when it is not well formed. */
export function parseXml(xml: string): Document | null {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  return document.getElementsByTagName("parsererror").length > 0 ? null : document;
}

/** The empty answers of a definition; null when it has none. */
export function primaryInstance(document: Document): Element | null {
  const model = first(document, "model");
  const instance = Array.from(model?.children ?? []).find(
    (child) => child.localName === "instance",
  );
  return instance?.firstElementChild ?? null;
}

function photoLimits(document: Document): Map<string, number> {
  const limits = new Map<string, number>();
  for (const bind of all(document, "bind")) {
    const limit = Number(attributeNamed(bind, "x_max_photos"));
    const path = bind.getAttribute("nodeset");
    if (path !== null && Number.isInteger(limit) && limit > 0) limits.set(path, limit);
  }
  return limits;
}

const KNOWN: ReadonlySet<string> = new Set([
  "group", "repeat", "input", "select", "select1", "range", "rank", "trigger", "upload",
  "label", "hint", "itemset", "value", "output", "setvalue", "setgeopoint", "recordaudio",
]);

/** Names such as `secret`: the engine keeps their values and never shows them. */
function foreignControls(document: Document): Map<string, string> {
  const controls = new Map<string, string>();
  const [body] = all(document, "body");
  for (const control of Array.from(body?.getElementsByTagName("*") ?? [])) {
    const path = control.getAttribute("ref");
    if (path === null || KNOWN.has(control.localName)) continue;
    const label = first(control, "label")?.textContent?.trim() ?? "";
    controls.set(path, label || (path.split("/").pop() ?? path));
  }
  return controls;
}

function attributeNamed(element: Element, localName: string): string {
  const found = Array.from(element.attributes).find(
    (attribute) => attribute.localName === localName,
  );
  return found?.value ?? "";
}

/** All elements with this local name, whatever their namespace. */
export function all(within: Document | Element, localName: string): Element[] {
  return Array.from(within.getElementsByTagNameNS("*", localName));
}

function first(within: Document | Element, localName: string): Element | null {
  return all(within, localName)[0] ?? null;
}
