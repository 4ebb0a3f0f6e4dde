/** Where a form was filled in, as its answers say. */
import type { FormNode, OpenForm } from "../forms";
import type { Whereabouts } from "./types";

/** The first place among the answers that stands in no row; null while there is none. */
export function whereabouts(form: OpenForm): Whereabouts | null {
  for (const page of form.pages) {
    const found = page.relevant ? among(page.nodes) : null;
    if (found !== null) return found;
  }
  return null;
}

function among(nodes: readonly FormNode[]): Whereabouts | null {
  for (const node of nodes) {
    const found = node.relevant ? within(node) : null;
    if (found !== null) return found;
  }
  return null;
}

function within(node: FormNode): Whereabouts | null {
  if (node.kind === "group") return among(node.nodes);
  if (node.kind !== "field" || node.type !== "point" || node.value === null) return null;
  return { latitude: node.value.latitude, longitude: node.value.longitude };
}
