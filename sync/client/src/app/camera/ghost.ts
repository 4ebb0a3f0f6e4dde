/** The photo before, laid over the finder so that the one after has the same angle. */
import type { FormNode, PhotoStrip } from "../../forms/types";
import type { KeptFile, OpenDraft } from "../../sync/types";

const AFTER = /(^|_)after$/;

/**
 * The photo that this strip shall match, or null: of the strip named alike with
 * `before` in the same row, else of the finding that the draft follows up.
 */
export async function ghostFor(draft: OpenDraft, strip: PhotoStrip): Promise<KeptFile | null> {
  if (!AFTER.test(strip.name)) return null;
  const wanted = placeOf(strip).replace(/after$/, "before");
  const nodes = draft.form.pages.flatMap((page) => page.nodes);
  const name = stripAt(nodes, wanted)?.files.slice(-1)[0];
  if (name !== undefined) return draft.file(name);
  const [first] = await draft.before();
  return first ?? null;
}

/** Several photos lie in a group of their own, named after the question. */
function placeOf(strip: PhotoStrip): string {
  return strip.reference.replace(/_photos$/, "");
}

function stripAt(nodes: readonly FormNode[], place: string): PhotoStrip | null {
  for (const node of nodes) {
    const isIt = node.kind === "photoStrip" && placeOf(node) === place;
    const found = isIt ? node : stripAt(inside(node), place);
    if (found) return found;
  }
  return null;
}

function inside(node: FormNode): readonly FormNode[] {
  if (node.kind === "repeat") return node.rows;
  return node.kind === "group" || node.kind === "row" ? node.nodes : [];
}
