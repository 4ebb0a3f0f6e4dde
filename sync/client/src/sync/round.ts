/** One round of sending: all answers first, then photos, oldest first. */
import type { Database } from "./database";
import { isCarried } from "./queue";
import type { ItemRecord } from "./records";
import { Sender } from "./sender";
import type { Sent, Watch } from "./sender";
import type { Failed, Server } from "./server";
import { isAnnounced, waitingIn } from "./waiting";

/** One submission may trip the server; two in a row mean that the server is ill. */
const STUMBLES = 2;

/** Told of each submission that is begun, and all that its sender tells. */
export interface RoundWatch extends Watch {
  readonly began: (instanceId: string) => void;
}

export class Round {
  private readonly sender: Sender;

  constructor(
    private readonly database: Database,
    server: Server,
    /** What tripped the server; renewed by this round. */
    private readonly tripped: Set<string>,
    private readonly watch: RoundWatch,
  ) {
    this.sender = new Sender(database, server, watch);
  }

  /** Send what waits; null when the way was open to the end. */
  async send(): Promise<Failed | null> {
    const unannounced = (await this.waiting()).filter((item) => !isAnnounced(item));
    const failed = await this.each(unannounced, (item) => this.sender.announce(item.instanceId));
    if (failed !== null) return failed;
    const left = (await this.waiting()).filter((item) => this.watch.carries() || isCarried(item));
    return this.each(left.filter(isAnnounced), (item) => this.sender.carry(item.instanceId));
  }

  /** What one submission cannot do does not keep the next. */
  private async each(
    items: readonly ItemRecord[],
    step: (item: ItemRecord) => Promise<Sent>,
  ): Promise<Failed | null> {
    let stumbles = 0;
    for (const item of items) {
      if (!this.watch.goesOn()) return null;
      this.watch.began(item.instanceId);
      const sent = await step(item);
      if (sent.state === "blocked") return sent.failed;
      if (sent.state === "stopped") return null;
      if (sent.state !== "stumbled") {
        this.tripped.delete(item.instanceId);
        stumbles = 0;
        continue;
      }
      this.tripped.add(item.instanceId);
      stumbles += 1;
      if (stumbles >= STUMBLES) return sent.failed;
    }
    return null;
  }

  private waiting(): Promise<ItemRecord[]> {
    return waitingIn(this.database, this.tripped);
  }
}
