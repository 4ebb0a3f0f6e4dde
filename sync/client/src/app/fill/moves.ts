import { nextTick, onMounted, watch } from "vue";
import type { OpenDraft } from "../../sync/types";
import { inputId } from "../fields/ids";
import { wayBack } from "./bookmark";
import type { Due } from "./due";
import type { Pages } from "./pages";
import { questionsIn, shownIn, type Way } from "./walk";

/** How the reader gets about in a form. */
export interface Moves {
  /** To a question, its row opened and its page turned to. */
  jump(way: Way): Promise<void>;
  turn(index: number): Promise<void>;
  /** From an answered question to the one after it, or to the next page. */
  advance(nodeId: string): void;
}

/** The address of what stood against finalising, and of what a draft lacks so far. */
const MEND = "mend";
const FIRST = "first";

export interface Ground {
  readonly draft: OpenDraft;
  readonly pages: Pages;
  readonly due: Due;
  readonly openRows: Set<string>;
  /** The page that the address names. */
  readonly named: () => string | null;
  /** The reader goes on: what waited to be undone is done. */
  readonly settle: () => void;
}

export function useMoves({ draft, pages, due, openRows, named, settle }: Ground): Moves {
  const { form } = draft;
  const { all, at, here, repeat, turnTo } = pages;

  /** A page with a single row that nobody has been to opens it. */
  function arrive(): void {
    scrollTo(0, 0);
    if (!here.value) checkAll();
    const [only, ...others] = repeat.value?.rows ?? [];
    if (!only || others.length > 0) return;
    if (!questionsIn(only.nodes).some((id) => due.has(id))) openRows.add(only.id);
  }

  function checkAll(): void {
    due.check(questionsIn(all.value.flatMap((page) => page.nodes)));
  }

  /** Pages with answers were seen before; so were those between them that ask nothing. */
  function leaveWhatWasBegun(): void {
    const begun = form.pages.some((page) => page.progress.answered > 0);
    for (const { progress, nodes } of form.pages) {
      if (progress.answered > 0 || (begun && progress.asked === 0)) due.leave(questionsIn(nodes));
    }
  }

  function mend(): void {
    checkAll();
    toFirst();
  }

  /** To the first wrong answer, else to the first that is missing; nothing was checked. */
  function toFirst(): void {
    const first = form.problems.find(({ kind }) => kind !== "required") ?? form.problems[0];
    if (first) void jump(first);
  }

  async function jump(way: Way): Promise<void> {
    openRows.clear();
    for (const rowId of way.rowIds) openRows.add(rowId);
    turnTo(Math.max(0, all.value.findIndex((page) => page.id === way.pageId)));
    await nextTick();
    focus(way.nodeId);
  }

  function elementOf(nodeId: string): HTMLElement | null {
    const node = form.node(nodeId);
    return node && document.getElementById(inputId(node));
  }

  function focus(nodeId: string): void {
    const element = elementOf(nodeId);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  }

  async function turn(index: number): Promise<void> {
    turnTo(index);
    await nextTick();
    document.getElementById("page-title")?.focus({ preventScroll: true });
  }

  function advance(nodeId: string): void {
    const shown = shownIn(here.value?.nodes ?? [], openRows);
    const next = shown[shown.indexOf(nodeId) + 1];
    if (next === undefined) void turn(at.value + 1);
    else void nextTick().then(() => focus(next));
  }

  /** To where the draft was left, its row opened; the keyboard stays away. */
  async function comeBack(): Promise<void> {
    const { bookmark } = draft;
    const way = bookmark && bookmark.page === pages.name.value ? wayBack(form, bookmark) : null;
    if (!way) return;
    for (const rowId of way.rowIds) openRows.add(rowId);
    await nextTick();
    elementOf(way.nodeId)?.scrollIntoView({ block: "center" });
  }

  watch(here, (_now, before) => {
    draft.stand({ page: pages.name.value, question: null });
    settle();
    if (before) due.leave(questionsIn(before.nodes));
    arrive();
  });

  onMounted(() => {
    if (!form.isNew) leaveWhatWasBegun();
    arrive();
    void comeBack();
    if (named() === MEND) mend();
    if (named() === FIRST) toFirst();
  });

  return { jump, turn, advance };
}
