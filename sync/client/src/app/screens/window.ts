import type { Words } from "../words";
import type { VisitCard } from "./today";

/** "03-12 至 03-14" and "还有 2 天"; "" for what the office has not said. */
export function windowOf(
  { visit, urgency, days }: Pick<VisitCard, "visit" | "urgency" | "days">,
  { home }: Pick<Words, "home">,
): { readonly dates: string; readonly left: string } {
  const from = visit.plannedFrom?.slice(5, 10) ?? "";
  const to = visit.plannedTo?.slice(5, 10) ?? "";
  const dates = from && to && from !== to ? home.fromTo(from, to) : from || to;
  const isOver = urgency === "done" || urgency === "later" || days === null;
  return { dates, left: isOver ? "" : home.daysLeft(days) };
}
