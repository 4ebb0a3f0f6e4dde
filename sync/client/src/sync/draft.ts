/** A draft under the thumbs: saved at every answer, one saving after the other. */
import type { OpenForm, PhotoStrip, Serialised } from "../forms";
import { takeIn } from "../media";
import type { Locator, Photo, PhotoSource, Shutter } from "../media";
import { reasonOf } from "./database";
import type { Desk } from "./desk";
import { fileOf, isSubmitted, saveDraft, standing, standsAs } from "./drafts";
import { beforeOf, openFindings, subjectOf } from "./findings";
import { finaliseDraft } from "./finalise";
import { mimeOf } from "./form_files";
import type { DraftRecord, FormRecord } from "./records";
import { intakeOf, namesIn, newPhoto } from "./taking_in";
import { siteIn } from "./whereabouts";
import type {
  Bookmark,
  Finalised,
  Kept,
  KeptFile,
  OpenDraft,
  OpenFinding,
  PendingPhoto,
  PhotoKept,
  Returned,
  SavedState,
  Visit,
} from "./types";

/** Answers given within this time share one saving. */
const GATHER_MS = 150;

export class Draft implements OpenDraft {
  readonly __v_skip = true;
  readonly draftId: string;
  readonly visit: Visit | null;
  readonly returned: Returned | null;
  saved: SavedState;
  bookmark: Bookmark | null;
  private readonly listeners = new Set<() => void>();
  private readonly stopListening: () => void;
  private queue: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isOver = false;
  /** Whether answers were given that are not kept yet. */
  private hasAnswers = false;
  private readonly expected = new Set<Promise<unknown>>();

  constructor(
    private readonly desk: Desk,
    private record: DraftRecord,
    readonly form: OpenForm,
    readonly locator: Locator,
    private readonly release: () => void,
  ) {
    this.draftId = record.draftId;
    this.visit = record.visit;
    this.returned = record.returned;
    this.bookmark = record.bookmark ?? null;
    this.saved = { state: "saved", at: record.savedAt };
    this.stopListening = form.onChange(() => {
      this.hasAnswers = true;
      this.saveSoon();
    });
  }

  get siteName(): string {
    return this.visit?.siteName || siteIn(this.record.answers.xml);
  }

  get isChanged(): boolean {
    return this.hasAnswers || this.record.savedAt !== this.record.createdAt;
  }

  get pendingPhoto(): PendingPhoto | null {
    return this.record.pendingPhoto;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stand(bookmark: Bookmark): void {
    const turned = bookmark.page !== this.bookmark?.page;
    this.bookmark = bookmark;
    if (turned) this.saveSoon();
  }

  save(): Promise<Kept> {
    return this.inTurn(async () => (this.hasNews() ? this.write({}, null) : this.asItLies()));
  }

  beforeCamera(strip: PhotoStrip): Promise<Kept> {
    const at = this.desk.world.now().toISOString();
    const pendingPhoto = { question: strip.name, reference: strip.reference, at };
    return this.inTurn(() => this.write({ pendingPhoto }, null));
  }

  cameraClosed(): Promise<Kept> {
    return this.inTurn(() => this.write({ pendingPhoto: null }, null));
  }

  async keepPhoto(
    strip: PhotoStrip,
    file: File,
    source: PhotoSource,
    shutter: Shutter = this.now(),
  ): Promise<PhotoKept> {
    const taken = await takeIn(file, intakeOf(strip, file, source, shutter));
    if (taken.state === "refused") return taken;
    return this.inTurn(() => this.place(strip, taken.photo));
  }

  async replacePhoto(strip: PhotoStrip, name: string, file: Blob): Promise<PhotoKept> {
    const former = await this.file(name);
    if (former === null) return { state: "refused", reason: "unreadable" };
    const { source, gps, capturedAt, calledAs } = former;
    const taken = await takeIn(file, {
      maxPixels: strip.maxPixels, source, gps, capturedAt: new Date(capturedAt), calledAs,
    });
    if (taken.state === "refused") return taken;
    return this.inTurn(() => this.exchange(strip, name, taken.photo));
  }

  removePhoto(strip: PhotoStrip, name: string): Promise<Kept> {
    return this.inTurn(async () => {
      strip.remove(name);
      return this.write({}, null);
    });
  }

  file(name: string): Promise<KeptFile | null> {
    return fileOf(this.desk.database, this.draftId, name);
  }

  async finding(): Promise<OpenFinding | null> {
    const id = subjectOf(this.record.answers.xml);
    if (id === "") return null;
    const open = await openFindings(this.desk.database);
    return open.find((finding) => finding.id === id) ?? null;
  }

  async before(): Promise<readonly KeptFile[]> {
    const finding = await this.finding();
    return finding === null ? [] : beforeOf(this.desk.database, finding);
  }

  async media(name: string): Promise<Blob | null> {
    const { formId, version } = this.record;
    const form = await this.desk.database.read(["forms"], (shelf) =>
      shelf.get<FormRecord>("forms", [formId, version]),
    );
    const file = form?.files?.find((one) => one.name === name);
    return file === undefined ? null : new Blob([file.bytes], { type: mimeOf(name) });
  }

  expect(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work
      .catch(() => undefined)
      .then(() => this.expected.delete(settled));
    this.expected.add(settled);
  }

  async finalise(): Promise<Finalised> {
    await this.arrived();
    return this.inTurn(async (): Promise<Finalised> => {
      const kept = await this.write({ pendingPhoto: null }, null);
      if (kept.state === "not_kept") return (await this.found()) ?? kept;
      if (this.form.problems.length > 0) return { state: "problems" };
      return this.conclude();
    });
  }

  async close(): Promise<Kept> {
    await this.arrived();
    if (this.isOver) return { state: "kept", at: this.record.savedAt };
    const kept = await this.save();
    if (this.expected.size > 0) return this.close();
    this.end();
    return kept;
  }

  /** Everything that was under way is in, and what came in after it as well. */
  private async arrived(): Promise<void> {
    while (this.expected.size > 0) await Promise.all(this.expected);
  }

  private async conclude(): Promise<Finalised> {
    const now = this.desk.world.now().toISOString();
    try {
      const answers = await this.form.serialise();
      const result = await finaliseDraft(this.desk.database, this.record, answers, now);
      return result.state === "finalised" ? this.finalised() : result;
    } catch (error) {
      return (await this.found()) ?? { state: "not_kept", reason: reasonOf(error) };
    }
  }

  /** It is a submission although reading it back failed: what was written is durable. */
  private async found(): Promise<Finalised | null> {
    if (this.isOver) return null;
    const isThere = await isSubmitted(this.desk.database, this.record).catch(() => false);
    return isThere ? this.finalised() : null;
  }

  private finalised(): Finalised {
    this.end();
    this.desk.finalised();
    return { state: "finalised", instanceId: this.record.instanceId };
  }

  private now(): Shutter {
    const at = this.desk.world.now();
    return { at, gps: this.locator.fixFor(at) };
  }

  /** Bytes and the answer that names them are kept together; else neither is. */
  private async place(strip: PhotoStrip, photo: Photo): Promise<PhotoKept> {
    const placed = strip.add(photo.extension);
    if (placed.state !== "placed") return placed;
    const kept = await this.write({ pendingPhoto: null }, { name: placed.name, photo });
    if (kept.state === "kept") return { state: "kept", name: placed.name, at: kept.at };
    strip.remove(placed.name);
    return kept;
  }

  /** The new picture and the answer that names it, or the former one as it was. */
  private async exchange(strip: PhotoStrip, former: string, photo: Photo): Promise<PhotoKept> {
    const placed = strip.replace(former, photo.extension);
    if (placed.state !== "placed") return placed;
    const kept = await this.write({}, { name: placed.name, photo });
    if (kept.state === "kept") return { state: "kept", name: placed.name, at: kept.at };
    strip.takeBack(placed.name, former);
    return kept;
  }

  private saveSoon(): void {
    if (this.timer !== null || this.isOver) return;
    this.become({ state: "saving", at: "at" in this.saved ? this.saved.at : null });
    this.timer = setTimeout(() => void this.save(), GATHER_MS);
  }

  private async write(
    change: Partial<DraftRecord>,
    fresh: { readonly name: string; readonly photo: Photo } | null,
  ): Promise<Kept> {
    if (this.isOver) return { state: "not_kept", reason: "closed" };
    this.clearTimer();
    const at = this.hasAnswers ? this.desk.world.now().toISOString() : this.record.savedAt;
    this.hasAnswers = false;
    try {
      const answers = await this.form.serialise();
      const record = { ...this.record, ...change, ...this.asOf(answers, at) };
      const photo = fresh === null ? null : newPhoto(answers, fresh.name, fresh.photo);
      await saveDraft(this.desk.database, record, namesIn(answers), photo);
      this.record = record;
    } catch (error) {
      return this.failed(error);
    }
    this.become({ state: "saved", at });
    this.desk.bell.ring();
    return { state: "kept", at };
  }

  /** Whether there is anything to keep: who only looked leaves a draft as it was. */
  private hasNews(): boolean {
    const { page, question } = this.record.bookmark ?? {};
    const isMoved = this.bookmark?.page !== page || this.bookmark?.question !== question;
    return this.hasAnswers || isMoved || !standsAs(this.record, this.form);
  }

  private asItLies(): Kept {
    if (this.isOver) return { state: "not_kept", reason: "closed" };
    const at = this.record.savedAt;
    this.clearTimer();
    this.become({ state: "saved", at });
    return { state: "kept", at };
  }

  private failed(error: unknown): Kept {
    const reason = reasonOf(error);
    this.hasAnswers = true;
    this.become({ state: "not_saved", reason });
    return { state: "not_kept", reason };
  }

  private asOf(answers: Serialised, at: string): Partial<DraftRecord> {
    const { xml, aside } = answers;
    const photos = answers.files.length;
    const { bookmark } = this;
    return { answers: { xml, aside }, savedAt: at, photos, bookmark, ...standing(this.form, xml) };
  }

  private become(saved: SavedState): void {
    this.saved = saved;
    for (const listener of this.listeners) listener();
  }

  /** One after the other, so that no older state is written over a newer one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private end(): void {
    this.isOver = true;
    this.clearTimer();
    this.stopListening();
    this.locator.stop();
    this.release();
    this.desk.bell.ring();
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
