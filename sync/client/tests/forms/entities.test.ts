/**
 * The shared cases of tests/conformance/entity_blocks.json, filled in the engine that the
 * phone uses. What it writes lies beside them, and is what the office reads.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fill, type Answers } from "./filling";
import { ENVIRONMENT, opened } from "./make";

interface Case {
  readonly name: string;
  readonly form: string;
  readonly answers: Answers;
}

interface Shared {
  readonly at: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly Case[];
}

const FOLDER = new URL("../../../../tests/conformance/", import.meta.url);
const shared = JSON.parse(readFileSync(new URL("entity_blocks.json", FOLDER), "utf8")) as Shared;
const lists = new Map(Object.entries(shared.lists).map(([name, lines]) => [name, lines.join("\n")]));
const FILLED = new URL("entity_blocks.filled.json", FOLDER).pathname;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(shared.at), toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

test("what the engine writes of entities is what the office reads", async () => {
  const filled: Record<string, string> = {};
  for (const { name, form, answers } of shared.cases) filled[name] = await written(form, answers);
  await expect(`${JSON.stringify(filled, null, 1)}\n`).toMatchFileSnapshot(FILLED);
});

async function written(name: string, answers: Answers): Promise<string> {
  const source = readFileSync(new URL(`../fixtures/entities_${name}.xml`, import.meta.url), "utf8");
  const form = await opened(source, null, ENVIRONMENT, lists);
  fill(form, answers);
  return counted((await form.serialise()).xml);
}

/** Ids that were drawn by lot, counted instead; those of the list stay. */
function counted(xml: string): string {
  const drawn = new Map<string, string>();
  const known = [...lists.values()].join("\n");
  return xml.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (known.includes(id)) return id;
    const last = String(drawn.size + 1).padStart(12, "0");
    if (!drawn.has(id)) drawn.set(id, `00000000-0000-4000-8000-${last}`);
    return drawn.get(id) ?? id;
  });
}
