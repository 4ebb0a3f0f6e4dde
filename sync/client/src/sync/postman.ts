/** Sends and pulls, now and again: at once, when the network returns, after waiting. */
import { announceBegun } from "./announcing";
import { backoff, told } from "./backoff";
import type { Bell } from "./bell";
import type { Database } from "./database";
import { purge } from "./letting_go";
import { carriesPhotos, connectionHere, lineOf } from "./line";
import type { PhotoWish } from "./line";
import { alone, SENDING } from "./locks";
import { standOf } from "./stand";
import type { DeviceRecord, ItemRecord } from "./records";
import { isAnnounced, waitingIn } from "./waiting";
import { Server } from "./server";
import type { Failed, World } from "./server";
import type { LinkState, SyncOutcome } from "./types";
import { askToBeWoken, whenWoken } from "./wake";
import { dropPause, keepPause, photoWish } from "./wishes";

/** With nothing to send, news is asked for this often while the app is open. */
const NEWS_MS = 5 * 60_000;

export interface Owner {
  readonly device: () => DeviceRecord | null;
  /** The server refused the token. */
  readonly refused: () => Promise<void>;
  /** The office took the token back, and all that was finalised is there. */
  readonly revoked: () => Promise<void>;
  /** Something may have been sent, or taken back. */
  readonly moved: () => void;
}

export class Postman {
  link: LinkState = { state: "idle" };
  private isOn = false;
  private isPaused = false;
  private attempts = 0;
  private under: Promise<SyncOutcome> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Before this tick nothing is asked unless a person wants it: the server said so. */
  private notBefore = 0;
  private wish: PhotoWish = "any_line";
  private isAnyway = false;
  /** Whether anything was confirmed in this round. */
  private hasMoved = false;
  private hasAsked = false;
  private noted: Promise<void> = Promise.resolve();
  /** What tripped the server goes last. */
  private readonly tripped = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly world: World,
    private readonly bell: Bell,
    private readonly owner: Owner,
  ) {}

  start(): void {
    this.isPaused = false;
    if (!this.isOn) whenWoken(() => this.hurry());
    this.isOn = true;
    this.note(dropPause);
    this.hurry();
  }

  pause(): void {
    this.isPaused = true;
    this.note(keepPause);
    this.plan(null);
    if (this.under === null) this.become({ state: "paused" });
  }

  /** The service worker reads in the store whether to rest; what is noted last holds. */
  private note(pause: (database: Database) => Promise<void>): void {
    this.noted = this.noted.then(() => pause(this.database)).catch(() => undefined);
  }

  /** From the next piece on photos go, or wait, as wished. */
  heed(wish: PhotoWish): void {
    this.wish = wish;
    this.hurry();
  }

  /** Send photos over whatever line there is, until nothing waits. */
  sendAnyway(): void {
    this.isAnyway = true;
    this.start();
  }

  /** Try now instead of later, when sending is on and the server can bear it. */
  hurry(): void {
    if (!this.isOn || this.isPaused || this.world.ticks() < this.notBefore) return;
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
    const held = await alone(SENDING, () => this.carry(device)).catch(() => null);
    // The store itself failed: nothing is lost, and it is tried again.
    if (held === null) return this.again({ state: "later", problem: TROUBLE, waitMs: null });
    if (held.state === "elsewhere") return this.planned("elsewhere", NEWS_MS);
    return held.value;
  }

  private async carry(device: DeviceRecord): Promise<SyncOutcome> {
    const server = new Server(this.world, device.token);
    this.hasMoved = false;
    this.wish = await photoWish(this.database);
    const failed = (await this.sendAll(server)) ?? (await this.pull(server));
    if (failed !== null) return this.again(failed);
    await announceBegun(this.database, server);
    if (this.isPaused) return this.outcome("stopped", null, { state: "paused" });
    const { syncedAt } = await standOf(this.database);
    await purge(this.database, syncedAt === undefined ? this.world.now() : new Date(syncedAt));
    return this.rest(await this.pending());
  }

  /** What comes after a round that found the way open. */
  private rest(left: readonly ItemRecord[]): SyncOutcome {
    this.notBefore = 0;
    if (left.length === 0 || this.hasMoved) this.hasAsked = false;
    if (left.length === 0) this.isAnyway = false;
    const held = left.length > 0 && !this.carries() && left.every(isAnnounced);
    if (held) return this.planned("done", NEWS_MS, { state: "waiting_wifi" });
    this.attempts = left.length === 0 ? 0 : this.hasMoved ? 1 : this.attempts + 1;
    const wait = left.length === 0 ? NEWS_MS : backoff(this.attempts, this.world.random());
    return this.planned("done", wait, { state: "idle" });
  }

  private async sendAll(server: Server): Promise<Failed | null> {
    if (this.isPaused || (await this.pending()).length === 0) return null;
    // Should this page be closed before all is sent, the service worker goes on.
    void this.ask();
    // Loaded by the first who has something to send.
    const { Round } = await import("./round");
    return new Round(this.database, server, this.tripped, {
      began: (instanceId) => this.become({ state: "sending", instanceId }),
      changed: () => this.bell.ring(),
      moved: () => (this.hasMoved = true),
      goesOn: () => !this.isPaused,
      carries: () => this.carries(),
    }).send();
  }

  private carries(): boolean {
    const wish = this.isAnyway ? "now_anyway" : this.wish;
    return carriesPhotos(wish, lineOf(connectionHere()));
  }

  private async pull(server: Server): Promise<Failed | null> {
    if (this.isPaused) return null;
    this.become({ state: "pulling" });
    const { Puller } = await import("./puller");
    const pulled = await new Puller(this.database, server).pull();
    return pulled.state === "pulled" ? null : pulled;
  }

  private pending(): Promise<ItemRecord[]> {
    return waitingIn(this.database, this.tripped);
  }

  private async again(failed: Failed): Promise<SyncOutcome> {
    const link = linkOf(failed);
    if (failed.state === "device_unknown") {
      await this.owner.refused();
      return this.outcome("stopped", null, link);
    }
    if (failed.state === "device_revoked") return this.endOfService(link);
    this.attempts = this.hasMoved ? 1 : this.attempts + 1;
    return this.planned("stopped", this.waitAfter(failed), link);
  }

  private waitAfter(failed: Failed): number {
    const asked = failed.state === "later" ? failed.waitMs : null;
    if (asked === null) return backoff(this.attempts, this.world.random());
    const wait = told(asked, this.world.random());
    this.notBefore = this.world.ticks() + wait;
    return wait;
  }

  /** The office takes only what was filled: send the rest of it, then say so. */
  private async endOfService(link: LinkState): Promise<SyncOutcome> {
    if ((await this.pending()).length === 0) await this.owner.revoked();
    // The office may have said that it lacks something after all.
    if ((await this.pending()).length === 0) return this.outcome("stopped", null, link);
    this.attempts = this.hasMoved ? 1 : this.attempts + 1;
    return this.planned("stopped", backoff(this.attempts, this.world.random()), link);
  }

  /**
   * Let the browser wake the service worker, where it can. Once until something got
   * through: a browser that sees a network where there is no way to the server wakes at
   * once, and would for ever.
   */
  private async ask(): Promise<void> {
    if (this.hasAsked) return;
    this.hasAsked = true;
    await askToBeWoken();
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
    this.owner.moved();
    this.bell.ring();
  }
}

const TROUBLE = { status: 0, code: "store_trouble", title: "", whatToDo: "", dataSafe: "" };

function linkOf(failed: Failed): LinkState {
  switch (failed.state) {
    case "offline":
    case "login_page":
    case "device_unknown":
    case "device_revoked":
      return { state: failed.state };
    case "later":
    case "refused":
      return { state: "server_trouble", problem: failed.problem };
  }
}
