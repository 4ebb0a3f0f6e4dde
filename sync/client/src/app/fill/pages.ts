import { computed, type ComputedRef } from "vue";
import type { OpenForm, Page, Repeat } from "../../forms/types";
import { go } from "../routes";
import { words } from "../words";

/** The pages of an open form, and the one the address names. */
export interface Pages {
  /** Those that apply, in the order of the form. */
  readonly all: ComputedRef<readonly Page[]>;
  readonly at: ComputedRef<number>;
  /** Null on the last page, where the form is checked and finalised. */
  readonly here: ComputedRef<Page | null>;
  readonly title: ComputedRef<string>;
  /** The repeat, when the page is nothing else. */
  readonly repeat: ComputedRef<Repeat | null>;
  /** How the address names the page. */
  readonly name: ComputedRef<string>;
  turnTo(index: number): void;
}

const CHECK = "check";

/** Pages are named by their place in the form, which outlives a restart. */
export function usePages(form: OpenForm, draft: string, name: () => string | null): Pages {
  const all = computed(() => form.pages.filter((page) => page.relevant));
  const at = computed(() => {
    if (name() === CHECK) return all.value.length;
    const named = form.pages[Number(name() ?? 0)];
    return Math.max(0, named ? all.value.indexOf(named) : 0);
  });
  const here = computed(() => all.value[at.value] ?? null);
  const title = computed(() => {
    if (!here.value) return words.value.fill.check;
    return here.value.title || words.value.fill.untitled(at.value + 1);
  });
  const repeat = computed(() => {
    const [only, ...others] = here.value?.nodes ?? [];
    return only?.kind === "repeat" && others.length === 0 ? only : null;
  });

  const called = computed(() => nameOf(at.value));

  function nameOf(index: number): string {
    const target = all.value[index];
    return target ? String(form.pages.indexOf(target)) : CHECK;
  }

  function turnTo(index: number): void {
    go({ at: "fill", draft, page: nameOf(index) });
  }

  return { all, at, here, title, repeat, name: called, turnTo };
}
