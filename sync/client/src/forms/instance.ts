/** The XML of answers, handled without the engine. Pure: text in, text out. */
import { parseXml } from "./definition";
import type { Aside } from "./types";

/**
 * Put hidden answers back into a draft's XML, so that the engine finds them where it
 * looks for them. Returns null when the XML is not well formed.
 */
export function withAside(xml: string, aside: Aside): string | null {
  const document = parseXml(xml);
  if (document === null) return null;
  for (const [reference, count] of Object.entries(aside.rows)) {
    for (let row = 1; row <= count; row++) at(document, `${reference}[${row}]`);
  }
  for (const [reference, value] of Object.entries(aside.values)) {
    const element = at(document, reference);
    if (element !== null) element.textContent = value;
  }
  return new XMLSerializer().serializeToString(document);
}

/** The element at a reference like `/data/app[2]/kind`, made where it is absent. */
function at(document: Document, reference: string): Element | null {
  const [, ...steps] = reference.split("/").filter((step) => step !== "");
  return steps.reduce<Element | null>(step, document.documentElement);
}

function step(parent: Element | null, text: string): Element | null {
  const match = /^(?:[^:[\]]*:)?([^:[\]]+)(?:\[(\d+)\])?$/.exec(text);
  if (parent === null || match === null) return null;
  const [, name, row] = match;
  return name === undefined ? null : nth(parent, name, Number(row ?? 1));
}

function nth(parent: Element, name: string, position: number): Element | null {
  const found = childrenNamed(parent, name);
  // Rows are made in order, so at most one is missing at a time.
  return found[position - 1] ?? append(parent, name, found[found.length - 1]);
}

function childrenNamed(parent: Element, name: string): Element[] {
  return Array.from(parent.children).filter((child) => child.localName === name);
}

function append(parent: Element, name: string, after: Element | undefined): Element {
  const made = parent.ownerDocument.createElementNS(parent.namespaceURI, name);
  parent.insertBefore(made, after === undefined ? null : after.nextSibling);
  return made;
}
