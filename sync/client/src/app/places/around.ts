/** What else is known to the phone around a draft: its site, other work, oneself. */
import { computed, onBeforeUnmount, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { Locator, Place } from "../../media/types";
import type { DraftSummary, OutboxItem, Visit } from "../../sync/types";
import type { MarkName } from "../parts/icons";
import { useReading } from "../phone";
import { words } from "../words";
import type { Spot } from "./earth";
import type { MapMark } from "./marks";

/** Where a site is, or null when the office has not said. */
export function siteOf(visit: Visit | null): Spot | null {
  const { latitude = null, longitude = null } = visit ?? {};
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

const LOOKS: Readonly<Record<OutboxItem["state"], MarkName>> = {
  queued: "wait",
  sending: "doing",
  partial: "doing",
  delivered: "done",
  returned: "check",
  conflict: "late",
  refused: "late",
};

/** How an entry of the outbox is drawn. */
export function lookOf(item: OutboxItem): MarkName {
  return item.revisedBy ? "done" : LOOKS[item.state];
}

export function draftMark(draft: DraftSummary): MapMark[] {
  if (draft.point === null) return [];
  const label = [draft.visitLabel, draft.title].filter(Boolean).join("·");
  return [{ key: `d ${draft.draftId}`, spot: draft.point, look: draft.returned ? "check" : "doing", label }];
}

export function itemMark(item: OutboxItem): MapMark[] {
  if (item.point === null) return [];
  const label = [item.visitLabel, item.title].filter(Boolean).join("·");
  return [{ key: `i ${item.instanceId}`, spot: item.point, look: lookOf(item), label }];
}

/** The site of a visit and what was filled in elsewhere. */
export function useAround(visit: Visit | null, draftId: string): ComputedRef<readonly MapMark[]> {
  const filled = useReading(async (phone) => {
    const [drafts, outbox] = await Promise.all([phone.drafts(), phone.outbox()]);
    return { drafts, outbox };
  });
  return computed(() => {
    const { drafts = [], outbox = [] } = filled.value ?? {};
    const others = drafts.filter((draft) => draft.draftId !== draftId);
    const site = siteOf(visit);
    const label = visit?.siteName || words.value.map.site;
    const sites: MapMark[] = site ? [{ key: "site", spot: site, look: "site", label }] : [];
    return [...outbox.flatMap(itemMark), ...others.flatMap(draftMark), ...sites];
  });
}

/** Where the phone is, as long as a form listens. */
export function useOwn(locator: Locator): ShallowRef<Place | null> {
  const own = shallowRef(locator.last);
  const quiet = locator.onChange(() => {
    own.value = locator.last;
  });
  onBeforeUnmount(quiet);
  return own;
}

/** Where a map begins when nothing is known: the middle of Shandong. */
const NOWHERE: Spot = { latitude: 36.4, longitude: 118.2 };

/** What a map shows first: the best of what is known, never nothing. */
export function first(...known: (Spot | null)[]): readonly Spot[] {
  const spots = known.filter((spot): spot is Spot => spot !== null);
  return spots.length > 0 ? spots : [NOWHERE];
}
