import type { OpenFinding } from "../../sync/types";
import type { FollowWords } from "../words/zhFollow";

const DAY = 24 * 3600 * 1000;

/** Days until a finding is due, below zero when it is late; null when none is set. */
export function daysLeft(finding: OpenFinding, today: string): number | null {
  if (finding.due === "") return null;
  const left = Math.round((Date.parse(finding.due) - Date.parse(today)) / DAY);
  return Number.isNaN(left) ? null : left;
}

export function isLate(finding: OpenFinding, today: string): boolean {
  return (daysLeft(finding, today) ?? 0) < 0;
}

/** How long there is left, in words. */
export function leftIn(finding: OpenFinding, today: string, words: FollowWords): string {
  const days = daysLeft(finding, today);
  if (days === null) return words.noDue;
  if (days < 0) return words.overdue(-days);
  return days === 0 ? words.today : words.left(days);
}

/** Only the findings that hold all words of the query. */
export function holding(findings: readonly OpenFinding[], query: string): readonly OpenFinding[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return findings.filter(({ number, title, site, unit }) => {
    const text = plain([number, title, site, unit].join(" "));
    return wanted.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
