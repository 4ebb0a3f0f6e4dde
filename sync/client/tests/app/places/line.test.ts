import { describe, expect, test } from "vitest";
import { cornersOf, readLine, writeShape, writeTrace } from "../../../src/app/places/line";
import { appended, walked, type Walked } from "../../../src/app/places/walking";
import { enPlaces } from "../../../src/app/words/enPlaces";
import { zhPlaces } from "../../../src/app/words/zhPlaces";
import { sizeOf } from "../../../src/app/places/measure";
import { find, makeForm, opened } from "../../forms/make";

const A = { latitude: 37.1, longitude: 116.8, altitude: 21.5, accuracy: 4.2 };
const B = { latitude: 37.1001, longitude: 116.8, altitude: null, accuracy: null };
const C = { latitude: 37.1001, longitude: 116.8002, altitude: 0, accuracy: 6 };

describe("a line as ODK writes it", () => {
  test("four figures a point, 0 where nothing was measured", () => {
    expect(writeTrace([A, B])).toBe("37.1 116.8 21.5 4.2;37.1001 116.8 0.0 0.0");
  });

  test("a shape ends where it began", () => {
    expect(writeShape([A, B, C])).toBe(
      "37.1 116.8 21.5 4.2;37.1001 116.8 0.0 0.0;37.1001 116.8002 0.0 6.0;37.1 116.8 21.5 4.2",
    );
  });

  test("what is no line yet is no answer", () => {
    expect(writeTrace([A])).toBe("");
    expect(writeShape([A, B])).toBe("");
    expect(writeTrace([A, B, A])).toBe("");
  });

  test("reads what Collect writes, with a semicolon at its end", () => {
    expect(readLine("37.1 116.8 21.5 4.2; 37.1001 116.8 0.0 0.0;")).toEqual([A, B]);
    expect(readLine("")).toEqual([]);
    expect(readLine("nonsense;37.1 116.8")).toEqual([{ ...A, altitude: null, accuracy: null }]);
  });

  test("never writes figures that other readers do not know", () => {
    expect(writeTrace([{ ...A, longitude: 0.0000001 }, B])).toMatch(/^37\.1 0\.0000001 21\.5/);
  });

  test("the corners of a ring are each named once", () => {
    expect(cornersOf([A, B, C, A])).toEqual([A, B, C]);
    expect(cornersOf([A, B, C])).toEqual([A, B, C]);
  });

  test("the form engine takes it as it is, and gives it back", async () => {
    const form = await opened(makeForm([
      { type: "geotrace", name: "way" }, { type: "geoshape", name: "yard" },
    ]));
    for (const [name, type, text] of [
      ["way", "trace", writeTrace([A, B, C])], ["yard", "shape", writeShape([A, B, C])],
    ] as const) {
      const field = find(form, name, type);
      expect(field.set(text).state).toBe("taken");
      expect(field.value).toBe(text);
      expect(readLine(field.value)).toHaveLength(type === "shape" ? 4 : 3);
    }
  });
});

describe("walking", () => {
  const pace = { every: 10, exact: 20 };
  const none: Walked = { points: [], at: null };
  const place = (seconds: number, north: number, accuracy = 8) => ({
    latitude: 37.1 + north / 111_195, longitude: 116.8, altitude: null, accuracy, at: seconds * 1000,
  });
  const begun = walked(none, place(0, 0), pace);

  test.each([
    ["the first place", none, place(0, 0), 1],
    ["a place that is not exact", none, place(0, 0, 21), 0],
    ["a place too soon after the last", begun, place(9, 30), 1],
    ["a place after the time", begun, place(10, 30), 2],
    ["a place where one stands still", begun, place(60, 1), 1],
  ])("%s", (_name, before, found, count) => {
    expect(walked(before, found, pace).points).toHaveLength(count);
  });

  test("a point that would close a line is not taken", () => {
    const line = appended(appended(none, A), B);
    expect(appended(line, A)).toBe(line);
    expect(appended(line, B)).toBe(line);
    expect(appended(line, C).points).toHaveLength(3);
  });
});

test("how large a line is, in both languages", () => {
  expect(sizeOf([A, B], "trace", zhPlaces)).toBe("2 个点·长 11 m");
  expect(sizeOf([A, B, C, A], "shape", zhPlaces)).toBe("3 个点·面积 99 m²·周长 50 m");
  expect(sizeOf([A, B, C], "shape", enPlaces)).toBe("3 points·99 m²·50 m around");
  expect(sizeOf([A, B], "shape", zhPlaces)).toBe("2 个点");
});
