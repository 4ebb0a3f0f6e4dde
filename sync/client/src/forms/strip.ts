/** One question for photos: the places of a generated group, drawn as one strip. */
import { clearFile, nameFile, nameOf, settingsOf } from "./engine";
import type { AnyNode, UploadNode } from "./engine";
import { fileName } from "./names";
import { answerOf, EngineBacked, violationOf } from "./node";
import type { Changed } from "./node";
import type * as shown from "./types";

/**
 * The slots of a strip among siblings: `shot`, `shot_2`, `shot_3` for a first slot
 * `shot` that allows 3. Empty when the sibling is no upload question.
 */
export function slotsFrom(
  first: AnyNode,
  siblings: readonly AnyNode[],
  limit: number,
): readonly UploadNode[] {
  if (first.nodeType !== "upload") return [];
  const name = nameOf(first);
  const names = Array.from({ length: limit - 1 }, (_, index) => `${name}_${index + 2}`);
  const rest = names.map((wanted) => siblings.find((each) => nameOf(each) === wanted));
  return [first, ...rest.filter(isUpload)];
}

/** A strip over its slots; `frame` is the generated group, or the only slot. */
export class Strip extends EngineBacked implements shown.PhotoStrip {
  readonly kind = "photoStrip";
  readonly mediaType: shown.MediaType;
  readonly accept: string;
  readonly maxPixels: number | null;
  readonly capacity: number;

  constructor(
    frame: AnyNode,
    private readonly first: UploadNode,
    private readonly slots: readonly UploadNode[],
    changed: Changed,
  ) {
    // Violations speak of the first slot: so does the strip.
    super(frame, changed, nameOf(first), first.nodeId);
    this.mediaType = mediaType(this.settings.get("mediatype") ?? "");
    this.accept = first.nodeOptions.media.accept;
    this.maxPixels = first.maxPixels;
    this.capacity = slots.length;
  }

  override get label(): string {
    return super.label || this.labelOfFirst.label;
  }

  override get hint(): string {
    return super.hint || this.labelOfFirst.hint;
  }

  override get rich(): readonly shown.Piece[] | null {
    return super.label ? super.rich : this.labelOfFirst.rich;
  }

  override get guidance(): string {
    return super.guidance || this.labelOfFirst.guidance;
  }

  override get media(): shown.Media | null {
    return super.media ?? this.labelOfFirst.media;
  }

  override get relevant(): boolean {
    return this.first.currentState.relevant;
  }

  override get readonly(): boolean {
    return this.first.currentState.readonly;
  }

  override get required(): boolean {
    return this.first.currentState.required;
  }

  override get appearances(): ReadonlySet<string> {
    return this.labelOfFirst.appearances;
  }

  override get settings(): ReadonlyMap<string, string> {
    return settingsOf(this.first);
  }

  get answered(): boolean {
    return this.files.length > 0;
  }

  get violation(): shown.Violation | null {
    return violationOf(this.first);
  }

  get files(): readonly string[] {
    return this.slots.map(answerOf).filter((name) => name !== "");
  }

  add(extension: string): shown.Placed {
    if (this.readonly) return { state: "readonly" };
    const free = this.slots.find((slot) => answerOf(slot) === "");
    if (free === undefined) return { state: "full" };
    const name = fileName(this.name, extension, new Date());
    nameFile(free, name);
    this.changed();
    return { state: "placed", name };
  }

  remove(name: string): void {
    if (this.readonly || !this.files.includes(name)) return;
    this.fill(this.files.filter((kept) => kept !== name));
    this.changed();
  }

  replace(name: string, extension: string): shown.Placed {
    const slot = this.slots.find((each) => answerOf(each) === name);
    if (slot === undefined) return this.add(extension);
    if (this.readonly) return { state: "readonly" };
    const fresh = fileName(this.name, extension, new Date());
    nameFile(slot, fresh);
    this.changed();
    return { state: "placed", name: fresh };
  }

  takeBack(name: string, former: string): void {
    const slot = this.slots.find((each) => answerOf(each) === name);
    if (slot === undefined) return;
    nameFile(slot, former);
    this.changed();
  }

  private fill(names: readonly string[]): void {
    this.slots.forEach((slot, index) => {
      const wanted = names[index] ?? "";
      if (answerOf(slot) === wanted) return;
      if (wanted === "") clearFile(slot);
      else nameFile(slot, wanted);
    });
  }

  private get labelOfFirst(): Slot {
    return new Slot(this.first, this.changed, this.name);
  }
}

function mediaType(written: string): shown.MediaType {
  const [type] = written.split("/");
  return type === "image" || type === "audio" || type === "video" ? type : "file";
}

class Slot extends EngineBacked {}

function isUpload(node: AnyNode | undefined): node is UploadNode {
  return node?.nodeType === "upload";
}
