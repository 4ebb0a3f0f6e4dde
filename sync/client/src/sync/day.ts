/** The day in China: a phone's own zone, and UTC, may have another. */
export const ZONE = "Asia/Shanghai";

const calendar = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit",
});

/** "2026-03-12" */
export function dayOf(moment: string | Date): string {
  return calendar.format(new Date(moment));
}
