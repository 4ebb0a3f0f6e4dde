/** The work on this phone as marks of a map. */
import type { DraftSummary, OutboxItem, Visit } from "../../sync/types";
import type { MarkName } from "../parts/icons";
import type { MapMark } from "./marks";
import { siteOf } from "./site";

const LOOKS: Readonly<Record<OutboxItem["state"], MarkName>> = {
  queued: "wait",
  sending: "wait",
  partial: "wait",
  delivered: "done",
  returned: "check",
  conflict: "late",
  refused: "late",
};

export function siteMark(visit: Visit): MapMark[] {
  const spot = siteOf(visit);
  const label = visit.siteName || visit.code;
  return spot === null ? [] : [{ key: `v ${visit.id}`, spot, look: "site", label }];
}

export function draftMark(draft: DraftSummary): MapMark[] {
  if (draft.point === null) return [];
  const look = draft.returned ? "check" : "doing";
  return [{ key: `d ${draft.draftId}`, spot: draft.point, look, label: labelOf(draft) }];
}

export function itemMark(item: OutboxItem): MapMark[] {
  // What was corrected stands there once, as its newest version.
  if (item.point === null || item.revisedBy) return [];
  return [{ key: `i ${item.instanceId}`, spot: item.point, look: LOOKS[item.state], label: labelOf(item) }];
}

function labelOf({ visitLabel, title }: DraftSummary | OutboxItem): string {
  return [visitLabel, title].filter(Boolean).join("·");
}
