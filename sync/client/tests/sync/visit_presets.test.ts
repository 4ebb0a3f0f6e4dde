import { expect, test } from "vitest";
import { presetsOfVisit } from "../../src/sync/visit_presets";
import type { Visit } from "../../src/sync";

const VISIT: Visit = {
  id: "v", code: "T07-1", mode: "unannounced", siteName: "小李家村", regionCode: "371424001203",
  regionPath: [], latitude: null, longitude: null, plannedFrom: null, plannedTo: null,
  status: "issued", forms: [],
};

const LISTS = [{ name: "regions.csv" }];

test.each([
  ["371424001203", { county: "371424000000", town: "371424001000", village: "371424001203" }],
  ["371424104000", { county: "371424000000", town: "371424104000" }],
  ["371424", { county: "371424000000" }],
  ["371400000000", {}],
  ["", {}],
  [null, {}],
  ["not a code", {}],
])("a visit at %s fills in the regions that its code names", (regionCode, regions) => {
  expect(presetsOfVisit({ ...VISIT, regionCode }, LISTS)).toEqual({
    ...regions, site_name: "小李家村", visit_mode: "unannounced",
  });
});

test("without a visit, a name or a list of regions nothing is made up", () => {
  expect(presetsOfVisit(null, LISTS)).toEqual({});
  expect(presetsOfVisit({ ...VISIT, siteName: "" }, [])).toEqual({ visit_mode: "unannounced" });
});
