import { onBeforeUnmount, ref, type Ref } from "vue";

/** An entry of a list that is being dragged by its handle. */
export interface Dragging {
  /** Its place now, or null while nothing is held. */
  readonly dragged: Ref<number | null>;
  grab(event: PointerEvent, at: number): void;
}

/** Moves an entry as soon as the pointer passes the middle of a neighbour. */
export function useDragging(
  list: Ref<HTMLElement | undefined>,
  move: (from: number, to: number) => void,
): Dragging {
  const dragged = ref<number | null>(null);

  function grab(event: PointerEvent, at: number): void {
    event.preventDefault();
    dragged.value = at;
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  }

  function follow(event: PointerEvent): void {
    const from = dragged.value;
    const to = placeAt(list.value, event.clientY);
    if (from === null || to === null || to === from) return;
    move(from, to);
    dragged.value = to;
  }

  function drop(): void {
    dragged.value = null;
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", drop);
  }

  onBeforeUnmount(drop);
  return { dragged, grab };
}

function placeAt(list: HTMLElement | undefined, y: number): number | null {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  const found = rows.findIndex((row) => y >= row.top && y < row.bottom);
  return found < 0 ? null : found;
}
