import { describe, expect, test } from "vitest";
import { grouped } from "../../src/app/fields/numerals";
import { moved, ordered } from "../../src/app/fields/order";
import { inkOf } from "../../src/app/fields/rich";
import { values } from "../../src/app/fields/scale";
import { mimeOf, isList } from "../../src/sync/form_files";

describe("a scale", () => {
  test("has its values as finely as its steps, upwards and downwards", () => {
    expect(values({ start: 0, end: 1, step: 0.1 })).toEqual(
      ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
    );
    expect(values({ start: 5, end: 1, step: 2 })).toEqual(["5", "3", "1"]);
    expect(values({ start: 0, end: 3, step: 0 })).toEqual(["0"]);
  });
});

describe("an order", () => {
  const [a, b, c] = ["a", "b", "c"].map((value) => ({ value, label: value, media: null }));

  test("puts what is not ranked yet behind, as the form lists it", () => {
    expect(ordered([a!, b!, c!], ["c"]).map((each) => each.value)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  });
});

test("commas stand between the thousands of numbers, and of nothing else", () => {
  expect(["1234567", "-1234.5", "999", "12a4", ""].map(grouped)).toEqual(
    ["1,234,567", "-1,234.5", "999", "12a4", ""],
  );
});

test("colours of a form become inks that are legible in every theme", () => {
  expect(["red", "#0f0", "#1f4e9e", "#e69a00", "#777", "expression(1)", null].map(inkOf)).toEqual(
    ["late", "ok", "accent", "warn", "", "", ""],
  );
});

test("files of a form are told apart by their names", () => {
  expect(["a.CSV", "b.geojson", "c.png"].map(isList)).toEqual([true, true, false]);
  expect(["c.PNG", "d.wav", "e"].map(mimeOf)).toEqual(["image/png", "audio/wav", ""]);
});
