/** Tells the office what lies unsent here: ids, forms and days, so that a loss can be counted. */
import type { Database } from "./database";
import { dayOf } from "./day";
import type { DraftRecord, ItemRecord, StandRecord } from "./records";
import type { Server } from "./server";

const NOTHING = "[]";

interface Begun {
  readonly instance_id: string;
  readonly form_id: string;
  readonly begun_on: string;
}

/** Announce what the office has not heard of; what it cannot hear now it hears later. */
export async function announceBegun(database: Database, server: Server): Promise<void> {
  const stand = await standHere(database);
  // A store that the browser has cleared says nothing, least of all that all is sent.
  if (stand === undefined) return;
  const drafts = await begunHere(database);
  const said = JSON.stringify(drafts);
  if ((stand.said ?? NOTHING) === said) return;
  const answer = await server.ask({
    method: "PUT",
    path: "/api/v1/drafts",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ drafts }),
  });
  if (answer.state === "answered") await note(database, said);
}

function standHere(database: Database): Promise<StandRecord | undefined> {
  return database.read(["settings"], (shelf) => shelf.get<StandRecord>("settings", "stand"));
}

async function begunHere(database: Database): Promise<Begun[]> {
  const [drafts, items] = await database.read(["drafts", "items"], async (shelf) => [
    await shelf.all<DraftRecord>("drafts"),
    await shelf.all<ItemRecord>("items"),
  ] as const);
  const unheard = items.filter((item) => item.answersReceivedAt === null);
  return [
    ...drafts.map((draft) => begun(draft, draft.createdAt)),
    ...unheard.map((item) => begun(item, item.finalisedAt)),
  ].sort((a, b) => (a.instance_id < b.instance_id ? -1 : 1));
}

function begun(one: DraftRecord | ItemRecord, at: string): Begun {
  return { instance_id: one.instanceId, form_id: one.formId, begun_on: dayOf(at) };
}

function note(database: Database, said: string): Promise<void> {
  return database.change(["settings"], async (shelf) => {
    const stand = await shelf.get<StandRecord>("settings", "stand");
    if (stand !== undefined) shelf.put("settings", { ...stand, said });
  });
}
