import { expect, test } from "vitest";
import { en } from "../../src/app/words/en";
import { zh } from "../../src/app/words/zh";

function keys(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, word]) =>
    typeof word === "object" && !Array.isArray(word)
      ? keys(word, `${path}${key}.`)
      : [`${path}${key}`],
  );
}

test("both languages have the same words", () => {
  expect(keys(en).sort()).toEqual(keys(zh).sort());
});

/** Every text, with the source of those that take a figure. */
function texts(words: object): string[] {
  return Object.values(words).flatMap((word) =>
    typeof word === "object" ? texts(word as object) : [String(word)],
  );
}

test("nobody is shouted at or asked to wait", () => {
  for (const text of texts(zh)) expect(text).not.toMatch(/！|请稍候|亲|哦/);
});

test("a home without drafts does not speak of none", () => {
  expect(zh.home.here(0, 3)).toBe("3 件待发都在本机。");
  expect(zh.home.here(2, 2)).toBe("2 件草稿、2 件待发都在本机。");
});
