/**
 * One submission on its way: the answers first, then each photo the server lacks. Only
 * an equal receipt makes it delivered; whatever else happens, it stays as it is.
 */
import { bytesOf } from "./bytes";
import type { Database } from "./database";
import { announced, forgotten, isRefused } from "./queue";
import { holds, readReceipt, receiptEquals } from "./receipt";
import { carriedState, noted } from "./noting";
import { filesOf } from "./records";
import type { FileRecord, ItemRecord, Upload } from "./records";
import type { Answer, Failed, Server } from "./server";
import type { OutboxState, Receipt } from "./types";
import { upload } from "./tus";

export type Sent =
  | { readonly state: "delivered" }
  /** The answers are there; photos are missing. */
  | { readonly state: "announced" }
  /** Set aside: conflict or refused. The rest of the outbox goes on. */
  | { readonly state: "set_aside" }
  | { readonly state: "stopped" }
  /** The way is closed for now: offline, login page, unknown device, trouble. */
  | { readonly state: "blocked"; readonly failed: Failed }
  /** The server fails over this one; the next may pass. */
  | { readonly state: "stumbled"; readonly failed: Failed };

type Receipted = { readonly state: "receipt"; readonly receipt: Receipt } | Failed;

const BYTES_ABSENT: Failed = {
  state: "refused",
  problem: { status: 0, code: "bytes_absent", title: "", whatToDo: "", dataSafe: "" },
};

/** Told while something moves, and asked whether more may. */
export interface Watch {
  readonly changed: () => void;
  /** The server confirmed more than it had. */
  readonly moved: () => void;
  readonly goesOn: () => boolean;
  /** Whether the line may carry photos. */
  readonly carries: () => boolean;
}

export class Sender {
  /** Receipts of this round: nobody is asked twice for the same. */
  private readonly receipts = new Map<string, Receipt>();

  constructor(
    private readonly database: Database,
    private readonly server: Server,
    private readonly watch: Watch,
  ) {}

  /** Send the answers: they are small and worth the most, so they go before any photo. */
  async announce(instanceId: string): Promise<Sent> {
    const item = await this.begin(instanceId);
    if (item === null) return { state: "set_aside" };
    const first = await this.submit(item);
    if (first.state !== "receipt") {
      return (await this.recall(item, first)) ?? this.halt(item, first);
    }
    const receipt = await this.note(item, first.receipt);
    this.watch.moved();
    if (receiptEquals(item.manifest, receipt)) return { state: "delivered" };
    this.receipts.set(instanceId, receipt);
    await this.update(instanceId, (kept) => ({ state: waiting(kept) }));
    return { state: "announced" };
  }

  /** Bring the photos as far as they will go. */
  async carry(instanceId: string): Promise<Sent> {
    const item = await this.begin(instanceId);
    if (item === null) return { state: "set_aside" };
    const known = await this.known(item);
    if (known.state !== "receipt") return this.halt(item, known);
    const sent = await this.photos(item, known.receipt);
    return sent ?? this.conclude(item);
  }

  /** The office lost what this corrects, and it is still here: it goes again, first. */
  private async recall(item: ItemRecord, failed: Failed): Promise<Sent | null> {
    const isLost = failed.state === "refused" && failed.problem.code === "unknown_predecessor";
    if (!isLost || item.replaces === null) return null;
    const former = await this.update(item.replaces, forgotten);
    if (former === null) return null;
    await this.update(item.instanceId, (kept) => ({ state: waiting(kept) }));
    return { state: "set_aside" };
  }

  private begin(instanceId: string): Promise<ItemRecord | null> {
    return this.update(instanceId, () => ({ state: "sending", problem: null }));
  }

  /** The receipt of this round; else ask; else the answers are not there: send them. */
  private async known(item: ItemRecord): Promise<Receipted> {
    const fresh = this.receipts.get(item.instanceId);
    if (fresh !== undefined) return { state: "receipt", receipt: fresh };
    const asked = await this.receipt(item);
    const answer = isUnknown(asked) ? await this.submit(item) : asked;
    if (answer.state === "receipt") await this.note(item, answer.receipt);
    return answer;
  }

  private async submit(item: ItemRecord): Promise<Receipted> {
    const body = JSON.stringify(await this.envelope(item));
    return receipted(
      await this.server.ask({
        method: "POST",
        path: "/api/v1/submissions",
        headers: { "Content-Type": "application/json" },
        body,
      }),
    );
  }

  private async receipt(item: ItemRecord): Promise<Receipted> {
    const path = `/api/v1/submissions/${encodeURIComponent(item.instanceId)}/receipt`;
    return receipted(await this.server.ask({ method: "GET", path }));
  }

  private async envelope(item: ItemRecord): Promise<object> {
    const files = await this.database.read(["files"], (shelf) =>
      shelf.all<FileRecord>("files", filesOf(item.holder)),
    );
    return {
      xml: item.xml,
      files: files.map(announced),
      visit_id: item.visit?.id ?? null,
      device_time: this.server.world.now().toISOString(),
      supersedes: item.replaces,
    };
  }

  /** Send each file the receipt lacks. Null when the way is free to the end. */
  private async photos(item: ItemRecord, receipt: Receipt): Promise<Sent | null> {
    for (const file of item.manifest.files) {
      if (holds(receipt, file) || isRefused(item, file.name)) continue;
      if (!this.mayGoOn()) return this.stop(item);
      const halted = await this.photo(item, file);
      if (halted !== null) return halted;
    }
    return null;
  }

  private async photo(
    item: ItemRecord,
    file: { readonly name: string; readonly sha256: string },
  ): Promise<Sent | null> {
    const { instanceId, holder } = item;
    const bytes = await bytesOf(this.database, holder, file.name);
    if (bytes === null) return this.photoHalted(item, file.name, BYTES_ABSENT);
    const metadata = { instance: instanceId, filename: file.name, sha256: file.sha256 };
    const url = item.uploads[file.name]?.url ?? null;
    const result = await upload(
      this.server,
      { bytes, metadata, url },
      (at, offset) => this.moved(item, file.name, { url: at, offset, state: "sending" }),
      () => this.mayGoOn(),
    );
    if (result.state === "stored") return this.setPhoto(item, file.name, "stored");
    if (result.state === "mismatch") return this.setPhoto(item, file.name, "mismatch");
    if (result.state === "stopped") return this.stop(item);
    return this.photoHalted(item, file.name, result);
  }

  private async photoHalted(item: ItemRecord, name: string, failed: Failed): Promise<Sent | null> {
    if (failed.state !== "refused") return this.halt(item, failed);
    await this.update(item.instanceId, () => ({ problem: failed.problem }));
    return this.setPhoto(item, name, "refused");
  }

  /** A photo that will not go keeps none of the others. */
  private async setPhoto(
    item: ItemRecord,
    name: string,
    state: "stored" | "mismatch" | "refused",
  ): Promise<null> {
    const done = item.manifest.files.find((file) => file.name === name)?.size ?? 0;
    const offset = state === "stored" ? done : 0;
    await this.progress(item.instanceId, name, { url: null, offset, state });
    return null;
  }

  private mayGoOn(): boolean {
    return this.watch.goesOn() && this.watch.carries();
  }

  private async moved(item: ItemRecord, name: string, upload: Upload): Promise<void> {
    if (upload.offset > (item.uploads[name]?.offset ?? 0)) this.watch.moved();
    await this.progress(item.instanceId, name, upload);
  }

  private async progress(instanceId: string, name: string, upload: Upload): Promise<void> {
    await this.update(instanceId, (item) => ({
      uploads: { ...item.uploads, [name]: upload },
    }));
  }

  /** The last word is the server's list, compared with ours. */
  private async conclude(item: ItemRecord): Promise<Sent> {
    const last = await this.receipt(item);
    if (last.state !== "receipt") return this.halt(item, last);
    await this.note(item, last.receipt);
    if (receiptEquals(item.manifest, last.receipt)) return { state: "delivered" };
    await this.update(item.instanceId, (kept) => ({ state: carriedState(kept) }));
    return { state: "set_aside" };
  }

  private async note(item: ItemRecord, receipt: Receipt): Promise<Receipt> {
    await this.update(item.instanceId, (kept) => noted(kept, receipt));
    return receipt;
  }

  private async halt(item: ItemRecord, failed: Failed): Promise<Sent> {
    const problem = "problem" in failed ? failed.problem : null;
    const isConflict = failed.state === "refused" && failed.problem.status === 409;
    const refused: OutboxState = isConflict ? "conflict" : "refused";
    const aside = failed.state === "refused";
    const stumbled = isStumble(failed);
    await this.update(item.instanceId, (kept) => ({
      state: aside ? refused : waiting(kept),
      problem: aside || stumbled ? problem : null,
    }));
    if (aside) return { state: "set_aside" };
    return { state: stumbled ? "stumbled" : "blocked", failed };
  }

  private async stop(item: ItemRecord): Promise<Sent> {
    await this.update(item.instanceId, (kept) => ({ state: waiting(kept) }));
    return { state: "stopped" };
  }

  private async update(
    instanceId: string,
    change: (item: ItemRecord) => Partial<ItemRecord>,
  ): Promise<ItemRecord | null> {
    const updated = await this.database.change(["items"], async (shelf) => {
      const item = await shelf.get<ItemRecord>("items", instanceId);
      if (item === undefined) return null;
      const next = { ...item, ...change(item) };
      shelf.put("items", next);
      return next;
    });
    this.watch.changed();
    return updated;
  }
}

/** A 200 that is no receipt is nobody's word. */
function receipted(answer: Answer): Receipted {
  if (answer.state !== "answered") return answer;
  const receipt = readReceipt(answer.json);
  return receipt === null ? { state: "login_page" } : { state: "receipt", receipt };
}

function isUnknown(answer: Receipted): boolean {
  return answer.state === "refused" && answer.problem.status === 404;
}

/** An error of the server's own without a word of when: perhaps over these answers only. */
function isStumble(failed: Failed): boolean {
  return failed.state === "later" && failed.problem.status === 500 && failed.waitMs === null;
}

function waiting(item: ItemRecord): OutboxState {
  return item.answersReceivedAt === null ? "queued" : "partial";
}
