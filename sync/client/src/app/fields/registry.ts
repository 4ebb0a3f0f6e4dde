/**
 * Which component draws which question: the one place where they meet.
 *
 * A component for a field has the prop `field`, one for a strip of files the prop
 * `strip`; whatever else they need they ask of `useSheet()`. The first line that fits
 * draws; a question that none fits is named on the page and sent as it is. What the
 * first form can do without is loaded when it is met: `later(() => import(…))`.
 */
import { defineAsyncComponent, type Component } from "vue";
import type { Field, PhotoStrip } from "../../forms/types";
import ChoiceQuestion from "./ChoiceQuestion.vue";
import DateQuestion from "./DateQuestion.vue";
import NoteBlock from "./NoteBlock.vue";
import NumberQuestion from "./NumberQuestion.vue";
import PhotoQuestion from "./PhotoQuestion.vue";
import PointQuestion from "./PointQuestion.vue";
import TextQuestion from "./TextQuestion.vue";
import TriggerQuestion from "./TriggerQuestion.vue";
import UnableQuestion from "./UnableQuestion.vue";

type Line<Node> = readonly [fits: (node: Node) => boolean, draws: Component];

const FIELDS: readonly Line<Field>[] = [
  [of("text"), TextQuestion],
  [of("barcode"), later(() => import("../barcode/BarcodeQuestion.vue"))],
  [isScale, later(() => import("./RangeQuestion.vue"))],
  [of("integer", "decimal"), NumberQuestion],
  [of("date", "time", "dateTime"), DateQuestion],
  [isGrid, later(() => import("./GridRow.vue"))],
  [of("one", "many"), ChoiceQuestion],
  [of("rank"), later(() => import("./RankQuestion.vue"))],
  [of("point"), PointQuestion],
  [of("trace", "shape"), later(() => import("./LineQuestion.vue"))],
  [of("trigger"), TriggerQuestion],
  [of("note"), NoteBlock],
];

const STRIPS: readonly Line<PhotoStrip>[] = [
  [(strip) => strip.mediaType !== "image", later(() => import("../recording/FileQuestion.vue"))],
  [isAfter, later(() => import("../followup/AfterPhotos.vue"))],
  [isDrawn, later(() => import("../drawing/DrawQuestion.vue"))],
];

/** The component that draws a field. */
export function fieldComponent(field: Field): Component {
  return first(FIELDS, field) ?? UnableQuestion;
}

/** The component that draws a strip of files. */
export function stripComponent(strip: PhotoStrip): Component {
  return first(STRIPS, strip) ?? PhotoQuestion;
}

function isScale(field: Field): boolean {
  return (field.type === "integer" || field.type === "decimal") && field.range !== null;
}

function isGrid(field: Field): boolean {
  const { appearances } = field;
  const isChoice = field.type === "one" || field.type === "many";
  return isChoice && (appearances.has("label") || appearances.has("list-nolabel"));
}

/** Fits fields of these types. */
export function of(...types: readonly Field["type"][]): (field: Field) => boolean {
  return (field) => types.includes(field.type);
}

/** A component that is loaded when it is first drawn; the service worker has it already. */
export function later(load: Parameters<typeof defineAsyncComponent>[0]): Component {
  return defineAsyncComponent(load);
}

function isDrawn({ appearances }: PhotoStrip): boolean {
  return appearances.has("draw") || appearances.has("signature");
}

/** Asks for how it is now: in a follow-up, beside how it was. */
function isAfter({ name }: PhotoStrip): boolean {
  return name === "after";
}

function first<Node>(lines: readonly Line<Node>[], node: Node): Component | undefined {
  return lines.find(([fits]) => fits(node))?.[1];
}
