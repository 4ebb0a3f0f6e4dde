import type { DraftSummary, FormSummary, OutboxItem, Visit } from "../../sync/types";
import { dayOf } from "../parts/clock";
import { metresBetween, type Spot } from "../places/earth";
import { siteOf } from "../places/site";

/** A form of a visit, and how far it is. */
export interface VisitForm {
  readonly form: FormSummary | null;
  readonly formId: string;
  readonly draft: DraftSummary | null;
  readonly item: OutboxItem | null;
}

/** How much a visit presses, in the order of the list. */
export type Urgency = "doing" | "late" | "due" | "open" | "later" | "done";

/** A visit as its card shows it. */
export interface VisitCard {
  readonly visit: Visit;
  readonly forms: readonly VisitForm[];
  readonly standing: "wait" | "doing" | "check" | "done";
  readonly urgency: Urgency;
  /** Days until its last day, below 0 since then; null when it has none. */
  readonly days: number | null;
  /** Metres from the phone; null unless both places are known. */
  readonly far: number | null;
}

export interface Lists {
  readonly forms: readonly FormSummary[];
  readonly visits: readonly Visit[];
  readonly drafts: readonly DraftSummary[];
  readonly outbox: readonly OutboxItem[];
}

export interface Home {
  /** What is to be done now, most pressing first. */
  readonly today: readonly VisitCard[];
  readonly later: readonly VisitCard[];
  readonly done: readonly VisitCard[];
  readonly returned: readonly OutboxItem[];
  /** Drafts that hang on no visit in the list. */
  readonly loose: readonly DraftSummary[];
  /** Forms that may be started without a visit. */
  readonly free: readonly FormSummary[];
}

const ORDER: readonly Urgency[] = ["doing", "late", "due", "open", "later", "done"];
const DAY = 24 * 3600 * 1000;
const AFTER_ALL = "~";

/** Sort what lies on the phone into the sections of the home screen. */
export function arrange(lists: Lists, now: Date, here: Spot | null = null): Home {
  const find = finder(lists);
  const day = dayOf(now);
  const cards = lists.visits.map((visit) => cardOf(visit, find, day, here)).sort(pressing);
  const known = new Set(lists.visits.map((visit) => visit.id));
  return {
    today: cards.filter(({ urgency }) => urgency !== "later" && urgency !== "done"),
    later: cards.filter(({ urgency }) => urgency === "later"),
    done: cards.filter(({ urgency }) => urgency === "done"),
    returned: lists.outbox.filter(wantsMending),
    loose: lists.drafts.filter((draft) => !draft.visitId || !known.has(draft.visitId)),
    free: lists.forms.filter((form) => !form.closed),
  };
}

/** What presses more comes first; of that, what is nearer, then what ends sooner. */
function pressing(a: VisitCard, b: VisitCard): number {
  return (
    ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency) ||
    (a.urgency === "later" ? inOrder(begins(a), begins(b)) : 0) ||
    (a.far ?? Infinity) - (b.far ?? Infinity) ||
    inOrder(ends(a), ends(b)) ||
    inOrder(begins(a), begins(b)) ||
    inOrder(a.visit.code, b.visit.code) ||
    inOrder(a.visit.siteName, b.visit.siteName)
  );
}

function begins({ visit }: VisitCard): string {
  return visit.plannedFrom ?? AFTER_ALL;
}

function ends({ visit }: VisitCard): string {
  return visit.plannedTo ?? visit.plannedFrom ?? AFTER_ALL;
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Find = (visit: Visit, formId: string) => VisitForm;

/** The forms of visits by one look each, however many there are. */
function finder({ forms, drafts, outbox }: Lists): Find {
  const formOf = firsts(forms, (form) => form.formId);
  const draftOf = firsts(drafts, (draft) => `${draft.visitId} ${draft.formId}`);
  const itemOf = firsts(outbox, (item) => `${item.visitId} ${item.formId}`);
  return (visit, formId) => ({
    formId,
    form: formOf.get(formId) ?? null,
    draft: draftOf.get(`${visit.id} ${formId}`) ?? null,
    item: itemOf.get(`${visit.id} ${formId}`) ?? null,
  });
}

function firsts<Found>(all: readonly Found[], key: (one: Found) => string): Map<string, Found> {
  return new Map([...all].reverse().map((one) => [key(one), one]));
}

function cardOf(visit: Visit, find: Find, day: string, here: Spot | null): VisitCard {
  const forms = visit.forms.map((formId) => find(visit, formId));
  const standing = standingOf(forms);
  const site = siteOf(visit);
  return {
    visit, forms, standing,
    urgency: urgencyOf(visit, standing, day),
    days: daysLeft(visit, day),
    far: here && site ? metresBetween(here, site) : null,
  };
}

function urgencyOf(visit: Visit, standing: VisitCard["standing"], day: string): Urgency {
  if (standing === "done" || standing === "doing") return standing;
  const from = visit.plannedFrom?.slice(0, 10) ?? day;
  const to = lastDay(visit);
  if (day < from) return "later";
  if (to === null || day < to) return "open";
  return day > to ? "late" : "due";
}

function lastDay(visit: Visit): string | null {
  return (visit.plannedTo ?? visit.plannedFrom)?.slice(0, 10) ?? null;
}

function daysLeft(visit: Visit, day: string): number | null {
  const to = lastDay(visit);
  return to === null ? null : Math.round((Date.parse(to) - Date.parse(day)) / DAY);
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
