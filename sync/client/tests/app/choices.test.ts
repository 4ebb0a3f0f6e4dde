import { describe, expect, test } from "vitest";
import { areShort, matching, toggled } from "../../src/app/fields/choices";

const towns = [
  { value: "371424100000", label: "孟寺镇", media: null },
  { value: "371424103000", label: "临盘街道", media: null },
];

describe("a list of choices", () => {
  test("is searched by label, by code and in full width", () => {
    expect(matching(towns, "临盘")).toEqual([towns[1]]);
    expect(matching(towns, "４１００")).toEqual([towns[0]]);
    expect(matching(towns, "伦镇")).toEqual([]);
  });

  test("is whole while nothing is typed", () => {
    expect(matching(towns, "  ")).toEqual(towns);
  });

  test("stands in two columns only when every label is short", () => {
    expect(areShort(towns)).toBe(true);
    expect(areShort([{ value: "a", label: "依托平台搭建的应用（钉钉等）", media: null }])).toBe(false);
  });

  test("gives and takes a value with the same tap", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });
});
