import { expect, test } from "vitest";
import { siteIn, subjectIn, whereabouts } from "../../src/sync/whereabouts";
import { find, makeForm, opened } from "../forms/make";

const FORM = makeForm([
  { type: "note", name: "hint" },
  { type: "integer", name: "inspectors" },
  {
    type: "group", name: "office", inside: [
      { type: "text", name: "site" },
      { type: "geopoint", name: "loc" },
    ],
  },
  { type: "repeat", name: "plaque", inside: [{ type: "geopoint", name: "spot" }] },
]);
const PLACE = { latitude: 37.2, longitude: 116.87, altitude: null, accuracy: 8 };

test("a draft is told apart by its first text, and stands where its first place is", async () => {
  const form = await opened(FORM);
  expect([subjectIn(form, ""), whereabouts(form)]).toEqual(["", null]);
  find(form, "site", "text").set(` ${"王楼村".repeat(40)}`);
  find(form, "loc", "point").set(PLACE);
  expect(subjectIn(form, "")).toBe("王楼村".repeat(20));
  expect(whereabouts(form)).toEqual({ latitude: 37.2, longitude: 116.87 });
});

test("a follow-up is told apart by its finding and the site of it", async () => {
  const xml = "<data><finding_no>LY-0012</finding_no><site_name>王楼村&amp;李楼村</site_name></data>";
  expect(subjectIn(await opened(FORM), xml)).toBe("LY-0012 王楼村&李楼村");
  expect(siteIn(xml)).toBe("王楼村&李楼村");
  expect(siteIn("<data><site_name/></data>")).toBe("");
});

test("the place of one plaque among many is not that of the visit", async () => {
  const form = await opened(FORM);
  const [row] = find(form, "plaque", "repeat").rows;
  const [spot] = row?.nodes ?? [];
  if (spot?.kind !== "field" || spot.type !== "point") throw new Error("no place in the row");
  spot.set(PLACE);
  expect(whereabouts(form)).toBeNull();
});
