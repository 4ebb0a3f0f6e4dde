import { describe, expect, test } from "vitest";
import { areaOf, lengthOf, metresBetween } from "../../../src/app/places/earth";

const DEZHOU = { latitude: 37.4341, longitude: 116.3575 };
const JINAN = { latitude: 36.6512, longitude: 117.1201 };

/** A square with sides of 100 m, a little north-east of here. */
const SIDE = 100 / 111_195.08;
function square({ latitude, longitude } = DEZHOU, side = SIDE) {
  const wide = side / Math.cos((latitude * Math.PI) / 180);
  return [
    { latitude, longitude },
    { latitude, longitude: longitude + wide },
    { latitude: latitude + side, longitude: longitude + wide },
    { latitude: latitude + side, longitude },
  ];
}

describe("how far places lie apart", () => {
  test.each([
    ["the same place", DEZHOU, DEZHOU, 0],
    ["two cities", DEZHOU, JINAN, 110_170],
    ["one degree to the north", DEZHOU, { ...DEZHOU, latitude: 38.4341 }, 111_195],
    ["across the date line", { latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }, 111_195],
    ["to the other side of the earth", { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }, 20_015_115],
  ])("%s", (_name, from, to, metres) => {
    expect(Math.abs(metresBetween(from, to) - metres)).toBeLessThan(Math.max(1, metres * 0.001));
  });

  test("a path is as long as its parts", () => {
    const ring = square();
    expect(lengthOf(ring)).toBeCloseTo(300, 0);
    expect(lengthOf([])).toBe(0);
    expect(lengthOf(ring.slice(0, 1))).toBe(0);
  });
});

describe("how large a ring is", () => {
  test("a hectare is a hectare, whichever way around", () => {
    expect(areaOf(square())).toBeCloseTo(10_000, -1);
    expect(areaOf([...square()].reverse())).toBeCloseTo(10_000, -1);
  });

  test("a village office of ten metres is no less exact", () => {
    expect(areaOf(square(JINAN, SIDE / 10))).toBeCloseTo(100, 1);
  });

  test("a line encloses nothing", () => {
    expect(areaOf(square().slice(0, 2))).toBeCloseTo(0, 6);
    expect(areaOf([])).toBe(0);
  });
});
