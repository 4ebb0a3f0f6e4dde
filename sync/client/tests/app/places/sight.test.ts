import { describe, expect, test } from "vitest";
import { clustersOf, type MapMark } from "../../../src/app/places/marks";
import {
  centreOf, fitting, gridOf, moved, pixelOf, round125, spotAt, zoomed,
} from "../../../src/app/places/sight";

const SIZE = { width: 390, height: 500 };
const HERE = { latitude: 37.189642, longitude: 116.866107 };
const THERE = { latitude: 37.2, longitude: 116.9 };

describe("what a map shows", () => {
  test("all that is to be seen, with a margin", () => {
    const sight = fitting([HERE, THERE], SIZE);
    for (const spot of [HERE, THERE]) {
      const { x, y } = pixelOf(sight, SIZE, spot);
      expect(x > 20 && x < 370 && y > 20 && y < 480).toBe(true);
    }
    expect(pixelOf(sight, SIZE, THERE).y).toBeLessThan(pixelOf(sight, SIZE, HERE).y);
  });

  test("one place alone, with its surroundings", () => {
    const sight = fitting([HERE], SIZE);
    expect(sight.scale).toBe(0.5);
    expect(centreOf(sight)).toEqual({ latitude: 37.18964, longitude: 116.86611 });
  });

  test("a pixel and its spot are one", () => {
    const sight = fitting([HERE, THERE], SIZE);
    const spot = spotAt(sight, SIZE, { x: 100, y: 40 });
    const { x, y } = pixelOf(sight, SIZE, spot);
    expect([x, y]).toEqual([expect.closeTo(100, 6), expect.closeTo(40, 6)]);
  });

  test("what lies under a finger stays under it", () => {
    const sight = fitting([HERE, THERE], SIZE);
    const finger = { x: 300, y: 90 };
    const spot = spotAt(sight, SIZE, finger);
    const closer = pixelOf(zoomed(sight, SIZE, 2, finger), SIZE, spot);
    expect([closer.x, closer.y]).toEqual([expect.closeTo(300, 6), expect.closeTo(90, 6)]);
    const dragged = pixelOf(moved(sight, 12, -7), SIZE, spot);
    expect([dragged.x, dragged.y]).toEqual([expect.closeTo(312, 6), expect.closeTo(83, 6)]);
  });

  test("never closer or further than makes sense", () => {
    const sight = fitting([HERE], SIZE);
    const middle = { x: 195, y: 250 };
    expect(zoomed(sight, SIZE, 1e9, middle).scale).toBe(0.02);
    expect(zoomed(sight, SIZE, 1e-9, middle).scale).toBe(10_000);
  });

  test.each([[0.3, 6], [1, 5], [20, 4]])(
    "a hand at %d m a pixel writes %d digits", (scale, digits) => {
      const { latitude } = centreOf({ ...fitting([HERE], SIZE), scale });
      expect(latitude).toBe(Number(HERE.latitude.toFixed(digits)));
    },
  );

  test.each([[0.9, 0.5], [1, 1], [3.3, 2], [49, 20], [50, 50], [999, 500]])(
    "below %d the round number is %d", (most, round) => {
      expect(round125(most)).toBeCloseTo(round, 9);
    },
  );

  test("the lines of the grid are a round number of metres apart", () => {
    const sight = fitting([HERE, THERE], SIZE);
    const { step, xs, ys } = gridOf(sight, SIZE);
    expect(xs.length).toBeGreaterThan(1);
    expect((xs[1]! - xs[0]!) * sight.scale).toBeCloseTo(step, 6);
    expect(ys.every((y) => y >= 0 && y <= SIZE.height)).toBe(true);
    const shifted = gridOf(moved(sight, 10, 0), SIZE).xs;
    expect(shifted.some((x) => Math.abs(x - xs[0]! - 10) < 1e-6)).toBe(true);
  });
});

describe("marks that would lie on top of one another", () => {
  function mark(key: string, east: number): MapMark {
    return { key, spot: { ...HERE, longitude: HERE.longitude + east }, look: "done", label: key };
  }

  test("are gathered, and fall apart when the map comes closer", () => {
    const marks = [mark("a", 0), mark("b", 0.00001), mark("c", 0.01)];
    const keys = (scale: number): string[] =>
      clustersOf(marks, HERE, scale).map((cluster) => cluster.marks.map((each) => each.key).join());
    expect(keys(10)).toEqual(["a,b", "c"]);
    expect(keys(0.02)).toEqual(["a", "b", "c"]);
    expect(keys(1000)).toEqual(["a,b,c"]);
  });

  test("each of three hundred stands in one cluster", () => {
    const marks = Array.from({ length: 300 }, (_, nth) => mark(String(nth), nth * 0.0003));
    const found = clustersOf(marks, HERE, 5).flatMap((cluster) => cluster.marks);
    expect(found).toHaveLength(300);
    expect(new Set(found.map((each) => each.key)).size).toBe(300);
  });
});
