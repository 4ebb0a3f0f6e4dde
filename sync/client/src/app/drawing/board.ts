import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { cellsAlong, cellsIn, gridOver } from "../../media";
import type { OpenPicture, Pixels, Spot } from "../../media";
import { inkFor, perform, type Step, type Tool } from "./steps";

/** A finger is this wide, in pixels of the screen. */
const FINGER = 18;

/** A picture under the finger: what was done to it, and how to take it back. */
export interface Board {
  readonly size: Pixels;
  readonly steps: ShallowRef<readonly Step[]>;
  readonly tool: Ref<Tool>;
  readonly changed: ComputedRef<boolean>;
  /** Draw everything on this canvas. */
  show(canvas: HTMLCanvasElement): void;
  press(at: Spot, perPixel: number): void;
  move(at: Spot): void;
  /** The finger is gone; gives the place where text is wanted, or null. */
  lift(at: Spot): Spot | null;
  write(at: Spot, text: string): void;
  undo(): void;
  clear(): void;
}

/** Open a board over a photo, or over white paper when there is none. */
export function openBoard(photo: OpenPicture | null, size: Pixels, first: Tool): Board {
  const steps = shallowRef<readonly Step[]>([]);
  const tool = ref<Tool>(first);
  const grid = gridOver(size);
  const ink = inkFor(size, photo !== null);
  let pen: CanvasRenderingContext2D | null = null;
  let path: Spot[] = [];
  let cells = new Set<number>();
  let radius = 0;

  function ground(): void {
    if (pen === null) return;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, size.width, size.height);
    photo?.draw(pen, size.width, size.height);
  }

  function redraw(): void {
    ground();
    for (const step of steps.value) carryOut(step);
  }

  function carryOut(step: Step): void {
    if (pen !== null) perform(pen, step, ink, grid);
  }

  function add(step: Step): void {
    steps.value = [...steps.value, step];
    redraw();
  }

  function rub(from: Spot, to: Spot): void {
    const fresh = cellsAlong(grid, from, to, radius).filter((cell) => !cells.has(cell));
    for (const cell of fresh) cells.add(cell);
    carryOut({ kind: "cover", cells: fresh });
  }

  /** What the finger is drawing now, before it is lifted. */
  function pending(to: Spot): Step | null {
    const [from] = path;
    if (from === undefined) return null;
    if (tool.value === "pen") return { kind: "pen", path };
    if (tool.value === "arrow") return { kind: "arrow", from, to };
    return tool.value === "box" ? { kind: "cover", cells: cellsIn(grid, from, to) } : null;
  }

  return {
    size,
    steps,
    tool,
    changed: computed(() => steps.value.length > 0),
    show(canvas) {
      canvas.width = size.width;
      canvas.height = size.height;
      // Read back cell by cell: that is slow where the pixels lie on the graphics chip.
      pen = canvas.getContext("2d", { willReadFrequently: true });
      redraw();
    },
    press(at, perPixel) {
      radius = FINGER * perPixel;
      path = [at];
      cells = new Set();
      if (tool.value === "cover") rub(at, at);
    },
    move(at) {
      const before = path[path.length - 1];
      if (before === undefined) return;
      path = [...path, at];
      if (tool.value === "cover") return rub(before, at);
      // Ink without an edge grows at its end; all else is drawn anew.
      if (ink.edge === null) return carryOut({ kind: "pen", path: [before, at] });
      const step = pending(at);
      if (step === null) return;
      redraw();
      carryOut(step);
    },
    lift(at) {
      if (path.length === 0) return null;
      const step: Step | null =
        tool.value === "cover" ? { kind: "cover", cells: [...cells] } : pending(at);
      path = [];
      if (step === null) return at;
      add(step);
      return null;
    },
    write: (at, text) => add({ kind: "text", at, text }),
    undo() {
      steps.value = steps.value.slice(0, -1);
      redraw();
    },
    clear() {
      steps.value = [];
      redraw();
    },
  };
}
