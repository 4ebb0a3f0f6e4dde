/** What the office has for this phone: forms with their lists, visits, review states. */
import { readFacts } from "../forms";
import { unlessDamaged } from "./database";
import type { Database } from "./database";
import { isList } from "./form_files";
import { fetchBefore, layCovered, stillHere } from "./findings";
import { carriedState, noted, wholeState } from "./noting";
import { forgotten, isCarried } from "./queue";
import { isHeld, readReceipt } from "./receipt";
import type { FormFile, FormRecord, ItemRecord, ListText, StandRecord } from "./records";
import type { Failed, Server } from "./server";
import { FIRST_STAND, standOf } from "./stand";
import type { Returned, Visit } from "./types";

export type Pulled = { readonly state: "pulled" } | Failed;

const PULLED: Pulled = { state: "pulled" };
const NOT_OURS: Failed = { state: "login_page" };

export class Puller {
  constructor(
    private readonly database: Database,
    private readonly server: Server,
  ) {}

  /** Read all changes, then fetch what they say is new. */
  async pull(): Promise<Pulled> {
    const changes = await this.changes();
    if (changes.state !== "pulled") return changes;
    const stand = await standOf(this.database);
    if (stand.formsDue) {
      const forms = await this.forms();
      if (forms.state !== "pulled") return forms;
    }
    const visits = stand.visitsDue ? await this.visits() : PULLED;
    if (visits.state === "pulled") await fetchBefore(this.database, this.server);
    return visits;
  }

  private async changes(): Promise<Pulled> {
    for (;;) {
      const stand = await standOf(this.database);
      const query = stand.cursor === null ? "" : `?cursor=${encodeURIComponent(stand.cursor)}`;
      const answer = await this.server.ask({ method: "GET", path: `/api/v1/changes${query}` });
      if (answer.state !== "answered") return answer;
      const told = answer.json as ToldChanges | null;
      if (typeof told?.cursor !== "string" || typeof told.epoch !== "string") return NOT_OURS;
      await this.take(told, this.server.world.now());
      const isStuck = told.cursor === stand.cursor;
      if (told.more !== true || isStuck) return PULLED;
    }
  }

  /** Changes and the place in the feed move together, or not at all. */
  private async take(told: ToldChanges, now: Date): Promise<void> {
    await this.database.change(["settings", "items"], async (shelf) => {
      const stand = (await shelf.get<StandRecord>("settings", "stand")) ?? FIRST_STAND;
      for (const submission of told.submissions ?? []) {
        const item = await unlessDamaged(shelf.get<ItemRecord>("items", submission.instance_id));
        if (item !== undefined) shelf.put("items", reviewed(item, submission));
      }
      if (stand.epoch !== null && stand.epoch !== told.epoch) {
        for (const item of await shelf.all<ItemRecord>("items")) {
          shelf.put("items", doubted(item));
        }
      }
      shelf.put("settings", moved(stand, told, now));
    });
  }

  private async forms(): Promise<Pulled> {
    const answer = await this.server.ask({ method: "GET", path: "/api/v1/forms" });
    if (answer.state !== "answered") return answer;
    const told = answer.json as { forms?: ToldForm[]; closed?: unknown[] } | null;
    if (!Array.isArray(told?.forms)) return NOT_OURS;
    for (const form of told.forms) {
      const fetched = await this.form(form);
      if (fetched.state !== "pulled") return fetched;
    }
    await this.close(told.forms, (told.closed ?? []).map(closedId));
    return PULLED;
  }

  /** One form with all its lists, kept whole or not at all. */
  private async form(told: ToldForm): Promise<Pulled> {
    const kept = await this.database.read(["forms"], (shelf) =>
      shelf.get<FormRecord>("forms", [told.form_id, told.version]),
    );
    const definition = await this.definition(told, kept);
    if (definition.state !== "answered") return definition;
    const media = told.media ?? [];
    const known = await stillHere(this.database, kept?.lists ?? []);
    const lists = await this.lists(media.filter((one) => isList(one.name)), known);
    if (lists.state !== "answered") return lists;
    const files = await this.files(media.filter((one) => !isList(one.name)), kept?.files ?? []);
    if (files.state !== "answered") return files;
    const form: FormRecord = {
      formId: told.form_id,
      version: told.version,
      title: told.title,
      hash: told.hash,
      definition: definition.text,
      lists: lists.lists,
      files: files.files,
      ready: true,
      closed: false,
      listed: true,
    };
    await this.database.change(["forms", "bytes"], async (shelf) => {
      shelf.put("forms", { ...form, lists: layCovered(shelf, form.lists) });
    });
    return PULLED;
  }

  private async definition(
    told: ToldForm,
    kept: FormRecord | undefined,
  ): Promise<{ readonly state: "answered"; readonly text: string } | Failed> {
    if (kept?.ready === true && kept.hash === told.hash) {
      return { state: "answered", text: kept.definition };
    }
    const answer = await this.server.text(told.url);
    if (answer.state !== "answered") return answer;
    return readFacts(answer.text)?.formId === told.form_id ? answer : NOT_OURS;
  }

  private async lists(
    told: readonly ToldList[],
    kept: readonly ListText[],
  ): Promise<{ readonly state: "answered"; readonly lists: ListText[] } | Failed> {
    const lists: ListText[] = [];
    for (const { name, hash, url } of told) {
      const same = kept.find((list) => list.name === name && list.hash === hash);
      const answer = same === undefined ? await this.server.text(url) : null;
      if (answer !== null && answer.state !== "answered") return answer;
      lists.push(same ?? { name, hash, text: answer?.text ?? "" });
    }
    return { state: "answered", lists };
  }

  private async files(
    told: readonly ToldList[],
    kept: readonly FormFile[],
  ): Promise<{ readonly state: "answered"; readonly files: FormFile[] } | Failed> {
    const files: FormFile[] = [];
    for (const { name, hash, url } of told) {
      const same = kept.find((file) => file.name === name && file.hash === hash);
      if (same !== undefined) {
        files.push(same);
        continue;
      }
      const answer = await this.server.bytes(url);
      if (answer.state !== "answered") return answer;
      files.push({ name, hash, bytes: answer.bytes });
    }
    return { state: "answered", files };
  }

  /** Forms that are listed no more stay for the drafts that were begun with them. */
  private async close(told: readonly ToldForm[], closed: readonly string[]): Promise<void> {
    const listed = new Set(told.map((form) => `${form.form_id} ${form.version}`));
    await this.database.change(["forms", "settings"], async (shelf) => {
      for (const form of await shelf.all<FormRecord>("forms")) {
        const isListed = listed.has(`${form.formId} ${form.version}`);
        const isClosed = closed.includes(form.formId);
        shelf.put("forms", { ...form, listed: isListed, closed: isClosed });
      }
      const stand = (await shelf.get<StandRecord>("settings", "stand")) ?? FIRST_STAND;
      shelf.put("settings", { ...stand, formsDue: false });
    });
  }

  private async visits(): Promise<Pulled> {
    const answer = await this.server.ask({ method: "GET", path: "/api/v1/visits" });
    if (answer.state !== "answered") return answer;
    const told = answer.json as { visits?: ToldVisit[] } | null;
    if (!Array.isArray(told?.visits)) return NOT_OURS;
    const visits = told.visits.map(visitOf);
    await this.database.change(["visits", "settings"], async (shelf) => {
      shelf.clear("visits");
      for (const visit of visits) shelf.put("visits", visit);
      const stand = (await shelf.get<StandRecord>("settings", "stand")) ?? FIRST_STAND;
      shelf.put("settings", { ...stand, visitsDue: false });
    });
    return PULLED;
  }
}


interface ToldChanges {
  readonly cursor: string;
  readonly epoch: string;
  readonly server_time?: string;
  readonly submissions?: readonly ToldSubmission[];
  readonly forms_changed?: boolean;
  readonly visits_changed?: boolean;
  readonly more?: boolean;
}

interface ToldSubmission {
  readonly instance_id: string;
  readonly state: string;
  readonly returned: ToldReturn | null;
  readonly receipt?: unknown;
}

interface ToldReturn {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly notes?: readonly {
    readonly question: string;
    readonly repeat_uuid: string | null;
    readonly text: string;
  }[];
}

interface ToldList {
  readonly name: string;
  readonly hash: string;
  readonly url: string;
}

interface ToldForm {
  readonly form_id: string;
  readonly version: string;
  readonly title: string;
  readonly hash: string;
  readonly url: string;
  readonly media?: readonly ToldList[];
}

interface ToldVisit {
  readonly id: string;
  readonly code: string;
  readonly mode: string;
  readonly site_name: string;
  readonly region_code: string | null;
  readonly region_path: readonly string[];
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly planned_from: string | null;
  readonly planned_to: string | null;
  readonly status: string;
  readonly forms: readonly string[];
}

/**
 * A submission as its review left it. What the office holds whole is delivered, or
 * returned, whatever stood here; what can still be sent is sent before it is mended.
 */
function reviewed(item: ItemRecord, told: ToldSubmission): ItemRecord {
  const judged = { ...item, returned: told.returned ? returnOf(told.returned) : null };
  const receipt = readReceipt(told.receipt);
  if (receipt === null) return wasThere(item) ? { ...judged, state: wholeState(judged) } : judged;
  const isSame = receipt.xml_sha256 === item.manifest.xml_sha256;
  const known = isSame ? noted(judged, receipt) : { ...judged, receipt };
  if (isHeld(known)) return known;
  if (wasThere(item)) return { ...known, state: "queued", deliveredAt: null };
  return known.state === "partial" && isCarried(known) ? { ...known, state: carriedState(known) } : known;
}

function returnOf(told: ToldReturn): Returned {
  const notes = (told.notes ?? []).map((note) => ({
    question: note.question,
    repeatUuid: note.repeat_uuid,
    text: note.text,
  }));
  return { reason: told.reason, by: told.by, at: told.at, notes };
}

/**
 * Another epoch: the server was restored from a backup. Whatever is still here is
 * offered again; an equal receipt makes it delivered again, with no byte sent.
 */
function doubted(item: ItemRecord): ItemRecord {
  return wasThere(item) ? forgotten(item) : item;
}

function wasThere(item: ItemRecord): boolean {
  return item.state === "delivered" || item.state === "returned";
}

/** The server's time, and how far this phone's clock is from it. */
function clocked(told: ToldChanges, now: Date): Pick<StandRecord, "syncedAt" | "aheadMs"> {
  const theirs = Date.parse(told.server_time ?? "");
  if (Number.isNaN(theirs)) return {};
  return { syncedAt: new Date(theirs).toISOString(), aheadMs: now.getTime() - theirs };
}

function moved(stand: StandRecord, told: ToldChanges, now: Date): StandRecord {
  const isNew = stand.epoch !== null && stand.epoch !== told.epoch;
  return {
    key: "stand",
    cursor: told.cursor,
    epoch: told.epoch,
    formsDue: stand.formsDue || isNew || told.forms_changed === true,
    visitsDue: stand.visitsDue || isNew || told.visits_changed === true,
    ...clocked(told, now),
  };
}

function visitOf(told: ToldVisit): Visit {
  return {
    id: told.id,
    code: told.code,
    mode: told.mode,
    siteName: told.site_name,
    regionCode: told.region_code,
    regionPath: told.region_path,
    latitude: told.latitude ?? null,
    longitude: told.longitude ?? null,
    plannedFrom: told.planned_from,
    plannedTo: told.planned_to,
    status: told.status,
    forms: told.forms,
  };
}

function closedId(entry: unknown): string {
  if (typeof entry === "string") return entry;
  return String((entry as { form_id?: unknown } | null)?.form_id ?? "");
}
