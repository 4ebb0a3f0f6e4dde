/** Where the reader is in a draft, kept with it, and the way back there. */
import type { FormNode, OpenForm } from "../../forms/types";
import type { Bookmark, OpenDraft } from "../../sync/types";
import { inputId } from "../fields/ids";
import type { Way } from "./walk";

/** The way to the question touched last; null when the form does not ask it any more. */
export function wayBack(form: OpenForm, { page, question }: Bookmark): Way | null {
  const marked = form.pages[Number(page)];
  if (question === null || !marked?.relevant) return null;
  const found = search(marked.nodes, (node) => node.reference === question, []);
  return found && { nodeId: found.node.id, rowIds: found.rowIds, pageId: marked.id };
}

/** Keep that the reader touched this place of a page. */
export function markTouched(draft: OpenDraft, page: string, place: EventTarget | null): void {
  const touched = (place as Element | null)?.closest('[id^="q-"]')?.id;
  const nodes = draft.form.pages[Number(page)]?.nodes ?? [];
  const found = touched ? search(nodes, (node) => inputId(node) === touched, []) : null;
  if (found) draft.stand({ page, question: found.node.reference });
}

interface Found {
  readonly node: FormNode;
  readonly rowIds: readonly string[];
}

type Wanted = (node: FormNode) => boolean;

/** Rows and groups are gone through; only questions are found. */
function search(nodes: readonly FormNode[], wanted: Wanted, rowIds: readonly string[]): Found | null {
  for (const node of nodes) {
    const found = node.relevant ? within(node, wanted, rowIds) : null;
    if (found !== null) return found;
  }
  return null;
}

function within(node: FormNode, wanted: Wanted, rowIds: readonly string[]): Found | null {
  if (node.kind === "repeat") return search(node.rows, wanted, rowIds);
  if (node.kind === "group") return search(node.nodes, wanted, rowIds);
  if (node.kind === "row") return search(node.nodes, wanted, [...rowIds, node.id]);
  return wanted(node) ? { node, rowIds } : null;
}
