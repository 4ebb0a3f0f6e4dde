/** The lines that the office will stamp on copies of a photo. */
import type { Fix } from "../../media/types";
import type { Device, Visit } from "../../sync/types";

export interface Stamped {
  readonly device: Device | null;
  readonly visit: Visit | null;
  /** The site that the answers name, where no visit does. */
  readonly site: string;
  /** `2026-03-12 14:36:05` */
  readonly time: string;
  readonly gps: Fix | null;
  readonly noPlace: string;
  /** First figures of the hash, or what stands there before the shot. */
  readonly hash: string;
}

/** Campaign; time, team and staff number; site; place and hash. */
export function stampLines(shot: Stamped): string[] {
  const { device, visit, gps } = shot;
  const who = [shot.time, device?.team.name, device?.user?.staffNo].filter(Boolean);
  const where = [gps === null ? shot.noPlace : coordinates(gps), shot.hash].filter(Boolean);
  return [device?.campaign.name, who.join("·"), siteOf(visit) || shot.site, where.join("·")].filter(
    (line): line is string => Boolean(line),
  );
}

/** `37.189655N 116.866081E WGS-84 ±9 m` */
export function coordinates(gps: Fix): string {
  const north = `${Math.abs(gps.lat).toFixed(6)}${gps.lat < 0 ? "S" : "N"}`;
  const east = `${Math.abs(gps.lon).toFixed(6)}${gps.lon < 0 ? "W" : "E"}`;
  return `${north} ${east} WGS-84 ±${Math.round(gps.acc)} m`;
}

function siteOf(visit: Visit | null): string {
  if (visit === null) return "";
  const near = visit.regionPath.slice(-2).filter((name) => !visit.siteName.includes(name));
  return [...near, visit.siteName].join("");
}

const moment = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

/** `2026-03-12 14:36:05` */
export function dayAndSecond(at: number): string {
  return moment.format(at).replace(",", "");
}
