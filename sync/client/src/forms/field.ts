/** Questions with one answer, by the type the form gives them. */
import type { AnyNode, SelectNode } from "./engine";
import { nameOf } from "./engine";
import { answerOf, EngineBacked, violationOf } from "./node";
import type { Changed } from "./node";
import { mediaOf, plain } from "./text";
import {
  asDay, isOnScale, readDate, readDecimal, readInteger, readLine, shownDate, shownDay,
} from "./written";
import type { Read } from "./written";
import type * as shown from "./types";

type NodeOf<Type extends AnyNode["nodeType"]> = Extract<AnyNode, { nodeType: Type }>;
type InputNode = NodeOf<"input">;
type RangeNode = NodeOf<"range">;
type Options = SelectNode["currentState"]["valueOptions"];

/** The field of a leaf of the engine; null for leaves that are never shown. */
export function fieldOf(engine: AnyNode, changed: Changed): shown.Field | null {
  switch (engine.nodeType) {
    case "input":
      return inputOf(engine, changed);
    case "select":
    case "rank":
      return new Choices(engine, changed);
    case "range":
      return new NumberInput(engine, changed, engine.valueType);
    case "trigger":
      return new Trigger(engine, changed);
    case "note":
      return new Note(engine, changed, nameOf(engine));
    default:
      return null;
  }
}

function inputOf(engine: InputNode, changed: Changed): shown.Field {
  switch (engine.valueType) {
    case "int":
    case "decimal":
      return new NumberInput(engine, changed, engine.valueType);
    case "date":
    case "time":
    case "dateTime":
      return new DateInput(engine, changed, engine.valueType);
    case "geopoint":
      return new PointInput(engine, changed);
    case "geotrace":
      return new LineInput(engine, changed, "trace");
    case "geoshape":
      return new LineInput(engine, changed, "shape");
    case "string":
    case "barcode":
      return new TextInput(engine, changed);
    default:
      return new Foreign(engine, changed, nameOf(engine));
  }
}

abstract class FieldNode<Engine extends AnyNode> extends EngineBacked {
  readonly kind = "field";

  constructor(
    protected override readonly engine: Engine,
    changed: Changed,
  ) {
    super(engine, changed, nameOf(engine));
  }

  get answered(): boolean {
    return answerOf(this.engine) !== "";
  }

  get violation(): shown.Violation | null {
    return violationOf(this.engine);
  }

  /** Write through, unless the form closed the question. */
  protected write(put: () => unknown): shown.Answered {
    if (this.readonly) return { state: "refused", reason: "readonly" };
    put();
    this.changed();
    return { state: "taken" };
  }

  protected writeRead(read: Read, put: (text: string) => unknown): shown.Answered {
    return read.state === "refused" ? read : this.write(() => put(read.text));
  }
}

class TextInput extends FieldNode<InputNode> implements shown.TextField {
  get type(): "text" | "barcode" {
    return this.engine.valueType === "barcode" ? "barcode" : "text";
  }

  get value(): string {
    return answerOf(this.engine);
  }

  get lines(): number | null {
    const options = this.engine.nodeOptions;
    return options !== null && "rows" in options ? options.rows : null;
  }

  set(text: string): shown.Answered {
    return this.write(() => this.engine.setValue(clean(text) as never));
  }
}

class NumberInput extends FieldNode<InputNode | RangeNode> implements shown.NumberField {
  constructor(
    engine: InputNode | RangeNode,
    changed: Changed,
    private readonly numbers: "int" | "decimal",
  ) {
    super(engine, changed);
  }

  get type(): "integer" | "decimal" {
    return this.numbers === "int" ? "integer" : "decimal";
  }

  get value(): string {
    const answer = answerOf(this.engine);
    return this.numbers === "decimal" ? answer.replace(/\.0$/, "") : answer;
  }

  get range(): shown.NumberRange | null {
    if (this.engine.nodeType !== "range") return null;
    const { start, end, step } = this.engine.definition.bounds;
    return { start: Number(start), end: Number(end), step: Number(step) };
  }

  set(typed: string): shown.Answered {
    const read = this.numbers === "int" ? readInteger(typed) : readDecimal(typed);
    // The engine would turn what is off the scale into no answer without a word.
    if (read.state === "read" && read.text !== "" && !this.isOnScale(Number(read.text))) {
      return { state: "refused", reason: "off_scale" };
    }
    return this.writeRead(read, (text) => this.engine.setValue(this.number(text) as never));
  }

  private isOnScale(value: number): boolean {
    return this.range === null || isOnScale(this.range, value);
  }

  private number(text: string): bigint | number | null {
    if (text === "") return null;
    return this.numbers === "int" ? BigInt(text) : Number(text);
  }
}

class DateInput extends FieldNode<InputNode> implements shown.DateField {
  constructor(
    engine: InputNode,
    changed: Changed,
    readonly type: "date" | "time" | "dateTime",
  ) {
    super(engine, changed);
  }

  get precision(): shown.Precision {
    if (this.type !== "date") return "day";
    if (this.appearances.has("year")) return "year";
    return this.appearances.has("month-year") ? "month" : "day";
  }

  get value(): string {
    const value = shownDate(this.type, answerOf(this.engine));
    return this.type === "date" ? shownDay(this.precision, value) : value;
  }

  set(typed: string): shown.Answered {
    const put = (text: string): unknown =>
      this.engine.setValue((text === "" ? null : text) as never);
    return this.writeRead(readDate(this.type, asDay(this.precision, typed)), put);
  }
}

class PointInput extends FieldNode<InputNode> implements shown.PointField {
  readonly type = "point";

  get thresholds(): shown.Thresholds {
    return thresholdsOf(this.settings);
  }

  get value(): shown.Point | null {
    const state = this.engine.currentState;
    return answerOf(this.engine) === "" ? null : (state.value as shown.Point | null);
  }

  set(point: shown.Point | null): shown.Answered {
    if (point !== null && !onEarth(point)) {
      return { state: "refused", reason: "not_a_place" };
    }
    return this.write(() => this.engine.setValue(point as never));
  }
}

class LineInput extends FieldNode<InputNode> implements shown.LineField {
  constructor(
    engine: InputNode,
    changed: Changed,
    readonly type: "trace" | "shape",
  ) {
    super(engine, changed);
  }

  get thresholds(): shown.Thresholds {
    return thresholdsOf(this.settings);
  }

  get value(): string {
    return answerOf(this.engine);
  }

  set(text: string): shown.Answered {
    return this.writeRead(readLine(this.type, text), (line) =>
      this.engine.setValue(line as never),
    );
  }
}

class Choices
  extends FieldNode<SelectNode | NodeOf<"rank">>
  implements shown.ChoiceField
{
  private read: { readonly options: Options; readonly choices: readonly shown.Choice[] } | null = null;

  get type(): "one" | "many" | "rank" {
    if (this.engine.nodeType === "rank") return "rank";
    return this.engine.selectType === "select" ? "many" : "one";
  }

  get value(): readonly string[] {
    return this.engine.currentState.value;
  }

  /** A new list of the engine is read once, however often it is asked for. */
  get choices(): readonly shown.Choice[] {
    const options: Options = this.engine.currentState.valueOptions;
    if (this.read?.options !== options) this.read = { options, choices: options.map(choice) };
    return this.read.choices;
  }

  set(values: readonly string[]): shown.Answered {
    const engine = this.engine;
    return this.write(() =>
      engine.nodeType === "rank"
        ? engine.setValues(values)
        : engine.selectValues(this.type === "one" ? values.slice(-1) : values),
    );
  }
}

class Trigger extends FieldNode<NodeOf<"trigger">> implements shown.TriggerField {
  readonly type = "trigger";

  get value(): boolean {
    return answerOf(this.engine) !== "";
  }

  set(agreed: boolean): shown.Answered {
    return this.write(() => this.engine.setValue(agreed));
  }
}

class Note extends EngineBacked implements shown.NoteField {
  readonly kind = "field";
  readonly type = "note";
  readonly answered = false;
  readonly violation = null;

  get value(): string {
    return answerOf(this.engine);
  }
}

/** A question that this engine or these screens have no means to ask. */
export class Foreign extends EngineBacked implements shown.ForeignField {
  readonly kind = "field";
  readonly type = "other";

  get answered(): boolean {
    return this.value !== "";
  }

  get violation(): shown.Violation | null {
    return violationOf(this.engine);
  }

  get value(): string {
    return answerOf(this.engine);
  }
}

// Both ends of the wire keep the same text: NFC, and no character XML cannot carry.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
// Whole pairs first, so that what is left alone is broken. No lookbehind: old Safari.
const SURROGATES = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g;

function clean(text: string): string {
  const whole = text.replace(SURROGATES, (found) => (found.length === 2 ? found : ""));
  return whole.replace(NOT_XML, "").normalize("NFC");
}

function choice(option: Options[number]): shown.Choice {
  return { value: option.value, label: plain(option.label), media: mediaOf(option.label) };
}

function thresholdsOf(settings: ReadonlyMap<string, string>): shown.Thresholds {
  const metres = (name: string): number | null => {
    const written = settings.get(name) ?? "";
    return written === "" || Number.isNaN(Number(written)) ? null : Number(written);
  };
  return {
    accuracy: metres("accuracyThreshold"),
    unacceptable: metres("unacceptableAccuracyThreshold"),
  };
}

function onEarth(point: shown.Point): boolean {
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180;
}
