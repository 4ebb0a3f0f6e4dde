/** What else is known to the phone around a draft: its site, other work, oneself. */
import { computed, onBeforeUnmount, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { Locator, Place } from "../../media/types";
import type { Visit } from "../../sync/types";
import { useReading } from "../phone";
import type { Spot } from "./earth";
import type { MapMark } from "./marks";
import { draftMark, itemMark, siteMark } from "./work";

/** The site of a visit and what was filled in elsewhere. */
export function useAround(visit: Visit | null, draftId: string): ComputedRef<readonly MapMark[]> {
  const filled = useReading(async (phone) => {
    const [drafts, outbox] = await Promise.all([phone.drafts(), phone.outbox()]);
    return { drafts, outbox };
  });
  return computed(() => {
    const { drafts = [], outbox = [] } = filled.value ?? {};
    const others = drafts.filter((draft) => draft.draftId !== draftId);
    const sites = visit ? siteMark(visit) : [];
    return [...sites, ...outbox.flatMap(itemMark), ...others.flatMap(draftMark)];
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
