/** Sends and pulls, now and again: at once, when the network returns, after waiting. */
import { backoff } from "./backoff";
import type { Bell } from "./bell";
import type { Database } from "./database";
import { purge } from "./lists";
import { alone } from "./locks";
import { Puller } from "./puller";
import type { DeviceRecord, ItemRecord } from "./records";
import { isPending, Sender } from "./sender";
import { Server } from "./server";
import type { Failed, World } from "./server";
import type { LinkState, SyncOutcome } from "./types";

/** With nothing to send, news is asked for this often while the app is open. */
const NEWS_MS = 5 * 60_000;

export interface Owner {
  readonly device: () => DeviceRecord | null;
  /** The server refused the token. */
  readonly refused: () => Promise<void>;
}

export class Postman {
  link: LinkState = { state: "idle" };
  private isOn = false;
  private isPaused = false;
  private attempts = 0;
  private under: Promise<SyncOutcome> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly database: Database,
    private readonly world: World,
    private readonly bell: Bell,
    private readonly owner: Owner,
  ) {}

  start(): void {
    this.isPaused = false;
    if (!this.isOn) this.listen();
    this.isOn = true;
    this.hurry();
  }

  pause(): void {
    this.isPaused = true;
    this.plan(null);
    if (this.under === null) this.become({ state: "paused" });
  }

  /** Try now instead of later, when sending is on at all. */
  hurry(): void {
    if (!this.isOn || this.isPaused) return;
    this.attempts = 0;
    // A round under way may have passed what has just come.
    void Promise.resolve(this.under).then(() => this.sync());
  }

  /** One round; a second call while it runs waits for the same one. */
  sync(): Promise<SyncOutcome> {
    this.under ??= this.round().finally(() => {
      this.under = null;
    });
    return this.under;
  }

  private async round(): Promise<SyncOutcome> {
    const device = this.owner.device();
    if (device === null) return this.outcome("not_enrolled", null);
    const held = await alone("chafang-send", () => this.carry(device)).catch(() => null);
    // The store itself failed: nothing is lost, and it is tried again.
    if (held === null) return this.again({ state: "later", problem: TROUBLE, waitMs: null });
    if (held.state === "elsewhere") return this.planned("elsewhere", NEWS_MS);
    return held.value;
  }

  private async carry(device: DeviceRecord): Promise<SyncOutcome> {
    const server = new Server(this.world, device.token);
    const failed = (await this.sendAll(server)) ?? (await this.pull(server));
    if (failed !== null) return this.again(failed);
    if (this.isPaused) return this.outcome("stopped", null, { state: "paused" });
    await purge(this.database, this.world.now());
    const left = (await this.pending()).length > 0;
    this.attempts = left ? this.attempts + 1 : 0;
    const wait = left ? backoff(this.attempts, this.world.random()) : NEWS_MS;
    return this.planned("done", wait, { state: "idle" });
  }

  /** Oldest first. What one submission cannot do does not keep the next. */
  private async sendAll(server: Server): Promise<Failed | null> {
    for (const item of await this.pending()) {
      if (this.isPaused) return null;
      this.become({ state: "sending", instanceId: item.instanceId });
      const changed = (): void => this.bell.ring();
      const sender = new Sender(this.database, server, changed, () => !this.isPaused);
      const sent = await sender.send(item.instanceId);
      if (sent.state === "blocked") return sent.failed;
      if (sent.state === "delivered") this.attempts = 0;
    }
    return null;
  }

  private async pull(server: Server): Promise<Failed | null> {
    if (this.isPaused) return null;
    this.become({ state: "pulling" });
    const pulled = await new Puller(this.database, server).pull();
    return pulled.state === "pulled" ? null : pulled;
  }

  private async pending(): Promise<ItemRecord[]> {
    const items = await this.database.read(["items"], (shelf) => shelf.all<ItemRecord>("items"));
    return items
      .filter(isPending)
      .sort((a, b) => (a.finalisedAt < b.finalisedAt ? -1 : 1));
  }

  private async again(failed: Failed): Promise<SyncOutcome> {
    const link = linkOf(failed);
    if (failed.state === "device_unknown") {
      await this.owner.refused();
      return this.outcome("stopped", null, link);
    }
    this.attempts += 1;
    const told = failed.state === "later" ? failed.waitMs : null;
    const wait = told ?? backoff(this.attempts, this.world.random());
    return this.planned("stopped", wait, link);
  }

  private planned(
    state: SyncOutcome["state"],
    waitMs: number,
    link: LinkState = this.link,
  ): SyncOutcome {
    this.plan(waitMs);
    return this.outcome(state, waitMs, link);
  }

  private outcome(
    state: SyncOutcome["state"],
    nextInMs: number | null,
    link: LinkState = this.link,
  ): SyncOutcome {
    this.become(link);
    return { state, link, nextInMs };
  }

  private plan(waitMs: number | null): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (waitMs === null || !this.isOn || this.isPaused) return;
    this.timer = setTimeout(() => void this.sync(), waitMs);
  }

  private become(link: LinkState): void {
    this.link = link;
    this.bell.ring();
  }

  private listen(): void {
    globalThis.addEventListener?.("online", () => this.hurry());
    globalThis.document?.addEventListener?.("visibilitychange", () => {
      if (document.visibilityState === "visible") this.hurry();
    });
  }
}

const TROUBLE = { status: 0, code: "store_trouble", title: "", whatToDo: "", dataSafe: "" };

function linkOf(failed: Failed): LinkState {
  switch (failed.state) {
    case "offline":
    case "login_page":
    case "device_unknown":
      return { state: failed.state };
    case "later":
    case "refused":
      return { state: "server_trouble", problem: failed.problem };
  }
}
