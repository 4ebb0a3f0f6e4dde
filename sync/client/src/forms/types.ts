/**
 * An open form as the screens see it.
 *
 * Everything here is reactive under Vue: the getters read the state of the form
 * engine, so a component that reads `field.value` is drawn again when it changes.
 * Nodes keep their identity: `node.id` is a fine `:key`.
 */

/** A form is opened from these texts alone; nothing is fetched. */
export interface FormSource {
  readonly definition: string;
  /** Text of each attached list by its file name (`regions.csv`). */
  readonly attachments: ReadonlyMap<string, string>;
}

/** What the phone knows and the form may ask for. */
export interface FormEnvironment {
  readonly deviceId: string;
  readonly username: string;
  /** First language of the form that starts with this, e.g. "zh"; else its default. */
  readonly language: string;
  /** Hidden questions filled in when a new draft begins: `visit_id`, `team_code`. */
  readonly presets: Readonly<Record<string, string>>;
  /** Answers of the same form as they were last saved here, or null. */
  readonly lastSaved: string | null;
  /** Where the phone is now, for places that a form takes by itself; null if unknown. */
  readonly place: () => Promise<Point | null>;
}

/** A form half filled, as it lies in the store. */
export interface DraftAnswers {
  readonly xml: string;
  readonly aside: Aside;
}

/** Answers hidden by relevance: no part of the submission, kept for the draft. */
export interface Aside {
  readonly values: Readonly<Record<string, string>>;
  /** Number of rows of each hidden repeat, by reference. */
  readonly rows: Readonly<Record<string, number>>;
}

/** A file that the answers name. Its bytes are kept by whoever took it in. */
export interface NamedFile {
  readonly name: string;
  /** The question as the inspector knows it: `shot`, also for `shot_2`. */
  readonly question: string;
  /** Value of `repeat_uuid` of the innermost row, when there is one. */
  readonly repeatUuid: string | null;
}

export interface Serialised {
  /** The submission: relevant answers only. */
  readonly xml: string;
  readonly aside: Aside;
  /** Every file the XML names: the manifest of a submission. */
  readonly files: readonly NamedFile[];
  /** Files of hidden answers: kept with the draft, never sent. */
  readonly asideFiles: readonly NamedFile[];
}

export type FormOpened = OpenForm | FormFailure;

export interface FormFailure {
  readonly state: "failed";
  readonly reason: "not_a_form" | "list_missing" | "draft_unreadable";
  /** What the engine said; for the log and the details, not for the headline. */
  readonly detail: string;
}

export interface OpenForm {
  readonly state: "open";
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly instanceId: string;
  /** Begun just now: what is answered, the form itself wrote. */
  readonly isNew: boolean;
  readonly languages: readonly string[];
  /** Name of the language in use, as the form writes it: "中文 (zh)". */
  readonly language: string;
  setLanguage(language: string): void;
  /** All pages in the order of the form; draw those that are `relevant`. */
  readonly pages: readonly Page[];
  /** What stands against finalising; empty means it may be finalised. */
  readonly problems: readonly Problem[];
  /** The node with this id, or null when it is gone. */
  node(id: string): FormNode | null;
  /** What the form wants taken along and this app does not take; it is sent as it is. */
  readonly untaken: readonly Untaken[];
  /** Calls back after each answer, added or removed row; returns how to stop. */
  onChange(listener: () => void): () => void;
  serialise(): Promise<Serialised>;
  /** Says that the form itself wrote an answer. */
  touched(): void;
}

/** Something that a form fills by itself, without asking anybody. */
export interface Untaken {
  readonly name: string;
  readonly kind: "sound" | "log" | "property";
}

/** A top-level group or repeat, or the loose questions between two of them. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly relevant: boolean;
  readonly nodes: readonly FormNode[];
  readonly problems: readonly Problem[];
  readonly progress: Progress;
}

/** How many of the relevant questions have an answer. */
export interface Progress {
  readonly answered: number;
  readonly asked: number;
}

export interface Problem {
  readonly nodeId: string;
  readonly pageId: string;
  /** Rows on the way to the question, outermost first; open them before jumping. */
  readonly rowIds: readonly string[];
  readonly label: string;
  readonly kind: "required" | "constraint";
  /** The form's own message, or "" when it has none. */
  readonly message: string;
}

export type FormNode = Group | Repeat | Row | Field | PhotoStrip;

interface NodeBase {
  /** Stable while the form is open. */
  readonly id: string;
  /** Local name of the question. */
  readonly name: string;
  /** Path with row numbers, e.g. `/data/app[2]/kind`. Changes when rows go. */
  readonly reference: string;
  readonly label: string;
  /** The label with its Markdown; null where it has none and `label` says it all. */
  readonly rich: readonly Piece[] | null;
  readonly hint: string;
  /** More than the hint, for whoever asks; "" if none. */
  readonly guidance: string;
  /** What is shown or played beside the label. */
  readonly media: Media | null;
  readonly relevant: boolean;
  readonly readonly: boolean;
  readonly required: boolean;
  /** Words of the `appearance` column: minimal, multiline, field-list, … */
  readonly appearances: ReadonlySet<string>;
  /**
   * Everything else the form says of the question, by local name: the attributes of
   * its control (`mediatype`, `accept`, `rows`, …) and of its bind (`quality`, `x_…`).
   */
  readonly settings: ReadonlyMap<string, string>;
}

/** Names of files that come with the form. */
export interface Media {
  readonly image: string | null;
  readonly audio: string | null;
  readonly video: string | null;
}

/** Text with the little Markdown of forms: words, or an element around pieces. */
export type Piece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "break" }
  | {
      readonly kind: "element";
      readonly tag: PieceTag;
      /** Of a link; only addresses that are safe to follow. */
      readonly href: string | null;
      /** As the form writes it: "red", "#1f4e9e"; or null. */
      readonly color: string | null;
      readonly pieces: readonly Piece[];
    };

export type PieceTag =
  | "a" | "em" | "strong" | "u" | "p" | "span" | "ul" | "ol" | "li"
  | "h1" | "h2" | "h3" | "h4" | "h5" | "h6";

export interface Group extends NodeBase {
  readonly kind: "group";
  readonly nodes: readonly FormNode[];
}

export interface Repeat extends NodeBase {
  readonly kind: "repeat";
  readonly rows: readonly Row[];
  /** False where the form itself counts the rows. */
  readonly growable: boolean;
  /** Adds a row at the end and returns it. */
  add(): Row;
  remove(row: Row): void;
}

export interface Row extends NodeBase {
  readonly kind: "row";
  /** From 1. */
  readonly position: number;
  /** Value of `repeat_uuid`, which outlives revisions; "" when the form has none. */
  readonly uuid: string;
  /** First answered text or choice in the row, to tell rows apart; "" if none. */
  readonly summary: string;
  readonly nodes: readonly FormNode[];
  readonly problems: readonly Problem[];
  readonly progress: Progress;
}

export interface Violation {
  readonly kind: "required" | "constraint";
  readonly message: string;
}

interface FieldBase extends NodeBase {
  readonly kind: "field";
  readonly answered: boolean;
  /** Present from the start for required questions; show it when it is due. */
  readonly violation: Violation | null;
}

/** A question that nobody can answer here: its value is sent as it was. */
export interface ForeignField extends FieldBase {
  readonly type: "other";
  readonly value: string;
}

export type Field =
  | TextField
  | ForeignField
  | NumberField
  | DateField
  | ChoiceField
  | PointField
  | LineField
  | TriggerField
  | NoteField;

/** What came of writing an answer. Refused answers change nothing. */
export type Answered =
  | { readonly state: "taken" }
  | { readonly state: "refused"; readonly reason: RefusedAnswer };

export type RefusedAnswer =
  | "readonly"
  | "not_a_number"
  | "not_an_integer"
  | "out_of_range"
  | "off_scale"
  | "not_a_date"
  | "not_a_place";

export interface TextField extends FieldBase {
  readonly type: "text" | "barcode";
  readonly value: string;
  /** Height in lines that the form asks for (`rows`), or null. */
  readonly lines: number | null;
  set(text: string): Answered;
}

/** Written and read as text; full-width digits and spaces are understood. */
export interface NumberField extends FieldBase {
  readonly type: "integer" | "decimal";
  readonly value: string;
  /** Set where the form draws a scale. */
  readonly range: NumberRange | null;
  set(text: string): Answered;
}

export interface NumberRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** How much of a date is asked for. */
export type Precision = "day" | "month" | "year";

/** `2026-03-12` (`2026-03`, `2026` where less is asked for), `14:32` or `2026-03-12T14:32`: what the native inputs give. */
export interface DateField extends FieldBase {
  readonly type: "date" | "time" | "dateTime";
  readonly precision: Precision;
  readonly value: string;
  set(text: string): Answered;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly media: Media | null;
}

export interface ChoiceField extends FieldBase {
  readonly type: "one" | "many" | "rank";
  readonly value: readonly string[];
  readonly choices: readonly Choice[];
  set(values: readonly string[]): Answered;
}

/** WGS-84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  /** Metres, or null when unknown. */
  readonly accuracy: number | null;
}

/** How near a fix must be, in metres; null where the form does not say. */
export interface Thresholds {
  /** Near enough to be taken without asking. */
  readonly accuracy: number | null;
  /** Too far off to be taken. */
  readonly unacceptable: number | null;
}

export interface PointField extends FieldBase {
  readonly type: "point";
  readonly thresholds: Thresholds;
  readonly value: Point | null;
  set(point: Point | null): Answered;
}

/** A line or the edge of an area, as ODK writes it: `37.4 116.3 0 5;37.4 116.4 0 5`. */
export interface LineField extends FieldBase {
  readonly type: "trace" | "shape";
  readonly thresholds: Thresholds;
  readonly value: string;
  /** A trace has two points or more; a shape ends where it began. */
  set(text: string): Answered;
}

export interface TriggerField extends FieldBase {
  readonly type: "trigger";
  readonly value: boolean;
  set(agreed: boolean): Answered;
}

export interface NoteField extends FieldBase {
  readonly type: "note";
  /** Of a note that shows a computed value; else "". */
  readonly value: string;
}

export type MediaType = "image" | "audio" | "video" | "file";

/** One question for photos (or another file): one strip with 1 to 10 places. */
export interface PhotoStrip extends NodeBase {
  readonly kind: "photoStrip";
  readonly answered: boolean;
  readonly violation: Violation | null;
  readonly mediaType: MediaType;
  /** For the file chooser: `image/*`, `audio/*`, `video/*`, `.pdf,.doc` or `*`. */
  readonly accept: string;
  /** Longest edge in pixels the form wants, or null for the original. */
  readonly maxPixels: number | null;
  readonly capacity: number;
  /** Names of the files in the places that are filled, in order. */
  readonly files: readonly string[];
  /** Puts a file in the next free place and returns the name it has from now on. */
  add(extension: string): Placed;
  /** Takes a file out; later ones move up, so the first place is never the hole. */
  remove(name: string): void;
  /** Puts a file in the place of another and returns its name. */
  replace(name: string, extension: string): Placed;
  /** Gives a place its former file back, when the new one could not be kept. */
  takeBack(name: string, former: string): void;
}

export type Placed =
  | { readonly state: "placed"; readonly name: string }
  | { readonly state: "full" }
  | { readonly state: "readonly" };
