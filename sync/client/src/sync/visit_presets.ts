/** What a form is told of its visit before anybody sees it. Pure. */
import type { Visit } from "./types";

/** How many of twelve digits name a county, a town and a village. */
const LEVELS = { county: 6, town: 9, village: 12 } as const;
const WHOLE = 12;

/** The list whose entries are regions, by their codes. */
const REGIONS = "regions.csv";

/**
 * Empty without a visit. Codes go only into forms that choose from the list of regions;
 * names that a form does not ask for are ignored.
 */
export function presetsOfVisit(
  visit: Visit | null,
  lists: readonly { readonly name: string }[],
): Readonly<Record<string, string>> {
  if (visit === null) return {};
  const choosesRegions = lists.some((list) => list.name === REGIONS);
  return {
    ...(choosesRegions ? regionsOf(visit.regionCode ?? "") : {}),
    ...(visit.siteName === "" ? {} : { site_name: visit.siteName }),
    visit_mode: visit.mode,
  };
}

/** The regions that a code names, each written with twelve digits. */
function regionsOf(code: string): Record<string, string> {
  const whole = code.padEnd(WHOLE, "0");
  if (!/^\d{12}$/.test(whole)) return {};
  let above = 4;
  const named: [string, string][] = [];
  for (const [level, digits] of Object.entries(LEVELS)) {
    if (/^0*$/.test(whole.slice(above, digits))) break;
    named.push([level, whole.slice(0, digits).padEnd(WHOLE, "0")]);
    above = digits;
  }
  return Object.fromEntries(named);
}
