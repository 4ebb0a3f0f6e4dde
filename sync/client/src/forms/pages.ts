/** The pages of a form: its top-level groups and repeats, and what lies between. */
import { problemsIn, progressOf } from "./survey";
import type { FormNode, Page, Problem, Progress } from "./types";

/** Lay the top nodes of a form out as pages. */
export function pagesOf(top: readonly FormNode[], known: Map<string, Page>): Page[] {
  return bundles(top).map((nodes) => {
    const id = (nodes[0] as FormNode).id;
    const page = known.get(id) ?? new PageOf(id, nodes);
    known.set(id, page);
    return page;
  });
}

/** Questions that stand loose beside one another share a page. */
function bundles(top: readonly FormNode[]): FormNode[][] {
  const bundles: FormNode[][] = [];
  for (const node of top) {
    const last = bundles[bundles.length - 1];
    const joins = isLoose(node) && last !== undefined && last.every(isLoose);
    if (joins) last.push(node);
    else bundles.push([node]);
  }
  return bundles;
}

function isLoose(node: FormNode): boolean {
  return node.kind === "field" || node.kind === "photoStrip";
}

class PageOf implements Page {
  readonly __v_skip = true;

  constructor(
    readonly id: string,
    private readonly top: readonly FormNode[],
  ) {}

  get title(): string {
    const [only] = this.top;
    return only === undefined || isLoose(only) ? "" : only.label;
  }

  get relevant(): boolean {
    return this.top.some((node) => node.relevant);
  }

  /** Of a group: what is in it; a repeat stands alone on its page. */
  get nodes(): readonly FormNode[] {
    const [only] = this.top;
    return only?.kind === "group" ? only.nodes : this.top;
  }

  get problems(): readonly Problem[] {
    return problemsIn(this.top, this.id);
  }

  get progress(): Progress {
    return progressOf(this.top);
  }
}
