/** Finding in long lists by what people remember of it. */
import type { DraftSummary, OutboxItem } from "../../sync/types";
import type { Home, VisitCard } from "./today";

/** Only what holds all words of the query; the forms stay, they are few. */
export function narrowed(home: Home, query: string): Home {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return home;
  const holds = (...texts: readonly string[]): boolean => {
    const text = plain(texts.join(" "));
    return words.every((word) => text.includes(word));
  };
  const card = ({ visit, forms }: VisitCard): boolean =>
    holds(visit.siteName, visit.code, ...visit.regionPath, ...forms.map(titleOf));
  const piece = (one: DraftSummary | OutboxItem): boolean => holds(one.visitLabel, one.title);
  return {
    today: home.today.filter(card),
    later: home.later.filter(card),
    done: home.done.filter(card),
    returned: home.returned.filter(piece),
    loose: home.loose.filter(piece),
    free: home.free.filter((form) => holds(form.title)),
  };
}

export function isEmpty(home: Home): boolean {
  return Object.values(home).every((list: readonly unknown[]) => list.length === 0);
}

function titleOf({ draft, form, item }: VisitCard["forms"][number]): string {
  return draft?.title ?? form?.title ?? item?.title ?? "";
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
