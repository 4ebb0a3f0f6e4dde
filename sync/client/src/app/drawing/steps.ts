/** What is done to a picture, step by step, so that the last one can be taken back. */
import { boxOf, meanOf } from "../../media";
import type { Grid, Pixels, Spot } from "../../media";

export type Tool = "cover" | "box" | "arrow" | "pen" | "text";

export type Step =
  | { readonly kind: "pen"; readonly path: readonly Spot[] }
  | { readonly kind: "arrow"; readonly from: Spot; readonly to: Spot }
  | { readonly kind: "text"; readonly at: Spot; readonly text: string }
  | { readonly kind: "cover"; readonly cells: readonly number[] };

/** How marks look on a picture of this size. */
export interface Ink {
  readonly colour: string;
  /** Drawn around the ink, so that it shows on any ground; null for paper. */
  readonly edge: string | null;
  readonly width: number;
}

/** Red with a white edge on a photo, black on white paper. */
export function inkFor(size: Pixels, isPhoto: boolean): Ink {
  const longest = Math.max(size.width, size.height);
  const width = (share: number): number => Math.max(3, Math.round(longest / share));
  return isPhoto
    ? { colour: "#d6211a", edge: "#ffffff", width: width(140) }
    : { colour: "#10141b", edge: null, width: width(240) };
}

/** The two barbs of an arrow, at its tip. */
export function barbs(from: Spot, to: Spot, width: number): readonly [Spot, Spot] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const reach = Math.min(width * 6, Math.hypot(to.x - from.x, to.y - from.y) / 2);
  const barb = (turn: number): Spot => ({
    x: to.x - reach * Math.cos(angle + turn),
    y: to.y - reach * Math.sin(angle + turn),
  });
  return [barb(Math.PI / 6), barb(-Math.PI / 6)];
}

/** Do a step on the picture. What is covered is replaced, pixel by pixel. */
export function perform(board: CanvasRenderingContext2D, step: Step, ink: Ink, grid: Grid): void {
  switch (step.kind) {
    case "cover":
      for (const cell of step.cells) coverCell(board, grid, cell);
      return;
    case "text":
      return write(board, step.at, step.text, ink);
    case "pen":
      return line(board, [step.path], ink);
    case "arrow": {
      const [one, other] = barbs(step.from, step.to, ink.width);
      return line(board, [[step.from, step.to], [one, step.to, other]], ink);
    }
  }
}

function coverCell(board: CanvasRenderingContext2D, grid: Grid, cell: number): void {
  const { x, y, width, height } = boxOf(grid, cell);
  const [red, green, blue] = meanOf(board.getImageData(x, y, width, height).data);
  board.fillStyle = `rgb(${red}, ${green}, ${blue})`;
  board.fillRect(x, y, width, height);
}

function line(
  board: CanvasRenderingContext2D,
  paths: readonly (readonly Spot[])[],
  ink: Ink,
): void {
  board.lineCap = "round";
  board.lineJoin = "round";
  for (const [colour, width] of [[ink.edge, ink.width * 2], [ink.colour, ink.width]] as const) {
    if (colour === null) continue;
    board.strokeStyle = colour;
    board.lineWidth = width;
    for (const path of paths) trace(board, path);
  }
}

function trace(board: CanvasRenderingContext2D, path: readonly Spot[]): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  board.beginPath();
  board.moveTo(first.x, first.y);
  // A tap leaves a dot.
  for (const spot of rest.length > 0 ? rest : [first]) board.lineTo(spot.x, spot.y);
  board.stroke();
}

function write(board: CanvasRenderingContext2D, at: Spot, text: string, ink: Ink): void {
  board.font = `600 ${ink.width * 6}px "PingFang SC", "Noto Sans CJK SC", sans-serif`;
  board.textBaseline = "middle";
  board.lineJoin = "round";
  if (ink.edge !== null) {
    board.strokeStyle = ink.edge;
    board.lineWidth = ink.width;
    board.strokeText(text, at.x, at.y);
  }
  board.fillStyle = ink.colour;
  board.fillText(text, at.x, at.y);
}
