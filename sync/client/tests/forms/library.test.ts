/** The shipped forms as they are compiled: opened, filled and written down. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { OpenForm, Row } from "../../src/forms";
import { ENVIRONMENT, find, opened } from "./make";

const FOLDER = new URL("../fixtures/", import.meta.url);
const PRESETS = { visit_id: "6a1c", team_code: "DZ-07" };

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

const LISTS = new Map(["regions.csv", "plaque_list.csv", "inspection_plan.csv", "open_findings.csv"].map((name) => [name, read(name)]));

function library(name: string, draft: Parameters<typeof opened>[1] = null): Promise<OpenForm> {
  return opened(read(`${name}.xml`), draft, { ...ENVIRONMENT, presets: PRESETS }, LISTS);
}

const NAMES = [
  "app_burden", "plaque_audit", "burden_count", "welfare_home", "follow_up", "quick_report",
];

test.each(NAMES)("%s opens with pages and titles", async (name) => {
  const form = await library(name);
  expect(form.formId).toBe(name);
  expect(form.title).not.toBe("");
  expect(form.pages.length).toBeGreaterThan(0);
  for (const page of form.pages) expect(page.nodes.length).toBeGreaterThan(0);
});

test("a form whose list is absent says which", async () => {
  const { openForm } = await import("../../src/forms");
  const source = { definition: read("plaque_audit.xml"), attachments: new Map() };
  expect(await openForm(source, null, ENVIRONMENT)).toMatchObject({
    state: "failed", reason: "list_missing", detail: "regions.csv",
  });
});

test("what is no form is refused, not thrown", async () => {
  const { openForm } = await import("../../src/forms");
  for (const definition of ["", "<html/>", "{}", "<h:html"]) {
    const source = { definition, attachments: new Map<string, string>() };
    expect(await openForm(source, null, ENVIRONMENT)).toMatchObject({ reason: "not_a_form" });
  }
});

describe("plaque_audit", () => {
  const AT = { county: "371424000000", town: "371424102000", village: "371424102201" };

  async function visited(draft: Parameters<typeof opened>[1]): Promise<OpenForm> {
    const told = { ...ENVIRONMENT, presets: draft === null ? AT : {} };
    return opened(read("plaque_audit.xml"), draft, told, LISTS);
  }

  test("the village of a visit is filled in when it is asked for, also after a restart", async () => {
    const first = await visited(null);
    const again = await visited(await (await visited(await first.serialise())).serialise());
    for (const form of [first, again]) {
      expect(find(form, "village", "one").relevant).toBe(false);
      find(form, "site_type", "one").set(["village"]);
      expect(find(form, "village", "one").value).toEqual(["371424102201"]);
    }
  });

  test("the village of a visit is not filled in where another town was chosen", async () => {
    const form = await visited(await (await visited(null)).serialise());
    find(form, "town", "one").set(["371424101000"]);
    find(form, "site_type", "one").set(["village"]);
    expect(find(form, "village", "one").value).toEqual([]);
  });

  async function site(): Promise<OpenForm> {
    const form = await library("plaque_audit");
    find(form, "site_type", "one").set(["village"]);
    find(form, "county", "one").set(["371424000000"]);
    find(form, "town", "one").set(["371424102000"]);
    find(form, "village", "one").set(["371424102201"]);
    find(form, "site_name", "text").set("王楼村村民委员会");
    find(form, "visit_mode", "one").set(["unannounced"]);
    find(form, "inspectors", "integer").set("２");
    find(form, "loc", "point").set({ latitude: 37.189642, longitude: 116.866107, altitude: 21, accuracy: 12 });
    return form;
  }

  function plaque(row: Row, text: string): string {
    find(row, "p_text", "text").set(text);
    find(row, "p_type", "one").set(["station"]);
    find(row, "p_pos", "one").set(["outdoor"]);
    find(row, "p_level", "one").set(["county"]);
    find(row, "p_unit", "text").set("县农业农村局");
    find(row, "p_basis", "one").set(["none"]);
    find(row, "p_assess", "one").set(["yes"]);
    find(row, "p_active", "one").set(["no"]);
    find(row, "p_again", "one").set(["no"]);
    find(row, "p_keep", "one").set(["remove"]);
    find(row, "p_removed", "one").set(["no"]);
    const placed = find(row, "p_before", "photoStrip").add(".jpg");
    return placed.state === "placed" ? placed.name : "";
  }

  test("regions cascade: each choice offers what lies below it", async () => {
    const form = await site();
    expect(find(form, "county", "one").choices.map((choice) => choice.label)).toEqual(["德城区", "临邑县"]);
    expect(find(form, "village", "one").choices).toMatchObject([
      { value: "371424102201", label: "王楼村" },
      { value: "371424102202", label: "后张家湾村" },
    ]);
    find(form, "county", "one").set(["371402000000"]);
    expect(find(form, "town", "one").value).toEqual([]);
    expect(find(form, "town", "one").choices).toMatchObject([{ value: "371402001000", label: "新湖街道" }]);
  });

  test("its groups and its repeat are the pages, in order", async () => {
    const form = await site();
    expect(form.pages.map((page) => page.title)).toEqual([
      "察访信息", "总体情况", "清单外牌子逐块登记", "汇总", "现场确认",
    ]);
    expect(form.pages[2]?.nodes).toMatchObject([{ kind: "repeat", growable: true }]);
  });

  test("filled through, it has no problem left and names every photo", async () => {
    const form = await site();
    find(form, "seen_out", "integer").set("2");
    find(form, "seen_in", "integer").set("0");
    const pan = find(form, "pan_out", "photoStrip");
    expect(pan).toMatchObject({ capacity: 3, maxPixels: 1600, accept: "image/*", label: "外部全景" });
    pan.add(".jpg");
    const plaques = find(form, "plaque", "repeat");
    while (plaques.rows.length < 2) plaques.add();
    const photos = plaques.rows.map((row, index) => plaque(row, `牌子${index + 1}`));
    find(form, "unit_confirm", "one").set(["absent"]);
    expect(form.problems).toEqual([]);
    expect(find(form, "show_p", "note").label).toContain("共登记2块（外部2块），清单外2块");
    const saved = await form.serialise();
    expect(saved.files.map((file) => file.name)).toEqual([...pan.files, ...photos]);
    const uuids = [...saved.xml.matchAll(/<repeat_uuid>([^<]+)</g)].map((match) => match[1]);
    expect(new Set(uuids).size).toBe(2);
    expect(saved.files.slice(1)).toMatchObject(
      uuids.map((repeatUuid) => ({ question: "p_before", repeatUuid })),
    );
    expect(saved.xml).toContain("<team_code>DZ-07</team_code>");
    expect(saved.xml).toContain("<inspectors>2</inspectors>");
    expect(saved.xml).toContain("<loc>37.189642 116.866107 21.0 12.0</loc>");
    expect(saved.xml).toMatch(/<start>2\d{3}-.+<\/start><end>2\d{3}-.+<\/end>/);
    const again = await library("plaque_audit", saved);
    expect(again.problems).toEqual([]);
    expect((await again.serialise()).xml.replace(/<end>.*<\/end>/, "")).toBe(
      saved.xml.replace(/<end>.*<\/end>/, ""),
    );
  });

  test("a problem names its question, its page and its row", async () => {
    const form = await site();
    const plaques = find(form, "plaque", "repeat");
    while (plaques.rows.length < 2) plaques.add();
    const row = plaques.rows[1]!;
    plaque(row, "示范点");
    find(row, "p_keep", "one").set(["keep"]);
    const page = form.pages[2]!;
    const problem = row.problems.find((each) => each.kind === "constraint");
    expect(problem).toMatchObject({
      label: "处置意见", pageId: page.id, rowIds: [row.id],
      message: '清单外且无依据的牌子不能选"保留"',
    });
    expect(form.node(problem!.nodeId)).toMatchObject({ name: "p_keep" });
    expect(form.problems).toContainEqual(problem);
    expect(row.summary).toBe("示范点");
  });

  test("a row that is removed takes its photos along, not its neighbour's", async () => {
    const form = await site();
    const plaques = find(form, "plaque", "repeat");
    while (plaques.rows.length < 3) plaques.add();
    const photos = plaques.rows.map((row, index) => plaque(row, `牌子${index + 1}`));
    const again = await library("plaque_audit", await form.serialise());
    const rows = find(again, "plaque", "repeat").rows;
    find(again, "plaque", "repeat").remove(rows[1]!);
    const saved = await again.serialise();
    expect(saved.files.map((file) => file.name)).toEqual([photos[0], photos[2]]);
    expect(find(again, "plaque", "repeat").rows.map((row) => row.position)).toEqual([1, 2]);
  });
});

describe("app_burden", () => {
  test("counts, hides and asks as the form says", async () => {
    const form = await library("app_burden");
    const [row] = find(form, "app", "repeat").rows;
    find(row!, "kind", "one").set(["app"]);
    find(row!, "app_name", "text").set("某某通");
    find(row!, "minutes", "integer").set("35");
    expect(find(row!, "dup_of", "text").relevant).toBe(false);
    find(row!, "dup_app", "one").set(["yes"]);
    expect(find(row!, "dup_of", "text")).toMatchObject({ relevant: true, required: true });
    const shots = find(row!, "shot", "photoStrip");
    expect(shots).toMatchObject({ relevant: true, capacity: 3, maxPixels: 1600 });
    find(row!, "forced", "many").set(["install", "none"]);
    expect(find(row!, "forced", "many").violation?.message).toContain("无");
    expect(find(form, "show_sum", "note").label).toContain("人均每日合计35分钟");
  });

  test("numbers are refused in words, and change nothing", async () => {
    const form = await library("app_burden");
    const staff = find(form, "staff_n", "integer");
    expect(staff.set("12")).toEqual({ state: "taken" });
    expect(staff.set("十二")).toEqual({ state: "refused", reason: "not_a_number" });
    expect(staff.set("1.5")).toEqual({ state: "refused", reason: "not_an_integer" });
    expect(staff.set("371424000000")).toEqual({ state: "refused", reason: "out_of_range" });
    expect(staff.value).toBe("12");
    expect(staff.set("")).toEqual({ state: "taken" });
    expect(staff).toMatchObject({ value: "", answered: false });
  });
});
