/** The open form as a tree of nodes that keep their identity. */
import type { DefinitionFacts } from "./definition";
import { childrenOf, nameOf } from "./engine";
import type { AnyNode, GroupNode, RepeatInstanceNode, RootNode } from "./engine";
import { fieldOf, Foreign } from "./field";
import { answerOf, EngineBacked } from "./node";
import type { Changed } from "./node";
import { slotsFrom, Strip } from "./strip";
import { problemsIn, progressOf, summaryOf } from "./survey";
import type * as shown from "./types";

type RepeatNode = Extract<AnyNode, { nodeType: `repeat-range:${string}` }>;

/** Makes nodes on demand and finds them again. */
export class Tree {
  private readonly made = new Map<string, shown.FormNode | null>();
  readonly __v_skip = true;

  constructor(
    readonly root: RootNode,
    private readonly facts: DefinitionFacts,
    readonly changed: Changed,
  ) {}

  /** What is shown of the children of a node, in order; top nodes are pages. */
  below(parent: AnyNode, pageId: string | null): readonly shown.FormNode[] {
    const children = childrenOf(parent);
    const taken = new Set<string>();
    return children.flatMap((child) => {
      if (taken.has(child.nodeId)) return [];
      const node = this.nodeOf(child, children, taken, pageId ?? child.nodeId);
      return node === null ? [] : [node];
    });
  }

  /** The node with this id, among those that exist now; null when it is gone. */
  find(id: string): shown.FormNode | null {
    return this.search(this.below(this.root, null), id);
  }

  private search(nodes: readonly shown.FormNode[], id: string): shown.FormNode | null {
    for (const node of nodes) {
      if (node.id === id) return node;
      const found = this.search(inside(node), id);
      if (found !== null) return found;
    }
    return null;
  }

  private nodeOf(
    engine: AnyNode,
    siblings: readonly AnyNode[],
    taken: Set<string>,
    pageId: string,
  ): shown.FormNode | null {
    const isFile = engine.nodeType === "upload" && !this.isForeign(engine);
    if (isFile) return this.strip(engine, siblings, taken);
    const known = this.made.get(engine.nodeId);
    if (known !== undefined) return known;
    const node = this.make(engine, pageId);
    this.made.set(engine.nodeId, node);
    return node;
  }

  private make(engine: AnyNode, pageId: string): shown.FormNode | null {
    switch (engine.nodeType) {
      case "group":
        return this.group(engine, pageId);
      case "repeat-range:controlled":
      case "repeat-range:uncontrolled":
        return new RepeatOf(engine, this, pageId);
      case "model-value":
        return this.foreign(engine);
      default:
        if (this.isForeign(engine)) return new Foreign(engine, this.changed, nameOf(engine));
        return fieldOf(engine, this.changed);
    }
  }

  /** Whether the engine would show a question as what it is not. */
  private isForeign(engine: AnyNode): boolean {
    return this.facts.foreign.has(pathOf(engine));
  }

  /** A value that a control asks for which the engine does not know; else null. */
  private foreign(engine: AnyNode): shown.FormNode | null {
    const label = this.facts.foreign.get(pathOf(engine));
    return label === undefined ? null : new Unknown(engine, this.changed, label);
  }

  row(engine: RepeatInstanceNode, pageId: string): shown.Row {
    const known = this.made.get(engine.nodeId);
    if (known?.kind === "row") return known;
    const row = new RowOf(engine, this, pageId);
    this.made.set(engine.nodeId, row);
    return row;
  }

  /**
   * A group that holds nothing but the places of one photo question is that strip; one
   * that shows nothing, such as `meta`, is not there.
   */
  private group(engine: GroupNode, pageId: string): shown.FormNode | null {
    const children = childrenOf(engine);
    if (this.below(engine, pageId).length === 0) return null;
    const [first] = children;
    const slots = first === undefined ? [] : this.slots(first, children);
    const only = slots.length > 1 && slots.length === children.length;
    const head = slots[0];
    return only && head !== undefined
      ? new Strip(engine, head, slots, this.changed)
      : new GroupOf(engine, this, pageId);
  }

  private strip(
    first: Extract<AnyNode, { nodeType: "upload" }>,
    siblings: readonly AnyNode[],
    taken: Set<string>,
  ): shown.FormNode {
    const slots = this.slots(first, siblings);
    for (const slot of slots) taken.add(slot.nodeId);
    const known = this.made.get(first.nodeId);
    if (known !== undefined && known !== null) return known;
    const strip = new Strip(first, first, slots, this.changed);
    this.made.set(first.nodeId, strip);
    return strip;
  }

  private slots(first: AnyNode, siblings: readonly AnyNode[]): ReturnType<typeof slotsFrom> {
    return slotsFrom(first, siblings, this.facts.maxPhotos.get(pathOf(first)) ?? 1);
  }
}

/** A question that only the definition can name. */
class Unknown extends Foreign {
  constructor(
    engine: AnyNode,
    changed: Changed,
    private readonly called: string,
  ) {
    super(engine, changed, nameOf(engine));
  }

  override get label(): string {
    return this.called;
  }
}

/** The path of a question as the definition writes it: without row numbers. */
function pathOf(engine: AnyNode): string {
  return engine.currentState.reference.replace(/\[\d+\]/g, "");
}

/** The nodes directly inside a node. */
export function inside(node: shown.FormNode): readonly shown.FormNode[] {
  if (node.kind === "repeat") return node.rows;
  return node.kind === "group" || node.kind === "row" ? node.nodes : [];
}

class GroupOf extends EngineBacked implements shown.Group {
  readonly kind = "group";

  constructor(
    engine: GroupNode,
    private readonly tree: Tree,
    private readonly pageId: string,
  ) {
    super(engine, tree.changed, nameOf(engine));
  }

  override get relevant(): boolean {
    return super.relevant && this.nodes.some((node) => node.relevant);
  }

  get nodes(): readonly shown.FormNode[] {
    return this.tree.below(this.engine, this.pageId);
  }
}

class RowOf extends EngineBacked implements shown.Row {
  readonly kind = "row";

  constructor(
    engine: RepeatInstanceNode,
    private readonly tree: Tree,
    private readonly pageId: string,
  ) {
    super(engine, tree.changed, nameOf(engine));
  }

  get position(): number {
    return Number(/\[(\d+)\]$/.exec(this.reference)?.[1] ?? 1);
  }

  get uuid(): string {
    const key = childrenOf(this.engine as AnyNode).find((each) => nameOf(each) === "repeat_uuid");
    return key === undefined ? "" : answerOf(key);
  }

  get nodes(): readonly shown.FormNode[] {
    return this.tree.below(this.engine, this.pageId);
  }

  get summary(): string {
    return summaryOf(this.nodes);
  }

  get problems(): readonly shown.Problem[] {
    return problemsIn(this.nodes, this.pageId, [this.id]);
  }

  get progress(): shown.Progress {
    return progressOf(this.nodes);
  }
}

class RepeatOf extends EngineBacked implements shown.Repeat {
  readonly kind = "repeat";
  readonly growable: boolean;

  constructor(
    protected override readonly engine: RepeatNode,
    private readonly tree: Tree,
    private readonly pageId: string,
  ) {
    super(engine, tree.changed, nameOf(engine));
    this.growable = engine.nodeType === "repeat-range:uncontrolled";
  }

  get rows(): readonly shown.Row[] {
    const rows: readonly RepeatInstanceNode[] = this.engine.currentState.children;
    return rows.map((row) => this.tree.row(row, this.pageId));
  }

  add(): shown.Row {
    if (this.engine.nodeType !== "repeat-range:uncontrolled") {
      throw new Error("The form counts these rows itself.");
    }
    this.engine.addInstances();
    this.changed();
    return this.rows[this.rows.length - 1] as shown.Row;
  }

  remove(row: shown.Row): void {
    const index = this.rows.findIndex((each) => each.id === row.id);
    if (index < 0 || this.engine.nodeType !== "repeat-range:uncontrolled") return;
    this.engine.removeInstances(index);
    this.changed();
  }
}
