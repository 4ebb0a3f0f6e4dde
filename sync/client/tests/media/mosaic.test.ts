import { expect, test } from "vitest";
import { boxOf, cellsAlong, cellsIn, gridOver, meanOf } from "../../src/media";

const GRID = gridOver({ width: 1600, height: 1200 });

test("the grid is coarse on any picture and covers its edges", () => {
  expect(GRID).toMatchObject({ edge: 34, columns: 48, rows: 36 });
  expect(gridOver({ width: 100, height: 60 }).edge).toBe(12);
  const last = boxOf(GRID, 48 * 36 - 1);
  expect([last.x + last.width, last.y + last.height]).toEqual([1600, 1200]);
});

test("a box covers every cell it touches, whichever way it was drawn", () => {
  const cells = cellsIn(GRID, { x: 40, y: 40 }, { x: 70, y: 36 });
  expect(cells).toEqual([49, 50]);
  expect(cellsIn(GRID, { x: 70, y: 36 }, { x: 40, y: 40 })).toEqual(cells);
});

test("what is drawn beyond the picture covers what lies at its edge", () => {
  expect(cellsIn(GRID, { x: -50, y: -50 }, { x: 5, y: 5 })).toEqual([0]);
  expect(cellsIn(GRID, { x: 5000, y: 5000 }, { x: 6000, y: 6000 })).toEqual([48 * 36 - 1]);
});

test("a finger that moved fast leaves no gap", () => {
  const cells = new Set(cellsAlong(GRID, { x: 17, y: 600 }, { x: 1583, y: 600 }, 20));
  const row = Math.floor(600 / 34);
  for (let column = 0; column < 48; column++) expect(cells.has(row * 48 + column)).toBe(true);
});

test("a cell becomes the mean of its pixels: nothing else of them is left", () => {
  const pixels = new Uint8ClampedArray([255, 0, 0, 255, 0, 101, 0, 255]);
  expect(meanOf(pixels)).toEqual([128, 51, 0]);
});
