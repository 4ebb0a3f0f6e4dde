/** What the definition says besides what the engine tells: read from its XML. */
import type { Untaken } from "./types";

export interface DefinitionFacts {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  /** Photos allowed, by the path of the question: `/data/app/shot` → 3. */
  readonly maxPhotos: ReadonlyMap<string, number>;
  /** What controls that the engine does not know are called, by the path they ask for. */
  readonly foreign: ReadonlyMap<string, string>;
  /** What the form takes along by itself in other apps, and not in this one. */
  readonly untaken: readonly Untaken[];
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
    untaken: untaken(document),
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
  "label", "hint", "itemset", "value", "output", "setvalue", "setgeopoint",
]);

/**
 * Controls such as `secret`, whose values the engine keeps and never shows, and those it
 * would show as what they are not: a choice among an outer list is no free text.
 */
function foreignControls(document: Document): Map<string, string> {
  const controls = new Map<string, string>();
  const [body] = all(document, "body");
  for (const control of Array.from(body?.getElementsByTagName("*") ?? [])) {
    const path = control.getAttribute("ref");
    if (path === null || isKnown(control)) continue;
    const label = first(control, "label")?.textContent?.trim() ?? "";
    controls.set(path, label || lastStep(path));
  }
  return controls;
}

function isKnown(control: Element): boolean {
  if (control.hasAttribute("query")) return false;
  if (control.getAttribute("mediatype")?.startsWith("osm/")) return false;
  return KNOWN.has(control.localName);
}

/** Properties of the phone that are filled in where it has them. */
const PROPERTIES: ReadonlySet<string> = new Set(["deviceid", "username"]);
const PRELOADED: ReadonlySet<string> = new Set(["uid", "timestamp", "date"]);

/** Recordings, logs and properties of the phone that nobody fills in here. */
function untaken(document: Document): Untaken[] {
  const sounds = all(document, "recordaudio").map((action) => action.getAttribute("ref"));
  const binds = all(document, "bind").flatMap((bind): Untaken[] => {
    const name = lastStep(bind.getAttribute("nodeset"));
    if (bind.getAttribute("nodeset")?.endsWith("/meta/audit")) return [{ name, kind: "log" }];
    return isUnfilled(bind) ? [{ name, kind: "property" }] : [];
  });
  return [...sounds.map((ref): Untaken => ({ name: lastStep(ref), kind: "sound" })), ...binds];
}

function isUnfilled(bind: Element): boolean {
  const preload = attributeNamed(bind, "preload");
  if (preload === "" || PRELOADED.has(preload)) return false;
  return preload !== "property" || !PROPERTIES.has(attributeNamed(bind, "preloadParams"));
}

function lastStep(path: string | null): string {
  return (path ?? "").split("/").pop() ?? "";
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
