/** Each trap of the form engine, as seen from outside: XML in, XML out. */
import { describe, expect, test } from "vitest";
import { newRevision } from "../../src/forms";
import { ENVIRONMENT, find, makeForm, opened, reopened } from "./make";

const PHOTOS = makeForm([
  { type: "text", name: "site" },
  { type: "image", name: "shot", bind: 'required="true()"' },
]);

function strip(form: Parameters<typeof find>[0], name = "shot") {
  return find(form, name, "photoStrip");
}

function placed(result: ReturnType<ReturnType<typeof strip>["add"]>): string {
  if (result.state !== "placed") throw new Error(result.state);
  return result.name;
}

describe("photos", () => {
  test("a restored photo is still named after other answers were saved", async () => {
    const first = await opened(PHOTOS);
    const name = placed(strip(first).add(".jpg"));
    const second = await reopened(first, PHOTOS);
    find(second, "site", "text").set("村委会");
    const third = await reopened(second, PHOTOS);
    find(third, "site", "text").set("村委会 2");
    const saved = await third.serialise();
    expect(saved.xml).toContain(`<shot>${name}</shot>`);
    expect(saved.files).toEqual([{ name, question: "shot", repeatUuid: null }]);
    expect(third.problems).toEqual([]);
  });

  test("a photo removed after a restore is in neither XML nor manifest", async () => {
    const first = await opened(PHOTOS);
    const name = placed(strip(first).add(".jpg"));
    const second = await reopened(first, PHOTOS);
    strip(second).remove(name);
    const saved = await second.serialise();
    expect(saved.xml).not.toContain(name);
    expect(saved.files).toEqual([]);
    expect(strip(second).files).toEqual([]);
    expect(strip(second).violation?.kind).toBe("required");
    const third = await reopened(second, PHOTOS);
    expect(strip(third).answered).toBe(false);
    expect((await third.serialise()).xml).not.toContain(name);
  });

  test("a removed photo no longer makes other questions relevant", async () => {
    const definition = makeForm([
      { type: "image", name: "shot" },
      { type: "text", name: "why", bind: `relevant="/data/shot != ''"` },
    ]);
    const first = await opened(definition);
    const name = placed(strip(first).add(".jpg"));
    const second = await reopened(first, definition);
    expect(find(second, "why", "text").relevant).toBe(true);
    strip(second).remove(name);
    expect(find(second, "why", "text").relevant).toBe(false);
  });

  test("a photo taken in place of a removed one is the only one left", async () => {
    const first = await opened(PHOTOS);
    const old = placed(strip(first).add(".jpg"));
    const second = await reopened(first, PHOTOS);
    strip(second).remove(old);
    const fresh = placed(strip(second).add(".png"));
    expect(fresh).toMatch(/\.png$/);
    const saved = await second.serialise();
    expect(saved.files.map((file) => file.name)).toEqual([fresh]);
    expect(saved.xml).not.toContain(old);
  });

  test("names are unique and safe, also for questions with foreign names", async () => {
    const definition = makeForm([
      { type: "repeat", name: "块", inside: [{ type: "image", name: "照片_a.b-c" }] },
    ]);
    const form = await opened(definition);
    const repeat = find(form, "块", "repeat");
    while (repeat.rows.length < 20) repeat.add();
    const names = repeat.rows.map((row) =>
      placed(find(row, "照片_a.b-c", "photoStrip").add(".JPG")),
    );
    expect(new Set(names).size).toBe(20);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,80}\.jpg$/);
  });
});

const STRIP = [
  { type: "image", name: "shot", bind: `required="true()" x_max_photos="3"` },
  { type: "image", name: "shot_2" },
  { type: "image", name: "shot_3" },
] as const;
const GENERATED = makeForm([
  { type: "one", name: "hangs", choices: ["yes", "no"] },
  {
    type: "repeat",
    name: "plaque",
    inside: [
      { type: "calculate", name: "repeat_uuid", bind: `calculate="once(uuid())"` },
      {
        type: "group",
        name: "shot_photos",
        label: "牌子照片",
        bind: `relevant="/data/hangs = 'yes'"`,
        body: 'appearance="field-list"',
        inside: STRIP,
      },
    ],
  },
]);

describe("several photos on one question", () => {
  async function filled() {
    const form = await opened(GENERATED);
    find(form, "hangs", "one").set(["yes"]);
    const names = [1, 2, 3].map(() => placed(strip(form).add(".jpg")));
    return { form, names };
  }

  test("a generated group is drawn as one strip with its places", async () => {
    const { form, names } = await filled();
    const { capacity, files, label, required } = strip(form);
    expect({ capacity, files, label, required }).toEqual({
      capacity: 3, files: names, label: "牌子照片", required: true,
    });
    expect(strip(form).add(".jpg")).toEqual({ state: "full" });
  });

  test("removing the first never drops the others, and leaves no hole", async () => {
    const { form, names } = await filled();
    const again = await reopened(form, GENERATED);
    strip(again).remove(names[0] as string);
    const saved = await again.serialise();
    expect(saved.xml).toContain(`<shot>${names[1]}</shot><shot_2>${names[2]}</shot_2><shot_3/>`);
    expect(again.problems).toEqual([]);
  });

  test("each file of a strip belongs to its question and row", async () => {
    const { form } = await filled();
    const saved = await form.serialise();
    const uuid = /<repeat_uuid>([^<]+)</.exec(saved.xml)?.[1];
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(saved.files).toHaveLength(3);
    for (const file of saved.files) {
      expect(file).toMatchObject({ question: "shot", repeatUuid: uuid });
    }
  });

  test("hidden photos are kept aside, not sent, and come back", async () => {
    const { form, names } = await filled();
    find(form, "hangs", "one").set(["no"]);
    const hidden = await form.serialise();
    expect(hidden.files).toEqual([]);
    expect(hidden.asideFiles.map((file) => file.name)).toEqual(names);
    expect(hidden.xml).not.toContain(names[0]);
    const again = await reopened(form, GENERATED);
    find(again, "hangs", "one").set(["yes"]);
    expect(strip(again).files).toEqual(names);
    expect((await again.serialise()).asideFiles).toEqual([]);
  });
});

describe("answers hidden by relevance", () => {
  const HIDING = makeForm([
    { type: "one", name: "open", choices: ["yes", "no"] },
    {
      type: "group", name: "inside", bind: `relevant="/data/open = 'yes'"`,
      inside: [
        { type: "text", name: "what" },
        { type: "integer", name: "count" },
        { type: "many", name: "kinds", choices: ["a", "b", "c"] },
        { type: "geopoint", name: "place" },
        { type: "repeat", name: "person", inside: [{ type: "text", name: "post" }] },
      ],
    },
  ]);

  async function hiddenOnce() {
    const form = await opened(HIDING);
    find(form, "open", "one").set(["yes"]);
    find(form, "what", "text").set("摊派 <任务> & 其他");
    find(form, "count", "integer").set("３");
    find(form, "kinds", "many").set(["a", "c"]);
    find(form, "place", "point").set({ latitude: 37.4, longitude: 116.3, altitude: null, accuracy: 8 });
    const people = find(form, "person", "repeat");
    while (people.rows.length < 3) people.add();
    people.rows.forEach((row, index) => find(row, "post", "text").set(`岗位${index + 1}`));
    find(form, "open", "one").set(["no"]);
    return form;
  }

  test("are not in the submission", async () => {
    const { xml } = await (await hiddenOnce()).serialise();
    expect(xml).not.toContain("inside");
    expect(xml).toContain("<open>no</open>");
  });

  test("survive two restores while hidden, and come back when relevant", async () => {
    const again = await reopened(await reopened(await hiddenOnce(), HIDING), HIDING);
    find(again, "open", "one").set(["yes"]);
    expect(find(again, "what", "text").value).toBe("摊派 <任务> & 其他");
    expect(find(again, "count", "integer").value).toBe("3");
    expect(find(again, "kinds", "many").value).toEqual(["a", "c"]);
    expect(find(again, "place", "point").value).toMatchObject({ latitude: 37.4, accuracy: 8 });
    const posts = find(again, "person", "repeat").rows.map((row) => find(row, "post", "text").value);
    expect(posts).toEqual(["岗位1", "岗位2", "岗位3"]);
    const saved = await again.serialise();
    expect(saved.aside).toEqual({ values: {}, rows: {} });
    expect(saved.xml).toContain("<post>岗位3</post>");
  });

  test("rows removed before hiding do not come back", async () => {
    const form = await hiddenOnce();
    find(form, "open", "one").set(["yes"]);
    const people = find(form, "person", "repeat");
    people.remove(people.rows[1]!);
    find(form, "open", "one").set(["no"]);
    const again = await reopened(form, HIDING);
    find(again, "open", "one").set(["yes"]);
    const posts = find(again, "person", "repeat").rows.map((row) => find(row, "post", "text").value);
    expect(posts).toEqual(["岗位1", "岗位3"]);
  });
});

describe("identity", () => {
  const META = makeForm([
    { type: "hidden", name: "visit_id" },
    { type: "hidden", name: "team_code" },
    { type: "text", name: "site" },
  ]);

  test("a draft keeps its instanceID through restores", async () => {
    const form = await opened(META);
    expect(form.instanceId).toMatch(/^uuid:[0-9a-f-]{36}$/);
    const again = await reopened(await reopened(form, META), META);
    expect(again.instanceId).toBe(form.instanceId);
  });

  test("presets are written at the start and never overwritten later", async () => {
    const environment = { ...ENVIRONMENT, presets: { visit_id: "v-1", team_code: "DZ-07" } };
    const form = await opened(META, null, environment);
    const later = { ...ENVIRONMENT, presets: { visit_id: "v-2", team_code: "X" } };
    const again = await opened(META, await form.serialise(), later);
    const { xml } = await again.serialise();
    expect(xml).toContain("<visit_id>v-1</visit_id><team_code>DZ-07</team_code>");
  });

  test("a revision has a new instanceID and names the old one", async () => {
    const form = await opened(META);
    find(form, "site", "text").set("王楼村");
    const { xml } = await form.serialise();
    const revision = newRevision(xml)!;
    const again = await opened(META, { xml: revision.xml, aside: { values: {}, rows: {} } });
    expect(again.instanceId).toBe(revision.instanceId);
    expect(again.instanceId).not.toBe(form.instanceId);
    const saved = await (await reopened(again, META)).serialise();
    expect(saved.xml).toContain(`<deprecatedID>${form.instanceId}</deprecatedID>`);
    expect(saved.xml).toContain("王楼村");
    const third = newRevision(saved.xml)!;
    expect(third.xml).toContain(`<deprecatedID>${revision.instanceId}</deprecatedID>`);
    expect(third.xml.match(/deprecatedID>/g)).toHaveLength(2);
  });
});
