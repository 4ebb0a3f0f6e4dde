/** What finished answers say of entities, as the ODK specification has it. Pure. */
import { all, parseXml } from "./definition";

/** What one block says of one entity; what is left out is not changed. */
export interface EntityWord {
  readonly list: string;
  readonly id: string;
  readonly creates: boolean;
  readonly updates: boolean;
  readonly label: string | null;
  readonly values: Readonly<Record<string, string>>;
  readonly base: number | null;
  readonly trunk: string;
  readonly branch: string;
}

/** Where an answer stands, and which property it becomes. */
interface Saved {
  readonly path: readonly string[];
  readonly property: string;
}

/** Read what answers say of entities, in the order of the form; nothing where they say none. */
export function entityWords(definition: string, xml: string): EntityWord[] {
  const form = definition.includes("saveto") || definition.includes("<entity") ? parseXml(definition) : null;
  const answers = form === null ? null : parseXml(xml);
  if (form === null || answers === null) return [];
  const saved = savedBy(form);
  const places = blocks(form).map((block) => pathOf(containerOf(block)).join("/"));
  return blocks(answers)
    .map((block) => wordOf(block, saved, new Set(places)))
    .filter((word) => word.id !== "" && (word.creates || word.updates));
}

function wordOf(block: Element, saved: readonly Saved[], places: ReadonlySet<string>): EntityWord {
  const container = containerOf(block);
  const label = Array.from(block.children).find((child) => child.localName === "label");
  const base = Number(block.getAttribute("baseVersion") ?? "");
  return {
    list: block.getAttribute("dataset") ?? "",
    id: block.getAttribute("id") ?? "",
    creates: isTrue(block.getAttribute("create")),
    updates: isTrue(block.getAttribute("update")),
    label: label?.textContent?.trim() || null,
    values: valuesOf(container, saved, places),
    base: Number.isInteger(base) && base > 0 ? base : null,
    trunk: block.getAttribute("trunkVersion") ?? "",
    branch: block.getAttribute("branchId") ?? "",
  };
}

/** An answer becomes a property of the innermost entity that it stands under. */
function valuesOf(
  container: Element,
  saved: readonly Saved[],
  places: ReadonlySet<string>,
): Record<string, string> {
  const here = pathOf(container);
  const own = saved.filter(({ path }) => innermost(path, places) === here.join("/"));
  const said = own.flatMap(({ path, property }): [string, string][] => {
    const found = below(container, path.slice(here.length));
    return found === null ? [] : [[property, found.textContent ?? ""]];
  });
  return Object.fromEntries(said);
}

function innermost(path: readonly string[], places: ReadonlySet<string>): string | null {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const place = path.slice(0, length).join("/");
    if (places.has(place)) return place;
  }
  return null;
}

function savedBy(form: Document): Saved[] {
  return all(form, "bind").flatMap((bind): Saved[] => {
    const property = Array.from(bind.attributes).find((one) => one.localName === "saveto");
    const path = (bind.getAttribute("nodeset") ?? "").split("/").filter((step) => step !== "");
    return property === undefined ? [] : [{ path, property: property.value }];
  });
}

/** The blocks that stand in the meta of a form, a group or a row. */
function blocks(document: Document): Element[] {
  return all(document, "entity").filter(
    (block) => block.hasAttribute("dataset") && block.parentElement?.localName === "meta",
  );
}

function containerOf(block: Element): Element {
  return block.parentElement?.parentElement ?? block;
}

/** The names from the root of the answers down to an element. */
function pathOf(element: Element): string[] {
  const above = element.parentElement;
  const isRoot = above === null || above.localName === "instance";
  return isRoot ? [element.localName] : [...pathOf(above), element.localName];
}

function below(element: Element, path: readonly string[]): Element | null {
  return path.reduce<Element | null>(
    (at, name) => Array.from(at?.children ?? []).find((child) => child.localName === name) ?? null,
    element,
  );
}

function isTrue(told: string | null): boolean {
  return told === "1" || told === "true";
}
