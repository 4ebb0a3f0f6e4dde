/** The phone: its store, its enrolment and its outbox behind one face. */
import { Bell } from "./bell";
import { kept, reasonOf } from "./database";
import type { Database } from "./database";
import type { Desk } from "./desk";
import { discardDraft, fileOf } from "./drafts";
import type { OpenFinding } from "./finding_types";
import { beforeOf, followUpForm, forgetFindings, openFindings } from "./findings";
import { exchange, publicOf } from "./enrolment";
import type { Guard } from "./guard";
import { connectionHere, lineOf } from "./line";
import { letGo, spareIn } from "./letting_go";
import * as lists from "./lists";
import { beginDraft, openDraft } from "./opening";
import { Postman } from "./postman";
import { restarted, standOf } from "./stand";
import type { DeviceRecord, ItemRecord, StandRecord } from "./records";
import { reviseItem } from "./revise";
import { retried } from "./queue";
import type { World } from "./server";
import { Tally } from "./tally";
import type { Traces } from "./trace";
import type {
  BundleMade,
  BundleProgress,
  Device,
  DraftOpened,
  Ended,
  Enrolled,
  FormSummary,
  Kept,
  KeptFile,
  LinkState,
  Lost,
  Phone,
  Sending,
  SyncOutcome,
  Visit,
} from "./types";
import { specimensOf } from "./specimens";
import { canBeWoken } from "./wake";
import { keepPhotoWish, photoWish } from "./wishes";

export class ThisPhone implements Phone {
  readonly __v_skip = true;
  private readonly bell = new Bell();
  private readonly postman: Postman;
  private readonly tally: Tally;
  lost: Lost | null;

  constructor(
    private readonly database: Database,
    private readonly world: World,
    private record: DeviceRecord | null,
    readonly protection: Guard,
    private readonly traces: Traces,
    public ended: Ended | null = null,
  ) {
    this.lost = traces.lost;
    this.tally = new Tally(database, world, traces);
    this.postman = new Postman(database, world, this.bell, {
      device: () => this.record,
      refused: () => this.forget(),
      revoked: () => this.end(),
      moved: () => this.tally.soon(),
    });
    this.tally.soon();
  }

  get device(): Device | null {
    return this.record === null ? null : publicOf(this.record);
  }

  get link(): LinkState {
    return this.postman.link;
  }

  onChange(listener: () => void): () => void {
    return this.bell.onRing(listener);
  }

  async enrol(code: string, label: string): Promise<Enrolled> {
    const joined = await exchange(this.world, code, label);
    if (joined.state !== "enrolled") return joined;
    try {
      await this.database.change(["settings"], async (shelf) => {
        shelf.put("settings", joined.record);
        shelf.delete("settings", "ended");
        const stand = await shelf.get<StandRecord>("settings", "stand");
        // Another team may read another feed: it is read from its beginning.
        if (stand !== undefined) shelf.put("settings", restarted(stand));
      });
    } catch (error) {
      return { state: "not_kept", reason: reasonOf(error) };
    }
    this.record = joined.record;
    this.ended = null;
    this.traces.found(joined.received);
    this.lost = this.traces.lost;
    this.tally.soon();
    // Unsent work must not be evicted; browsers that ask nobody say no, and we show it.
    await lists.askToKeep(globalThis.navigator?.storage);
    this.bell.ring();
    this.look();
    return { state: "enrolled", device: this.device as Device, received: joined.received };
  }

  putLostAway(): void {
    this.traces.putAway();
    this.lost = null;
    this.bell.ring();
  }

  async signOut(): Promise<Kept> {
    // First: who left on purpose is never told of a loss.
    this.traces.forget();
    const result = await kept(
      () =>
        this.database.change(["settings", "visits", "bytes"], async (shelf) => {
          forgetFindings(shelf);
          shelf.delete("settings", "device");
          const stand = await shelf.get<StandRecord>("settings", "stand");
          if (stand !== undefined) shelf.put("settings", restarted(stand));
          shelf.clear("visits");
        }),
      this.world.now,
    );
    if (result.state === "kept") this.record = null;
    this.tally.soon();
    this.bell.ring();
    return result;
  }

  forms(): Promise<readonly FormSummary[]> {
    return lists.formList(this.database);
  }

  visits(): Promise<readonly Visit[]> {
    return lists.visitList(this.database);
  }

  drafts(): ReturnType<Phone["drafts"]> {
    return lists.draftList(this.database);
  }

  outbox(): ReturnType<Phone["outbox"]> {
    return lists.outboxList(this.database);
  }

  unopened(): Promise<number> {
    return lists.unopenedCount(this.database);
  }

  room(): ReturnType<Phone["room"]> {
    return lists.roomOf(globalThis.navigator?.storage);
  }

  begin(form: FormSummary, visit: Visit | null): Promise<DraftOpened> {
    return this.counted(beginDraft(this.desk(), form, visit));
  }

  findings(): Promise<readonly OpenFinding[]> {
    return openFindings(this.database);
  }

  async followUp(finding: OpenFinding): Promise<DraftOpened> {
    const form = await followUpForm(this.database);
    if (form === null) return { state: "gone" };
    return this.counted(beginDraft(this.desk(), form, null, finding));
  }

  before(finding: OpenFinding): Promise<readonly KeptFile[]> {
    return beforeOf(this.database, finding);
  }

  open(draftId: string): Promise<DraftOpened> {
    return openDraft(this.desk(), draftId);
  }

  async revise(instanceId: string): Promise<DraftOpened> {
    try {
      const now = this.world.now().toISOString();
      const draftId = await reviseItem(this.database, instanceId, now);
      this.tally.soon();
      this.bell.ring();
      return draftId === null ? { state: "gone" } : await this.open(draftId);
    } catch (error) {
      return { state: "not_kept", reason: reasonOf(error) };
    }
  }

  spare(): ReturnType<Phone["spare"]> {
    return spareIn(this.database, this.world.now());
  }

  async letGo(): Promise<Kept> {
    const result = await kept(() => letGo(this.database, this.world.now()), this.world.now);
    this.bell.ring();
    return result;
  }

  async discard(draftId: string): Promise<Kept> {
    const result = await kept(() => discardDraft(this.database, draftId), this.world.now);
    this.tally.soon();
    this.bell.ring();
    return result;
  }

  sync(): Promise<SyncOutcome> {
    return this.postman.sync();
  }

  start(): void {
    this.postman.start();
  }

  pause(): void {
    this.postman.pause();
  }

  sendAnyway(): void {
    this.postman.sendAnyway();
  }

  async sending(): Promise<Sending> {
    const [photos, stand] = await Promise.all([photoWish(this.database), standOf(this.database)]);
    const { syncedAt = null, aheadMs = 0 } = stand;
    const whenClosed = !canBeWoken() ? "unable" : this.protection.hasPin ? "pin" : "sent";
    return { photos, line: lineOf(connectionHere()), syncedAt, aheadMs, whenClosed };
  }

  specimens(): ReturnType<Phone["specimens"]> {
    return specimensOf(this.database);
  }

  async photosOver(line: Sending["photos"]): Promise<Kept> {
    const result = await kept(() => keepPhotoWish(this.database, line), this.world.now);
    this.bell.ring();
    if (result.state === "kept") this.postman.heed(line);
    return result;
  }

  async retry(instanceId: string): Promise<void> {
    await this.database.change(["items"], async (shelf) => {
      const item = await shelf.get<ItemRecord>("items", instanceId);
      if (item !== undefined) shelf.put("items", retried(item));
    });
    this.bell.ring();
    this.postman.hurry();
  }

  async file(ownerId: string, name: string): Promise<KeptFile | null> {
    const item = await this.database.read(["items"], (shelf) =>
      shelf.get<ItemRecord>("items", ownerId),
    );
    return fileOf(this.database, item?.holder ?? ownerId, name);
  }

  async saveBundle(told: BundleProgress): Promise<BundleMade> {
    const { database, record, protection, world } = this;
    try {
      // Loaded when it is needed: the first form does not wait for it.
      const { makeBundle } = await import("./bundle");
      return await makeBundle(database, record, protection.office, world.now(), told);
    } catch {
      return { state: "failed" };
    }
  }

  /** Learn what protection the office wants, once a page; later without a network. */
  look(): void {
    const looked = this.protection.look(this.record);
    void looked.then((isNew) => isNew && this.bell.ring()).catch(() => undefined);
  }

  private async counted<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    this.tally.soon();
    // Where there is a network the office hears of the draft now.
    this.postman.hurry();
    return done;
  }

  private desk(): Desk {
    const { database, world, bell, record, tally, postman } = this;
    const finalised = (): void => {
      tally.soon();
      postman.hurry();
    };
    return { database, world, bell, device: record, finalised };
  }

  /** The office ended this phone's service: it is emptied as soon as nothing is unsent. */
  private async end(): Promise<void> {
    await this.forget();
    if (this.record === null) return;
    this.ended = await this.protection.end(this.record, this.world.now().toISOString());
    if (this.ended !== null) {
      this.record = null;
      this.traces.forget();
    }
    this.bell.ring();
  }

  /** The server no longer knows the token. Only that is written down. */
  private async forget(): Promise<void> {
    if (this.record === null || !this.record.valid) return;
    this.record = { ...this.record, valid: false };
    const record = this.record;
    await this.database.change(["settings"], async (shelf) => shelf.put("settings", record));
  }
}

