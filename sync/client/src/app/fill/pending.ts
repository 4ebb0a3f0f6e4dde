/** The question whose photo may have been lost when the system closed the page. */
import type { FormNode, OpenForm, PhotoStrip } from "../../forms/types";
import type { PendingPhoto } from "../../sync/types";
import type { Way } from "./walk";

export interface PendingStrip {
  readonly strip: PhotoStrip;
  readonly way: Way;
}

/** Where the camera was open; null when the form does not ask that question any more. */
export function pendingStrip(form: OpenForm, pending: PendingPhoto): PendingStrip | null {
  for (const page of form.pages) {
    const found = page.relevant ? search(page.nodes, pending.reference, []) : null;
    if (found === null) continue;
    const { strip, rowIds } = found;
    return { strip, way: { nodeId: strip.id, pageId: page.id, rowIds } };
  }
  return null;
}

interface Found {
  readonly strip: PhotoStrip;
  readonly rowIds: readonly string[];
}

function search(
  nodes: readonly FormNode[],
  reference: string,
  rowIds: readonly string[],
): Found | null {
  for (const node of nodes) {
    const found = node.relevant ? within(node, reference, rowIds) : null;
    if (found !== null) return found;
  }
  return null;
}

function within(node: FormNode, reference: string, rowIds: readonly string[]): Found | null {
  switch (node.kind) {
    case "photoStrip":
      return node.reference === reference ? { strip: node, rowIds } : null;
    case "repeat":
      return search(node.rows, reference, rowIds);
    case "group":
      return search(node.nodes, reference, rowIds);
    case "row":
      return search(node.nodes, reference, [...rowIds, node.id]);
    default:
      return null;
  }
}
