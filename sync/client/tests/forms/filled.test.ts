/**
 * The shipped forms filled end to end, case by case of tests/conformance/library.
 *
 * What the engine writes stands beside the table (`*.filled.json`), and the rules of
 * the server are held against that: `npx vitest run tests/forms/filled.test.ts -u`
 * writes it anew after a form or its table has changed.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OpenForm } from "../../src/forms";
import { fill, type Answers } from "./filling";
import { ENVIRONMENT, opened } from "./make";

interface Table {
  readonly at: string;
  readonly base: Answers;
  readonly cases: readonly {
    readonly name: string;
    readonly at?: string;
    readonly change?: Answers;
  }[];
}

const FIXTURES = new URL("../fixtures/", import.meta.url);
const TABLES = new URL("../../../../tests/conformance/library/", import.meta.url);
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const PHOTO = /[0-9a-f]{10}(?=\.jpg)/g;
const LISTS = new Map(
  ["regions.csv", "inspection_plan.csv", "open_findings.csv", "plaque_list.csv"].map((name) => [
    name,
    fixture(name),
  ]),
);

function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), "utf8");
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

const NAMES = ["app_burden", "plaque_audit", "burden_count", "welfare_home", "follow_up", "quick_report"];

test.each(NAMES)(
  "%s can be filled as its table says, and gives what the server is tried with",
  async (name) => {
    const table = JSON.parse(readFileSync(new URL(`${name}.json`, TABLES), "utf8")) as Table;
    const filled: Record<string, string> = {};
    for (const each of table.cases) {
      vi.setSystemTime(new Date(each.at ?? table.at));
      const form = await begun(name);
      fill(form, { ...table.base, ...each.change });
      expect(form.problems, each.name).toEqual([]);
      filled[each.name] = steady((await form.serialise()).xml);
    }
    const file = new URL(`${name}.filled.json`, TABLES).pathname;
    await expect(`${JSON.stringify(filled, null, 1)}\n`).toMatchFileSnapshot(file);
  },
  300_000,
);

test("a finding that the phone knows fills the follow-up before it is seen", async () => {
  const presets = {
    prefilled: "yes", finding_id: "f-plaque", finding_no: "JF26-0001",
    finding_title: "外部悬挂牌子", due_date: "2026-03-15", site_name: "王楼村",
  };
  const environment = { ...ENVIRONMENT, presets };
  const form = await opened(fixture("follow_up.xml"), null, environment, LISTS);
  const [first] = form.pages;
  const shown = first!.nodes.filter((node) => node.relevant).map((node) => node.label.trim());
  expect(shown).toEqual(["JF26-0001 外部悬挂牌子\n王楼村\n时限：2026-03-15"]);
  const { xml } = await form.serialise();
  expect(xml).toContain("<finding_id>f-plaque</finding_id>");
  expect(xml).not.toContain("<pick>");
});

function begun(name: string): Promise<OpenForm> {
  const presets = { visit_id: "6a1c", team_code: "DZ-07" };
  return opened(fixture(`${name}.xml`), null, { ...ENVIRONMENT, presets }, LISTS);
}

/** The same answers give the same text: what is drawn by lot is counted instead. */
function steady(xml: string): string {
  return counted(counted(xml, UUID, "id-"), PHOTO, "");
}

function counted(xml: string, drawn: RegExp, word: string): string {
  const seen = new Map<string, string>();
  return xml.replace(drawn, (each) => {
    if (!seen.has(each)) seen.set(each, `${word}${seen.size + 1}`);
    return seen.get(each) ?? each;
  });
}
