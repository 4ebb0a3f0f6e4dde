/** One form with every kind of question: XML out, XML in, XML out again. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { OpenForm } from "../../src/forms";
import { ENVIRONMENT, find, makeForm, opened, reopened } from "./make";

const BESIDE = new URL("./every_question/", import.meta.url);
const LISTS = new Map(
  ["places.csv", "kinds.xml", "spots.geojson"].map((name) => [
    name, readFileSync(new URL(name, BESIDE), "utf8"),
  ]),
);
const DEFINITION = readFileSync(new URL("../fixtures/every_question.xml", import.meta.url), "utf8");

function every(draft: Parameters<typeof opened>[1] = null, lastSaved: string | null = null) {
  return opened(DEFINITION, draft, { ...ENVIRONMENT, lastSaved }, LISTS);
}

function fillIn(form: OpenForm): void {
  find(form, "t_plain", "text").set("孟寺镇王楼村");
  find(form, "t_many", "text").set("第一行\n第二行");
  find(form, "t_masked", "text").set("口令 7");
  find(form, "t_odd", "text").set("照样能填");
  find(form, "n_int", "integer").set("２");
  find(form, "n_thousands", "integer").set("1,234,567");
  find(form, "n_dec_thousands", "decimal").set("１，２３４．５");
  find(form, "d_day", "date").set("2026-03-12");
  find(form, "d_month", "date").set("2026-03");
  find(form, "d_year", "date").set("2019");
  find(form, "d_time", "time").set("09:05");
  for (const name of ["o_plain", "o_quick", "g_one", "g_two"]) find(form, name, "one").set(["yes"]);
  for (const name of ["o_likert", "o_columns", "o_pack", "o_odd"]) find(form, name, "one").set(["mostly"]);
  find(form, "o_minimal", "one").set(["t5"]);
  find(form, "o_imagemap", "one").set(["wall"]);
  find(form, "m_plain", "many").set(["t3", "t1"]);
  find(form, "f_county", "one").set(["371424"]);
  find(form, "f_town", "one").set(["371424102"]);
  find(form, "f_village", "one").set(["371424102201"]);
  find(form, "f_kinds", "many").set(["k2"]);
  find(form, "f_spot", "one").set(["s2"]);
  find(form, "r_rank", "rank").set(["none", "full", "mostly", "hardly"]);
  find(form, "r_range", "integer").set("7");
  find(form, "r_decimal", "decimal").set("0.75");
  find(form, "r_rating", "integer").set("4");
  find(form, "r_picker", "integer").set("120");
  find(form, "r_seen", "trigger").set(true);
  find(form, "x_barcode", "barcode").set("6901234567892");
}

const ANSWERED = [
  "<t_plain>孟寺镇王楼村</t_plain>", "<t_url>https://example.org/公示</t_url>", "<t_odd>照样能填</t_odd>",
  "<n_int>2</n_int>", "<n_thousands>1234567</n_thousands>", "<n_decimal>12.5</n_decimal>",
  "<n_dec_thousands>1234.5</n_dec_thousands>", "<twice>4</twice>", "<t_locked>不能改</t_locked>",
  "<d_day>2026-03-12</d_day>", "<d_month>2026-03-01</d_month>", "<d_year>2019-01-01</d_year>",
  "<o_plain>yes</o_plain>", "<o_pack>mostly</o_pack>", "<o_minimal>t5</o_minimal>",
  "<o_imagemap>wall</o_imagemap>", "<m_plain>t1 t3</m_plain>", "<g_two>yes</g_two>",
  "<f_village>371424102201</f_village>", "<f_kinds>k2</f_kinds>", "<f_spot>s2</f_spot>",
  "<r_rank>none full mostly hardly</r_rank>", "<r_range>7</r_range>", "<r_decimal>0.75</r_decimal>",
  "<r_rating>4</r_rating>", "<r_picker>120</r_picker>", "<r_seen>OK</r_seen>",
  "<x_barcode>6901234567892</x_barcode>",
];

// The form is large, and two cores may be shared with much else.
describe("every question", { timeout: 30_000 }, () => {
  test("is answered, written down, restored and written down the same", async () => {
    const form = await every();
    fillIn(form);
    const first = await form.serialise();
    for (const answer of ANSWERED) expect(first.xml).toContain(answer);
    const again = await (await every(first)).serialise();
    expect(timeless(again.xml)).toBe(timeless(first.xml));
  });

  test("tells by itself where it was begun, and where a question was answered", async () => {
    const place = { latitude: 37.19, longitude: 116.87, altitude: null, accuracy: 12 };
    const form = await opened(
      DEFINITION, null, { ...ENVIRONMENT, place: async () => place }, LISTS,
    );
    expect((await form.serialise()).xml).toContain("<x_begun>37.19 116.87 0.0 12.0</x_begun>");
    find(form, "t_plain", "text").set("孟寺镇王楼村");
    await new Promise((done) => setTimeout(done));
    const { xml } = await form.serialise();
    expect(xml).toContain("<x_seen>37.19 116.87 0.0 12.0</x_seen>");
    expect((await (await every({ xml, aside: { values: {}, rows: {} } })).serialise()).xml).toContain(
      "<x_begun>37.19 116.87 0.0 12.0</x_begun>",
    );
  });

  test("is shown as it was answered", async () => {
    const form = await every();
    fillIn(form);
    expect(find(form, "d_month", "date")).toMatchObject({ precision: "month", value: "2026-03" });
    expect(find(form, "d_year", "date")).toMatchObject({ precision: "year", value: "2019" });
    expect(find(form, "n_dec_thousands", "decimal").value).toBe("1234.5");
    expect(find(form, "f_spot", "one").choices.map((each) => each.label)).toEqual(["村委会", "敬老院"]);
    expect(find(form, "r_decimal", "decimal").range).toEqual({ start: 0, end: 1, step: 0.25 });
  });

  test("tells in two languages what is asked, and more to whoever asks", async () => {
    const form = await every();
    const plain = find(form, "t_plain", "text");
    expect(plain).toMatchObject({ label: "单位名称", hint: "照门口的牌子写全称", rich: null });
    expect(plain.guidance).toBe("不写简称。没有牌子的写公章上的名称。");
    form.setLanguage("English (en)");
    expect(plain).toMatchObject({ label: "Name of the place", guidance: "No short forms." });
    expect(find(form, "o_plain", "one").media).toEqual({
      image: "door.png", audio: "spoken.wav", video: null,
    });
    expect(find(form, "o_pictures", "one").choices[1]).toEqual({
      value: "wall", label: "Wall", media: { image: "wall.png", audio: null, video: null },
    });
  });

  test("begins with the answers of last time where the form asks for them", async () => {
    const last = await every();
    fillIn(last);
    const { xml } = await last.serialise();
    expect(find(await every(null, xml), "l_last", "text").value).toBe("孟寺镇王楼村");
    expect(find(await every(), "l_last", "text").value).toBe("");
  });

  test("in rows within rows keeps its place; counted rows follow their number", async () => {
    const form = await every();
    const rooms = find(form, "room", "repeat");
    rooms.add();
    rooms.rows.forEach((room, index) => {
      find(room, "room_name", "text").set(`房间${index + 1}`);
      const plates = find(room, "plate", "repeat");
      while (plates.rows.length < 2) plates.add();
      plates.rows.forEach((plate, at) => find(plate, "plate_text", "text").set(`牌${index}${at}`));
    });
    rooms.remove(rooms.rows[0]!);
    find(form, "n_int", "integer").set("3");
    const saved = await form.serialise();
    const again = await every(saved);
    const [room] = find(again, "room", "repeat").rows;
    expect(find(room!, "plate", "repeat").rows.map((row) => row.summary)).toEqual(["牌10", "牌11"]);
    expect(find(again, "person", "repeat")).toMatchObject({ growable: false });
    expect(find(again, "person", "repeat").rows).toHaveLength(3);
  });
});

test("a scale takes only what stands on it", async () => {
  const form = await every();
  const share = find(form, "r_decimal", "decimal");
  expect(share.set("0.3")).toEqual({ state: "refused", reason: "off_scale" });
  expect(find(form, "r_range", "integer").set("11")).toMatchObject({ reason: "off_scale" });
  expect(share.set("1")).toEqual({ state: "taken" });
  expect(share.set("")).toEqual({ state: "taken" });
});

test("the Markdown of a label comes as pieces; HTML only as its words", async () => {
  const label = "**粗** &lt;script>alert(1)&lt;/script> [坏](javascript:alert(1)) [好](https://example.org)";
  const form = await opened(makeForm([{ type: "note", name: "n", bind: 'readonly="true()"', label }]));
  const written = JSON.stringify(find(form, "n", "note").rich);
  expect(written).toContain('"tag":"strong"');
  expect(written).toContain('"href":"https://example.org"');
  expect(written).not.toMatch(/<script|javascript:/);
});

describe("what cannot be asked here", () => {
  const DEFINITION = makeForm([
    { type: "text", name: "a" },
    { type: "intent", name: "b", default: "原样 <1>".replace("<", "&lt;") },
    { type: "text", name: "c", default: "机密" },
  ]).replace('<input ref="/data/c" ><label>c</label></input>', '<secret ref="/data/c"><label>密语</label></secret>');

  test("is named, keeps its value through a restore, and is sent with it", async () => {
    const form = await opened(DEFINITION);
    expect(form.pages[0]?.nodes.map((node) => [node.label, "type" in node && node.type])).toEqual([
      ["a", "text"], ["b", "other"], ["密语", "other"],
    ]);
    find(form, "a", "text").set("x");
    const { xml } = await (await reopened(await reopened(form, DEFINITION), DEFINITION)).serialise();
    expect(xml).toContain("<a>x</a><b>原样 &lt;1&gt;</b><c>机密</c>");
  });
});

describe("what other apps take along by themselves", () => {
  const bind = `jr:preload="property" jr:preloadParams="email"`;
  const DEFINITION = makeForm([
    { type: "text", name: "a" },
    { type: "hidden", name: "mail", bind },
    { type: "hidden", name: "phone", bind: bind.replace("email", "deviceid") },
    { type: "hidden", name: "talk", bind: "" },
  ], "<audit/>").replace(
    "</model>",
    `<bind nodeset="/data/meta/audit" type="binary"/><odk:recordaudio ref="/data/talk" event="odk-instance-load"/></model>`,
  );

  test("is named once for the form, and sent as it is", async () => {
    const form = await opened(DEFINITION);
    expect(form.untaken).toEqual([
      { name: "talk", kind: "sound" }, { name: "mail", kind: "property" }, { name: "audit", kind: "log" },
    ]);
    expect((await form.serialise()).xml).toMatch(/<mail\/><phone>phone-1<\/phone><talk\/>.*<audit\/>/);
  });

  test("is no question; a choice from an outer list is no free text", async () => {
    const asked = makeForm([{ type: "text", name: "town", body: `query="instance('towns')/root/item"` }]);
    const form = await opened(asked);
    expect(form.pages[0]?.nodes.map((node) => "type" in node && node.type)).toEqual(["other"]);
    expect(form.untaken).toEqual([]);
  });
});

function timeless(xml: string): string {
  return xml.replace(/<ended>[^<]*/, "<ended>");
}
