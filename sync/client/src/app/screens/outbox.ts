import type { OutboxItem, OutboxState } from "../../sync/types";
import type { MarkName } from "../parts/icons";

const MARKS: Record<OutboxState, MarkName> = {
  queued: "wait",
  sending: "doing",
  partial: "doing",
  delivered: "done",
  returned: "check",
  conflict: "check",
  refused: "late",
};

export function badgeOf(item: OutboxItem): MarkName {
  return isSuperseded(item) ? "wait" : MARKS[item.state];
}

/** Nothing is left to be done with it here. What the office lacks is never over. */
export function isOver(item: OutboxItem): boolean {
  return item.state === "delivered" || isSuperseded(item);
}

/** The office has it, and a correction has taken its place; a draft of one has not. */
export function isSuperseded({ state, revisedBy }: OutboxItem): boolean {
  const isCorrected = revisedBy?.startsWith("uuid:") === true;
  return isCorrected && (state === "delivered" || state === "returned");
}

/** The last four letters of an instance id: enough to tell two apart aloud. */
export function tail(instanceId: string): string {
  return instanceId.slice(-4);
}

/** Which photo goes on from the middle, and from where. */
export function resumedFrom(item: OutboxItem): { nth: number; at: number } | null {
  const index = item.photos.findIndex(
    (photo) => photo.state !== "stored" && photo.sent > 0 && photo.sent < photo.size,
  );
  const photo = item.photos[index];
  return photo ? { nth: index + 1, at: photo.sent } : null;
}
