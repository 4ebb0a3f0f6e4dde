/** A phone over the store of a trial: everything but sending is the phone's own. */
import type { Database } from "../database";
import { fileOf } from "../drafts";
import type { Guard } from "../guard";
import { ThisPhone } from "../phone";
import { filesOf } from "../records";
import type { FormRecord, ItemRecord } from "../records";
import type { World } from "../server";
import { Traces } from "../trace";
import type { FormSummary, SyncOutcome } from "../types";
import type { DraftOffice, Posted } from "./office";
import type { Tried, TryPhone } from "./types";

/** Which draft is tried here, and how many tests it has from this phone. */
export interface TryRecord {
  readonly key: "try";
  readonly token: string;
  readonly sent: number;
  readonly openedAt: string;
}

export class TrialPhone extends ThisPhone implements TryPhone {
  tried: Tried = "nothing";
  why = "";
  private under: Promise<void> | null = null;
  private readonly hear = new Set<() => void>();

  constructor(
    private readonly store: Database,
    world: World,
    guard: Guard,
    private readonly office: DraftOffice,
    private trial: TryRecord,
    readonly form: FormSummary,
    private readonly empty: () => Promise<void>,
  ) {
    // Beside no store of a phone's own work: nothing is traced, nothing mourned.
    super(store, world, null, guard, new Traces(null));
  }

  get sent(): number {
    return this.trial.sent;
  }

  override onChange(listener: () => void): () => void {
    const stop = super.onChange(listener);
    this.hear.add(listener);
    return () => {
      stop();
      this.hear.delete(listener);
    };
  }

  /** Sends what is finished; called as soon as a test is. */
  override start(): void {
    void this.sendAll();
  }

  override async sync(): Promise<SyncOutcome> {
    await this.sendAll();
    return { state: "done", link: this.link, nextInMs: null };
  }

  override sendAnyway(): void {
    this.start();
  }

  private sendAll(): Promise<void> {
    this.under ??= this.round()
      .catch(() => this.become("offline"))
      .finally(() => {
        this.under = null;
      });
    return this.under;
  }

  /** Sends until nothing waits: another test may be finished meanwhile. */
  private async round(): Promise<void> {
    for (let items = await this.waiting(); items.length > 0; items = await this.waiting()) {
      this.become("sending");
      for (const item of items) {
        const posted = await this.deliver(item);
        if (posted.state !== "sent") return this.stop(posted);
        await this.drop(item);
      }
      this.become("sent");
    }
  }

  private waiting(): Promise<ItemRecord[]> {
    return this.store.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
  }

  private async stop(posted: Exclude<Posted, { state: "sent" }>): Promise<void> {
    this.why = posted.state === "refused" ? posted.why : "";
    if (posted.state === "gone") await this.empty();
    this.become(posted.state);
  }

  /** The answers first, then each file by itself: what has arrived is not sent again. */
  private async deliver(item: ItemRecord): Promise<Posted> {
    let posted = await this.office.post(item, null);
    for (const { name } of item.manifest.files) {
      const file = posted.state === "sent" ? await fileOf(this.store, item.holder, name) : null;
      if (file === null) continue;
      posted = await this.office.post(item, file);
      if (posted.state === "sent") await this.dropFile(item, name);
    }
    return posted;
  }

  private dropFile(item: ItemRecord, name: string): Promise<void> {
    return this.store.change(["files", "bytes"], async (shelf) => {
      shelf.delete("files", [item.holder, name]);
      shelf.delete("bytes", [item.holder, name]);
    });
  }

  /** What the office has is kept here no longer: it was only a test. */
  private async drop(item: ItemRecord): Promise<void> {
    const record = { ...this.trial, sent: this.trial.sent + 1 };
    await this.store.change(["settings", "items", "files", "bytes"], async (shelf) => {
      shelf.put("settings", record);
      shelf.delete("items", item.instanceId);
      shelf.delete("files", filesOf(item.holder));
      shelf.delete("bytes", filesOf(item.holder));
    });
    this.trial = record;
  }

  private become(tried: Tried): void {
    this.tried = tried;
    for (const listener of this.hear) listener();
  }
}

export function summaryOf({ formId, version, title, ready, closed }: FormRecord): FormSummary {
  return { formId, version, title, ready, closed };
}
