/** An open form, put together from its tree, its pages and its memory. */
import type { DefinitionFacts } from "./definition";
import { childrenOf, nameOf } from "./engine";
import type { AnyNode, RootNode } from "./engine";
import { Memory } from "./hidden";
import { answerOf } from "./node";
import { pagesOf } from "./pages";
import { serialise } from "./serialise";
import { plain } from "./text";
import { Tree } from "./tree";
import type {
  DraftAnswers,
  FormEnvironment,
  FormNode,
  OpenForm,
  Page,
  Problem,
  Serialised,
  Untaken,
} from "./types";

export class Opened implements OpenForm {
  readonly state = "open";
  readonly __v_skip = true;
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly isNew: boolean;
  readonly untaken: readonly Untaken[];
  private readonly tree: Tree;
  private readonly memory = new Memory();
  private readonly known = new Map<string, Page>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly root: RootNode,
    facts: DefinitionFacts,
    draft: DraftAnswers | null,
    { language, presets }: Pick<FormEnvironment, "language" | "presets">,
  ) {
    this.formId = facts.formId;
    this.version = facts.version;
    this.title = facts.title;
    this.isNew = draft === null;
    this.untaken = facts.untaken;
    this.tree = new Tree(root, facts, () => this.touched());
    this.speak((name) => name.toLowerCase().includes(language.toLowerCase()));
    if (draft === null) this.memory.foresee(root, presets);
    else this.memory.takeOver(root, draft.aside);
    this.memory.note(root);
  }

  get instanceId(): string {
    return answerOf(named(named(this.root, "meta"), "instanceID"));
  }

  get languages(): readonly string[] {
    return this.root.languages.map((each) => each.language).filter((name) => name !== "");
  }

  get language(): string {
    return this.root.currentState.activeLanguage.language;
  }

  setLanguage(language: string): void {
    this.speak((name) => name === language);
  }

  get pages(): readonly Page[] {
    return pagesOf(this.tree.below(this.root, null), this.known);
  }

  get problems(): readonly Problem[] {
    const shown = this.pages.flatMap((page) => page.problems);
    const strays = this.root.validationState.violations.length - shown.length;
    return strays > 0 ? [...shown, ...this.strays(shown)] : shown;
  }

  node(id: string): FormNode | null {
    return this.tree.find(id);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  serialise(): Promise<Serialised> {
    return serialise(this.root, this.memory);
  }

  touched(): void {
    this.memory.note(this.root);
    for (const listener of this.listeners) listener();
  }

  private speak(wanted: (name: string) => boolean): void {
    const found = this.root.languages.find((each) => wanted(each.language));
    if (found !== undefined && found.isSyntheticDefault === undefined) {
      this.root.setLanguage(found);
    }
  }

  /** Violations of questions that no page shows, such as a calculation's. */
  private strays(shown: readonly Problem[]): Problem[] {
    const pageId = this.pages[0]?.id ?? "";
    const known = new Set(shown.map((problem) => problem.nodeId));
    return this.root.validationState.violations
      .filter((each) => !known.has(each.nodeId) && !this.shows(each.nodeId))
      .map(({ nodeId, reference, violation }) => ({
        nodeId,
        pageId,
        rowIds: [],
        label: reference.split("/").pop() ?? reference,
        kind: violation.condition,
        message: plain(violation.message),
      }));
  }

  private shows(nodeId: string): boolean {
    return this.tree.find(nodeId) !== null;
  }
}

function named(node: AnyNode, name: string): AnyNode {
  return childrenOf(node).find((child) => nameOf(child) === name) ?? node;
}
