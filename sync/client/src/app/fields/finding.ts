import { shallowRef, type ShallowRef } from "vue";
import type { Choice } from "../../forms/types";

/** Finds choices by what is typed: letters of the label, the code, or pinyin initials. */
export interface Finder {
  find(typed: string): readonly Choice[];
  /** Spells the list, some entries at a time; tells after each part. */
  learn(told: () => void): Promise<void>;
}

type Spell = (text: string) => readonly string[];

/** As many as a cheap phone spells without standing still. */
const AT_ONCE = 1000;

/** A finder over one list; it reads the list once, however often it is asked. */
export function finder(choices: readonly Choice[], spell: Spell | null): Finder {
  let written: string[] | null = null;
  const spelt: string[] = [];

  function find(typed: string): readonly Choice[] {
    const wanted = plain(typed);
    if (!wanted) return choices;
    written ??= choices.map((choice) => plain(`${choice.label} ${choice.value}`));
    const texts = written;
    const found = choices.filter((_choice, index) => texts[index]?.includes(wanted));
    if (!areInitials(wanted)) return found;
    const sounding = choices.filter((_choice, index) => spelt[index]?.includes(wanted));
    return [...new Set([...found, ...sounding])];
  }

  async function learn(told: () => void): Promise<void> {
    while (spell !== null && spelt.length < choices.length) {
      const next = choices.slice(spelt.length, spelt.length + AT_ONCE);
      spelt.push(...next.map((choice) => spell(choice.label).join(" ")));
      told();
      await new Promise((done) => setTimeout(done));
    }
  }

  return { find, learn };
}

/** Figures stand among the initials of names such as 王3组; figures alone are a code. */
function areInitials(wanted: string): boolean {
  return /^[a-z0-9]+$/.test(wanted) && /[a-z]/.test(wanted);
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
