/**
 * Covering: cells of a fixed grid become one colour each.
 *
 * The grid belongs to the picture, not to the finger: rubbing twice covers the same
 * cells again and tells nothing new about what was there.
 */
import type { Pixels } from "./shrink";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Spot {
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly edge: number;
  readonly columns: number;
  readonly rows: number;
  readonly size: Pixels;
}

/** 48 cells along the longer edge: a face 100 px wide keeps three. */
const CELLS = 48;
const SMALLEST = 12;

/** Lay the grid over a picture. */
export function gridOver(size: Pixels): Grid {
  const edge = Math.max(SMALLEST, Math.ceil(Math.max(size.width, size.height) / CELLS));
  const columns = Math.ceil(size.width / edge);
  return { edge, columns, rows: Math.ceil(size.height / edge), size };
}

/** Where a cell lies in the picture. */
export function boxOf(grid: Grid, cell: number): Box {
  const x = (cell % grid.columns) * grid.edge;
  const y = Math.floor(cell / grid.columns) * grid.edge;
  const width = Math.min(grid.edge, grid.size.width - x);
  return { x, y, width, height: Math.min(grid.edge, grid.size.height - y) };
}

/** The cells that a rectangle touches, drawn in any direction. */
export function cellsIn(grid: Grid, from: Spot, to: Spot): number[] {
  const [left, right] = span(from.x, to.x, grid.edge, grid.columns);
  const [top, bottom] = span(from.y, to.y, grid.edge, grid.rows);
  const cells: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) cells.push(row * grid.columns + column);
  }
  return cells;
}

/** The cells that a finger of this radius touches on its way between two spots. */
export function cellsAlong(grid: Grid, from: Spot, to: Spot, radius: number): number[] {
  const low = { x: Math.min(from.x, to.x) - radius, y: Math.min(from.y, to.y) - radius };
  const high = { x: Math.max(from.x, to.x) + radius, y: Math.max(from.y, to.y) + radius };
  const reach = radius + grid.edge / 2;
  return cellsIn(grid, low, high).filter((cell) => {
    const box = boxOf(grid, cell);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return distance(middle, from, to) <= reach;
  });
}

/** The one colour of a cell: red, green and blue of its mean. */
export function meanOf(pixels: Uint8ClampedArray): readonly [number, number, number] {
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    red += pixels[at] ?? 0;
    green += pixels[at + 1] ?? 0;
    blue += pixels[at + 2] ?? 0;
  }
  const count = Math.max(1, pixels.length / 4);
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}

function span(one: number, other: number, edge: number, count: number): [number, number] {
  const cell = (value: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor(value / edge)));
  return [cell(Math.min(one, other)), cell(Math.max(one, other))];
}

function distance(spot: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((spot.x - from.x) * dx + (spot.y - from.y) * dy) / length;
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(spot.x - from.x - at * dx, spot.y - from.y - at * dy);
}
