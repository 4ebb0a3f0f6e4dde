import type { DraftSummary, FormSummary, OutboxItem, Visit } from "../../sync/types";
import { dayOf } from "../parts/clock";

/** A form of a visit, and how far it is. */
export interface VisitForm {
  readonly form: FormSummary | null;
  readonly formId: string;
  readonly draft: DraftSummary | null;
  readonly item: OutboxItem | null;
}

/** A visit as its card shows it. */
export interface VisitCard {
  readonly visit: Visit;
  readonly forms: readonly VisitForm[];
  readonly standing: "wait" | "doing" | "check" | "done";
}

export interface Lists {
  readonly forms: readonly FormSummary[];
  readonly visits: readonly Visit[];
  readonly drafts: readonly DraftSummary[];
  readonly outbox: readonly OutboxItem[];
}

export interface Home {
  readonly today: readonly VisitCard[];
  readonly later: readonly VisitCard[];
  readonly returned: readonly OutboxItem[];
  /** Drafts that hang on no visit in the list. */
  readonly loose: readonly DraftSummary[];
  /** Forms that may be started without a visit. */
  readonly free: readonly FormSummary[];
}

/** Sort what lies on the phone into the sections of the home screen. */
export function arrange(lists: Lists, now: Date): Home {
  const cards = lists.visits.map((visit) => cardOf(visit, lists));
  const known = new Set(lists.visits.map((visit) => visit.id));
  const day = dayOf(now);
  return {
    today: cards.filter((card) => isToday(card, day)),
    later: cards.filter((card) => !isToday(card, day)),
    returned: lists.outbox.filter(wantsMending),
    loose: lists.drafts.filter((draft) => !draft.visitId || !known.has(draft.visitId)),
    free: lists.forms.filter((form) => !form.closed),
  };
}

function isToday({ visit, standing }: VisitCard, day: string): boolean {
  if (standing === "doing") return true;
  const from = visit.plannedFrom?.slice(0, 10) ?? day;
  const to = visit.plannedTo?.slice(0, 10) ?? visit.plannedFrom?.slice(0, 10) ?? day;
  return from <= day && day <= to;
}

function cardOf(visit: Visit, lists: Lists): VisitCard {
  const forms = visit.forms.map((formId) => visitForm(visit, formId, lists));
  return { visit, forms, standing: standingOf(forms) };
}

function visitForm(visit: Visit, formId: string, lists: Lists): VisitForm {
  return {
    formId,
    form: lists.forms.find((form) => form.formId === formId) ?? null,
    draft:
      lists.drafts.find((draft) => draft.visitId === visit.id && draft.formId === formId) ?? null,
    item:
      lists.outbox.find((item) => item.visitId === visit.id && item.formId === formId) ?? null,
  };
}

function standingOf(forms: readonly VisitForm[]): VisitCard["standing"] {
  if (forms.some((form) => form.draft)) return "doing";
  if (forms.some((form) => form.item && wantsMending(form.item))) return "check";
  if (forms.length > 0 && forms.every((form) => form.item)) return "done";
  return forms.some((form) => form.item) ? "doing" : "wait";
}

function wantsMending(item: OutboxItem): boolean {
  return item.state === "returned" && !item.revisedBy;
}

/** Work that only this phone has. */
export function unsentCount(outbox: readonly OutboxItem[]): number {
  return outbox.filter((item) => item.state !== "delivered" && item.state !== "returned").length;
}
