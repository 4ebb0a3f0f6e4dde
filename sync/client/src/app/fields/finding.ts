import { shallowRef, type ShallowRef } from "vue";
import type { Choice } from "../../forms/types";

/** Finds choices by what is typed: letters of the label, the code, or pinyin initials. */
export interface Finder {
  find(typed: string): readonly Choice[];
}

type Spell = (text: string) => readonly string[];

/** A finder over one list; it reads the list once, however often it is asked. */
export function finder(choices: readonly Choice[], spell: Spell | null): Finder {
  let written: string[] | null = null;
  let spelt: string[] | null = null;

  function find(typed: string): readonly Choice[] {
    const wanted = plain(typed);
    if (!wanted) return choices;
    written ??= choices.map((choice) => plain(`${choice.label} ${choice.value}`));
    const texts = written;
    const found = choices.filter((_choice, index) => texts[index]?.includes(wanted));
    if (spell === null || !/^[a-z]+$/.test(wanted)) return found;
    spelt ??= choices.map((choice) => spell(choice.label).join(" "));
    const letters = spelt;
    const sounding = choices.filter((_choice, index) => letters[index]?.includes(wanted));
    return [...new Set([...found, ...sounding])];
  }

  return { find };
}

const spell = shallowRef<Spell | null>(null);

/** The spelling of Chinese, once it is loaded; it comes when the first search does. */
export function useSpelling(): ShallowRef<Spell | null> {
  if (spell.value === null) {
    void import("./initials").then(({ spellings }) => {
      spell.value = spellings;
    });
  }
  return spell;
}

function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
