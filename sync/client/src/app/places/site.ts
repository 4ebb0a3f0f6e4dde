import type { Visit } from "../../sync/types";
import type { Spot } from "./earth";

/** Where the site of a visit is, or null when the office has not said. */
export function siteOf(visit: Visit | null): Spot | null {
  const { latitude = null, longitude = null } = visit ?? {};
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
