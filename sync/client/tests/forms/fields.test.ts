/** Every kind of question: what goes in, and what stands in the XML. */
import { expect, test } from "vitest";
import { find, makeForm, opened, reopened } from "./make";

async function xmlOf(form: Awaited<ReturnType<typeof opened>>): Promise<string> {
  return (await form.serialise()).xml;
}

test("text is kept as typed, but NFC and without what XML cannot carry", async () => {
  const definition = makeForm([{ type: "text", name: "a" }]);
  const form = await opened(definition);
  find(form, "a", "text").set("e\u0301 <&>\u0000\uD800 “一村一码” 😀");
  expect(await xmlOf(form)).toContain("<a>é &lt;&amp;&gt; “一村一码” 😀</a>");
  expect(find(await reopened(form, definition), "a", "text").value).toBe("é <&> “一村一码” 😀");
});

test("integers are exact to their limits; full-width digits are understood", async () => {
  const form = await opened(makeForm([{ type: "integer", name: "n" }]));
  const field = find(form, "n", "integer");
  for (const [typed, kept] of [["２１４７４８３６４７", "2147483647"], ["−12", "-12"], ["+7", "7"], ["007", "7"]]) {
    expect(field.set(typed!)).toEqual({ state: "taken" });
    expect(field.value).toBe(kept);
  }
  expect(field.set("2147483648")).toMatchObject({ reason: "out_of_range" });
  expect(await xmlOf(form)).toContain("<n>7</n>");
});

test("decimals keep their value and are shown without a needless zero", async () => {
  const definition = makeForm([{ type: "decimal", name: "d" }]);
  const form = await opened(definition);
  const field = find(form, "d", "decimal");
  expect(field.set("１２．５０")).toEqual({ state: "taken" });
  expect(field.value).toBe("12.5");
  field.set("3");
  expect(await xmlOf(form)).toContain("<d>3.0</d>");
  expect(find(await reopened(form, definition), "d", "decimal").value).toBe("3");
  expect(field.set("1e5")).toMatchObject({ reason: "not_a_number" });
});

test("dates and times go in as native inputs give them and come back so", async () => {
  const definition = makeForm([
    { type: "date", name: "day" }, { type: "time", name: "hour" }, { type: "dateTime", name: "moment" },
  ]);
  const form = await opened(definition);
  find(form, "day", "date").set("2026-03-12");
  find(form, "hour", "time").set("14:32");
  find(form, "moment", "dateTime").set("2026-03-12T14:32");
  const xml = await xmlOf(form);
  expect(xml).toContain("<day>2026-03-12</day>");
  expect(xml).toContain("<hour>14:32:00.000+08:00</hour>");
  expect(xml).toContain("<moment>2026-03-12T14:32:00.000+08:00</moment>");
  const again = await reopened(form, definition);
  expect(find(again, "day", "date").value).toBe("2026-03-12");
  expect(find(again, "hour", "time").value).toBe("14:32");
  expect(find(again, "moment", "dateTime").value).toBe("2026-03-12T14:32");
  expect(find(again, "day", "date").set("2026-02-31")).toMatchObject({ reason: "not_a_date" });
  expect(find(again, "hour", "time").set("25:00")).toMatchObject({ reason: "not_a_date" });
  expect(find(again, "day", "date").set("")).toEqual({ state: "taken" });
});

test("a place keeps its accuracy; one off the earth is refused", async () => {
  const form = await opened(makeForm([{ type: "geopoint", name: "loc" }]));
  const field = find(form, "loc", "point");
  const place = { latitude: 37.189642, longitude: 116.866107, altitude: null, accuracy: 12 };
  field.set(place);
  expect(field.value).toMatchObject({ latitude: 37.189642, longitude: 116.866107, accuracy: 12 });
  expect(await xmlOf(form)).toContain("<loc>37.189642 116.866107 0.0 12.0</loc>");
  expect(field.set({ ...place, latitude: 116 })).toMatchObject({ reason: "not_a_place" });
  field.set(null);
  expect(field).toMatchObject({ value: null, answered: false });
});

test("lines and areas are kept as ODK writes them; broken ones are refused", async () => {
  const definition = makeForm([
    { type: "geotrace", name: "path", body: 'accuracyThreshold="10" unacceptableAccuracyThreshold="100"' },
    { type: "geoshape", name: "yard" },
  ]);
  const form = await opened(definition);
  const path = find(form, "path", "trace");
  const yard = find(form, "yard", "shape");
  expect(path.thresholds).toEqual({ accuracy: 10, unacceptable: 100 });
  expect(path.set("37.1 116.1 0 5")).toMatchObject({ reason: "not_a_place" });
  expect(path.set("37.1 116.1;97 116.2")).toMatchObject({ reason: "not_a_place" });
  expect(yard.set("37.1 116.1;37.2 116.1;37.2 116.2")).toMatchObject({ reason: "not_a_place" });
  expect(path.set("37.1 116.1 0 5;37.2 116.2 0 6;")).toEqual({ state: "taken" });
  yard.set("37.1 116.1 0 0;37.2 116.1 0 0;37.2 116.2 0 0;37.1 116.1 0 0");
  const again = await reopened(form, definition);
  expect(await xmlOf(again)).toContain("<path>37.1 116.1 0.0 5.0;37.2 116.2 0.0 6.0</path>");
  expect(find(again, "yard", "shape").value.split(";")).toHaveLength(4);
});

test("one choice replaces the other; many keep the order of the form", async () => {
  const form = await opened(makeForm([
    { type: "one", name: "one", choices: ["a", "b"] },
    { type: "many", name: "many", choices: ["a", "b", "c"] },
  ]));
  find(form, "one", "one").set(["a"]);
  find(form, "one", "one").set(["b"]);
  find(form, "many", "many").set(["c", "a", "nonsense"]);
  expect(await xmlOf(form)).toContain("<one>b</one><many>a c</many>");
  expect(find(form, "many", "many").choices).toContainEqual({ value: "b", label: "B", media: null });
});

test("an acknowledgement is given and taken back", async () => {
  const form = await opened(makeForm([{ type: "trigger", name: "ok", bind: 'required="true()"' }]));
  expect(form.problems).toHaveLength(1);
  find(form, "ok", "trigger").set(true);
  expect(form.problems).toEqual([]);
  expect(await xmlOf(form)).toContain("<ok>OK</ok>");
  find(form, "ok", "trigger").set(false);
  expect(await xmlOf(form)).toContain("<ok/>");
});

test("a recording is a strip with one place and its own kind of file", async () => {
  const form = await opened(makeForm([{ type: "audio", name: "voice" }]));
  const strip = find(form, "voice", "photoStrip");
  expect(strip).toMatchObject({ mediaType: "audio", accept: "audio/*", capacity: 1, maxPixels: null });
  const placed = strip.add(".m4a");
  expect(placed.state === "placed" && placed.name).toMatch(/^voice-\d{8}T\d{6}-[0-9a-f]{10}\.m4a$/);
});

test("what else the form says of a question is there by name", async () => {
  const form = await opened(makeForm([
    { type: "image", name: "shot", body: 'accept=".png" appearance="draw new"', bind: 'x_team="7"' },
  ]));
  const strip = find(form, "shot", "photoStrip");
  expect(strip).toMatchObject({ accept: ".png", mediaType: "image" });
  expect([...strip.appearances]).toEqual(["draw", "new"]);
  expect(strip.settings.get("x_team")).toBe("7");
});

test("a question the form closed takes no answer", async () => {
  const form = await opened(makeForm([
    { type: "one", name: "lock", choices: ["yes", "no"] },
    { type: "text", name: "a", bind: `readonly="/data/lock = 'yes'"` },
    { type: "image", name: "shot", bind: `readonly="/data/lock = 'yes'"` },
  ]));
  find(form, "lock", "one").set(["yes"]);
  expect(find(form, "a", "text").set("x")).toEqual({ state: "refused", reason: "readonly" });
  expect(find(form, "shot", "photoStrip").add(".jpg")).toEqual({ state: "readonly" });
});

test("rows that the form counts are not added by hand", async () => {
  const form = await opened(makeForm([
    { type: "integer", name: "n" },
    {
      type: "repeat", name: "person", body: 'jr:count="/data/n"',
      inside: [{ type: "text", name: "post" }],
    },
  ]));
  find(form, "n", "integer").set("3");
  const repeat = find(form, "person", "repeat");
  expect(repeat).toMatchObject({ growable: false });
  expect(repeat.rows.map((row) => row.position)).toEqual([1, 2, 3]);
});

test("loose questions share a page with their neighbours, groups and repeats do not", async () => {
  const form = await opened(makeForm([
    { type: "text", name: "a" },
    { type: "text", name: "b" },
    { type: "group", name: "g", label: "组", inside: [{ type: "text", name: "c" }] },
    { type: "text", name: "d" },
  ]));
  const names = form.pages.map((page) => page.nodes.map((node) => node.name).join("+"));
  expect(names).toEqual(["a+b", "c", "d"]);
  expect(form.pages.map((page) => page.title)).toEqual(["", "组", ""]);
  find(form, "a", "text").set("x");
  expect(form.pages[0]?.progress).toEqual({ answered: 1, asked: 2 });
});

test("the language of the phone is taken when the form has it, and can be changed", async () => {
  const texts = (language: string, label: string, isDefault = "") =>
    `<translation lang="${language}" ${isDefault}><text id="a"><value>${label}</value></text></translation>`;
  const definition = makeForm([{ type: "text", name: "a" }])
    .replace("</instance>", `</instance><itext>${texts("English (en)", "Name", 'default="true()"')}${texts("中文 (zh)", "名称")}</itext>`)
    .replace("<label>a</label>", `<label ref="jr:itext('a')"/>`);
  const form = await opened(definition);
  expect(form.languages).toEqual(["English (en)", "中文 (zh)"]);
  expect(find(form, "a", "text").label).toBe("名称");
  form.setLanguage("English (en)");
  expect(form.language).toBe("English (en)");
  expect(find(form, "a", "text").label).toBe("Name");
});

test("listeners hear of each answer until they stop", async () => {
  const form = await opened(makeForm([{ type: "text", name: "a" }]));
  let heard = 0;
  const stop = form.onChange(() => (heard += 1));
  find(form, "a", "text").set("1");
  stop();
  find(form, "a", "text").set("2");
  expect(heard).toBe(1);
});
