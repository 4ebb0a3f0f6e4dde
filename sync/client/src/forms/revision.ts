/** A returned submission becomes the draft of its next revision. */
import { parseXml } from "./definition";
import { newUuid } from "./names";

export interface Revision {
  readonly xml: string;
  readonly instanceId: string;
}

/**
 * Give answers a new instanceID and write the old one as deprecatedID. Null when the
 * XML names no instanceID.
 */
export function newRevision(xml: string): Revision | null {
  const document = parseXml(xml);
  const current = document === null ? null : metaChild(document, "instanceID");
  const old = current?.textContent ?? "";
  if (document === null || current === null || old === "") return null;
  const instanceId = `uuid:${newUuid()}`;
  deprecatedIdBefore(document, current).textContent = old;
  current.textContent = instanceId;
  return { xml: new XMLSerializer().serializeToString(document), instanceId };
}

function deprecatedIdBefore(document: Document, current: Element): Element {
  const present = metaChild(document, "deprecatedID");
  if (present !== null) return present;
  const prefix = current.prefix === null ? "" : `${current.prefix}:`;
  const made = document.createElementNS(current.namespaceURI, `${prefix}deprecatedID`);
  current.parentNode?.insertBefore(made, current);
  return made;
}

function metaChild(document: Document, name: string): Element | null {
  const meta = Array.from(document.documentElement.children).find(
    (child) => child.localName === "meta",
  );
  const found = Array.from(meta?.children ?? []).find(
    (child) => child.localName === name,
  );
  return found ?? null;
}
