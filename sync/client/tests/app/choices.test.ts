import { describe, expect, test } from "vitest";
import { areShort, asButtons, toggled } from "../../src/app/fields/choices";
import { finder } from "../../src/app/fields/finding";
import { spellings } from "../../src/app/fields/initials";
import type { ChoiceField } from "../../src/forms";

const towns = [
  { value: "371424100000", label: "孟寺镇", media: null },
  { value: "371424103000", label: "临盘街道", media: null },
];

describe("a list of choices", () => {
  test("is searched by label, by code and in full width", () => {
    const { find } = finder(towns, null);
    expect(find("临盘")).toEqual([towns[1]]);
    expect(find("４１００")).toEqual([towns[0]]);
    expect(find("伦镇")).toEqual([]);
  });

  test("is searched by the first letters of its pinyin, in each reading", async () => {
    const named = ["单庄镇", "乐陵街道", "长官镇", "堌堆村", "A区", "王3组"].map((label) => ({ value: label, label, media: null }));
    const { find, learn } = finder(named, spellings);
    await learn(() => undefined);
    expect(find("szz").map((each) => each.label)).toEqual(["单庄镇"]);
    expect(find("dzz").map((each) => each.label)).toEqual(["单庄镇"]);
    expect(find("LLJ").map((each) => each.label)).toEqual(["乐陵街道"]);
    expect(find("gd").map((each) => each.label)).toEqual(["堌堆村"]);
    expect(find("aq").map((each) => each.label)).toEqual(["A区"]);
    expect(find("zz").map((each) => each.label)).toEqual(["单庄镇"]);
    expect(find("w3z").map((each) => each.label)).toEqual(["王3组"]);
    expect(find("3")).toEqual([named[5]]);
  });

  test("is whole while nothing is typed", () => {
    expect(finder(towns, spellings).find("  ")).toEqual(towns);
  });

  test.each([
    [[], 2, true], [[], 7, false], [["minimal"], 2, false], [["minimal"], 1, true],
    [["autocomplete"], 1, true], [["map"], 1, false],
  ])("that asks for %o and has %i choices stands on the page as buttons: %s", (words, count, buttons) => {
    const choices = Array.from({ length: count }, (_none, at) => ({ ...towns[0]!, value: `${at}` }));
    expect(asButtons({ choices, appearances: new Set(words) } as unknown as ChoiceField)).toBe(buttons);
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
