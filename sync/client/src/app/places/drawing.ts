/** A line while it is drawn: points come by walking or by hand, and are saved at once. */
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from "vue";
import type { LineField, Point } from "../../forms/types";
import type { Locator } from "../../media/types";
import { chosen } from "../fields/point";
import { useAwake } from "./awake";
import type { Spot } from "./earth";
import { cornersOf, readLine, writeShape, writeTrace } from "./line";
import { appended, USUAL, walked, type Pace, type Walked } from "./walking";

export interface Drawing {
  readonly points: ComputedRef<readonly Point[]>;
  readonly pace: ShallowRef<Pace>;
  readonly going: Ref<boolean>;
  go(): void;
  pause(): void;
  /** A point by hand, where nobody measured. */
  addAt(spot: Spot): void;
  /** A point where the phone is. */
  addHere(): void;
  undo(): void;
}

export function useDrawing(field: LineField, locator: Locator): Drawing {
  const line = shallowRef<Walked>({ points: cornersFrom(field), at: null });
  const pace = shallowRef<Pace>({ ...USUAL, exact: field.thresholds.accuracy ?? USUAL.exact });
  const going = ref(false);
  const points = computed(() => line.value.points);

  function become(next: Walked): void {
    if (next === line.value || field.readonly) return;
    line.value = next;
    field.set(field.type === "shape" ? writeShape(next.points) : writeTrace(next.points));
  }

  function hear(): void {
    if (going.value && locator.last) become(walked(line.value, locator.last, pace.value));
  }

  function addHere(): void {
    const place = locator.last;
    if (place) become(appended(line.value, place));
  }

  function undo(): void {
    become({ points: line.value.points.slice(0, -1), at: line.value.at });
  }

  const quiet = locator.onChange(hear);
  onBeforeUnmount(quiet);
  useAwake(going);
  watch(going, hear);
  return {
    points, pace, going,
    go: () => (going.value = true),
    pause: () => (going.value = false),
    addAt: (spot) => become(appended(line.value, chosen(spot))),
    addHere, undo,
  };
}

function cornersFrom(field: LineField): readonly Point[] {
  const points = readLine(field.value);
  return field.type === "shape" ? cornersOf(points) : points;
}
