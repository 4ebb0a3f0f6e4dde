import { INITIALS } from "./initials_table";

/** Second readings that names of people and places have: 单 is also dān. */
const ALSO: Readonly<Record<string, string>> = {
  单: "d", 长: "z", 重: "z", 都: "d", 曾: "c", 查: "c", 行: "h", 朝: "z", 盛: "c", 藏: "z",
  会: "k", 参: "s", 车: "j", 乐: "yl", 区: "o", 仇: "q", 解: "x", 种: "c", 传: "z", 降: "x",
  弹: "t", 调: "t", 宿: "x", 蔚: "y", 繁: "p", 阿: "e", 尉: "y", 石: "d", 谷: "y", 纪: "q",
  陆: "l", 家: "g", 厦: "s", 畜: "c", 折: "s", 佛: "b", 祭: "z", 翟: "d", 盖: "g", 召: "s",
};
const FIRST = 0x4e00;

/** The letters that a text may be typed by: 单庄镇 gives "szz" and "dzz". */
export function spellings(text: string): string[] {
  return [...text].reduce<string[]>(
    (known, letter) => {
      const more = lettersOf(letter);
      // Whoever has many readings has few letters: more than eight help nobody.
      const told = known.length * more.length > 8 ? more.slice(0, 1) : more;
      return told.flatMap((next) => known.map((before) => before + next));
    },
    [""],
  );
}

function lettersOf(letter: string): string[] {
  const initial = INITIALS[(letter.codePointAt(0) ?? 0) - FIRST];
  if (initial !== undefined) return [initial, ...(ALSO[letter] ?? "")];
  return /[a-z0-9]/i.test(letter) ? [letter.toLowerCase()] : [""];
}
