import { beforeAll, expect, test, vi } from "vitest";
import type * as Routes from "../../src/app/routes";

let routes: typeof Routes;

beforeAll(async () => {
  vi.stubGlobal("location", { hash: "" });
  routes = await import("../../src/app/routes");
});

test("an address names its screen", () => {
  expect(routes.parse("#/enrol/AB-12")).toEqual({ at: "enrol", code: "AB-12" });
  expect(routes.parse("#/fill/d1/check")).toEqual({ at: "fill", draft: "d1", page: "check" });
  expect(routes.parse("#/fill/d1")).toEqual({ at: "fill", draft: "d1", page: null });
});

test("what an address says survives being written", () => {
  const route = { at: "receipt", instance: "uuid:照片/1" } as const;
  expect(routes.parse(routes.address(route))).toEqual(route);
});

test("an unknown or broken address leads home", () => {
  expect(routes.parse("#/nowhere")).toEqual({ at: "home" });
  expect(routes.parse("#/fill")).toEqual({ at: "home" });
  expect(routes.parse("#/%E0%A4%A")).toEqual({ at: "home" });
});
