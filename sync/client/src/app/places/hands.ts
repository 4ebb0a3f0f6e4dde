/** Fingers, wheel and keys on a map. */
import { ref, type Ref } from "vue";
import { moved, zoomed, type Pixel, type Sight, type Size } from "./sight";

/** A finger that moved less than this has tapped. */
const STILL = 8;
const STEP = 48;
const CLOSER = 1.6;

export interface Hands {
  readonly on: Record<string, (event: never) => void>;
  zoom(factor: number): void;
}

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Pan with one finger, pinch with two; arrows and + − do the same. */
export function useHands(
  sight: Ref<Sight>,
  size: Ref<Size>,
  tapped: (at: Pixel) => void,
): Hands {
  const fingers = new Map<number, Pixel>();
  const wandered = ref(0);

  function down(event: PointerEvent): void {
    if (fingers.size === 0) wandered.value = 0;
    fingers.set(event.pointerId, pixel(event));
    (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
  }

  function move(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = pixel(event);
    wandered.value += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other) return pinch(before, now, other);
    if (wandered.value >= STILL) sight.value = moved(sight.value, now.x - before.x, now.y - before.y);
  }

  function pinch(before: Pixel, now: Pixel, other: Pixel): void {
    wandered.value = STILL;
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const drift = moved(sight.value, (now.x - before.x) / 2, (now.y - before.y) / 2);
    sight.value = zoomed(drift, size.value, factor, between(now, other));
  }

  function up(event: PointerEvent): void {
    const known = fingers.delete(event.pointerId);
    if (known && fingers.size === 0 && wandered.value < STILL) tapped(pixel(event));
  }

  function gone(event: PointerEvent): void {
    fingers.delete(event.pointerId);
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    const factor = event.deltaY < 0 ? 1.2 : 1 / 1.2;
    sight.value = zoomed(sight.value, size.value, factor, pixel(event));
  }

  function key(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (way) sight.value = moved(sight.value, ...way);
    else if (event.key === "+" || event.key === "=") zoom(CLOSER);
    else if (event.key === "-") zoom(1 / CLOSER);
    else if (event.key === "Enter" || event.key === " ") tapped(middle(size.value));
    else return;
    event.preventDefault();
  }

  function zoom(factor: number): void {
    sight.value = zoomed(sight.value, size.value, factor, middle(size.value));
  }

  return {
    on: {
      pointerdown: down, pointermove: move, pointerup: up, pointercancel: gone, wheel, keydown: key,
    },
    zoom,
  };
}

function pixel(event: MouseEvent): Pixel {
  const frame = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

function middle({ width, height }: Size): Pixel {
  return { x: width / 2, y: height / 2 };
}

function distance(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Pixel, b: Pixel): Pixel {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
