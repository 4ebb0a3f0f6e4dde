/** Where a form was filled in and about whom, as its answers say. */
import type { FormNode, OpenForm } from "../forms";
import type { Whereabouts } from "./types";

/** The first place among the answers that stands in no row; null while there is none. */
export function whereabouts(form: OpenForm): Whereabouts | null {
  return first(form, (node) => {
    if (node.kind !== "field" || node.type !== "point" || node.value === null) return null;
    return { latitude: node.value.latitude, longitude: node.value.longitude };
  });
}

/** As long as one line of a list. */
const LONGEST = 60;

/** What tells drafts of one form apart: the finding and its site, else the first text. */
export function subjectIn(form: OpenForm, xml: string): string {
  const followed = [answerIn(xml, "finding_no"), siteIn(xml)];
  const named = followed[0] === "" ? firstText(form) : followed.filter(Boolean).join(" ");
  return [...named].slice(0, LONGEST).join("");
}

/** The site that answers name by the question that every form of the library has. */
export function siteIn(xml: string): string {
  return answerIn(xml, "site_name");
}

/** The first answer to a question of this name; "" when there is none. */
function answerIn(xml: string, question: string): string {
  const written = new RegExp(`<${question}>([^<]*)</${question}>`).exec(xml)?.[1] ?? "";
  return written.replace(/&(lt|gt|amp);/g, (_all, name: string) => SIGNS[name] ?? "").trim();
}

const SIGNS: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&" };

/** The first text that was answered, in no row. */
function firstText(form: OpenForm): string {
  const found = first(form, (node) =>
    node.kind === "field" && node.type === "text" && !node.readonly ? node.value.trim() || null : null,
  );
  return found ?? "";
}

type Ask<Found> = (node: FormNode) => Found | null;

function first<Found>(form: OpenForm, ask: Ask<Found>): Found | null {
  for (const page of form.pages) {
    const found = page.relevant ? among(page.nodes, ask) : null;
    if (found !== null) return found;
  }
  return null;
}

function among<Found>(nodes: readonly FormNode[], ask: Ask<Found>): Found | null {
  for (const node of nodes) {
    if (!node.relevant) continue;
    const found = node.kind === "group" ? among(node.nodes, ask) : ask(node);
    if (found !== null) return found;
  }
  return null;
}
