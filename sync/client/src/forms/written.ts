/** What an inspector typed, read as an answer. Pure; the screens show the refusals. */
import type { NumberRange, Precision, RefusedAnswer } from "./types";

export type Read =
  | { readonly state: "read"; readonly text: string }
  | { readonly state: "refused"; readonly reason: RefusedAnswer };

// xs:int: the engine would turn a larger one into no answer without a word.
const LARGEST_INT = 2147483647n;

/** Read an integer; "" takes the answer away. */
export function readInteger(typed: string): Read {
  const text = ungrouped(typed);
  if (text === "") return read("");
  if (!/^[+-]?\d+$/.test(text)) {
    return refused(isDecimal(text) ? "not_an_integer" : "not_a_number");
  }
  const value = BigInt(text.replace(/^\+/, ""));
  if (value > LARGEST_INT || value < -LARGEST_INT - 1n) return refused("out_of_range");
  return read(value.toString());
}

/** Read a decimal; "" takes the answer away. */
export function readDecimal(typed: string): Read {
  const text = ungrouped(typed);
  if (text === "") return read("");
  return isDecimal(text) ? read(text.replace(/^\+/, "")) : refused("not_a_number");
}

/** Steps are counted from the start; what calculating blurs is forgiven. */
export function isOnScale(range: NumberRange, value: number): boolean {
  const { start, end, step } = range;
  if (value < Math.min(start, end) || value > Math.max(start, end)) return false;
  const steps = step === 0 ? 0 : (value - start) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** Write a month or a year as the day it begins with, as ODK keeps it. */
export function asDay(precision: Precision, typed: string): string {
  const text = halfWidth(typed);
  if (precision === "year" && /^\d{4}$/.test(text)) return `${text}-01-01`;
  return precision === "month" && /^\d{4}-\d\d$/.test(text) ? `${text}-01` : typed;
}

const SHOWN = { day: 10, month: 7, year: 4 } as const;

/** The part of a day that such a question shows. */
export function shownDay(precision: Precision, day: string): string {
  return day.slice(0, SHOWN[precision]);
}

const DATES = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d(:\d\d(\.\d+)?)?$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/,
} as const;

export type DateKind = keyof typeof DATES;

/** Read what a native date or time input gives; "" takes the answer away. */
export function readDate(kind: DateKind, typed: string): Read {
  const text = halfWidth(typed);
  if (text === "") return read("");
  if (!DATES[kind].test(text) || !exists(kind, text)) return refused("not_a_date");
  return read(kind === "date" ? text : withOffset(kind, text));
}

const FEWEST_POINTS = { trace: 2, shape: 4 } as const;

/**
 * Read a line of points `lat lon alt acc;…`; "" takes the answer away. The engine would
 * turn a broken one into no answer without a word.
 */
export function readLine(kind: keyof typeof FEWEST_POINTS, typed: string): Read {
  const points = typed.split(";").map((point) => point.trim()).filter(Boolean);
  if (points.length === 0) return read("");
  const isClosed = start(points[0]) === start(points[points.length - 1]);
  if (points.length < FEWEST_POINTS[kind] || isClosed !== (kind === "shape")) {
    return refused("not_a_place");
  }
  return points.every(isPoint) ? read(points.join(";")) : refused("not_a_place");
}

function start(point: string | undefined): string {
  return (point ?? "").split(/\s+/).slice(0, 2).map(Number).join(" ");
}

function isPoint(point: string): boolean {
  const [latitude, longitude, ...rest] = point.split(/\s+/).map(Number);
  if (latitude === undefined || longitude === undefined || rest.some(Number.isNaN)) return false;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** The part of a stored time that a native input can show. */
export function shownDate(kind: DateKind, stored: string): string {
  if (kind === "date") return stored.slice(0, 10);
  return stored.replace(/(:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, "$1").replace(
    /^((?:.*T)?\d\d:\d\d):00$/,
    "$1",
  );
}

/** Full-width digits, signs and blanks become plain ones. */
function halfWidth(typed: string): string {
  return typed.normalize("NFKC").replace(/[−–]/g, "-").replace(/。/g, ".").trim();
}

const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/** A number without the commas between its thousands. */
function ungrouped(typed: string): string {
  const text = halfWidth(typed);
  return GROUPED.test(text) ? text.replace(/,/g, "") : text;
}

function isDecimal(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text);
}

function exists(kind: DateKind, text: string): boolean {
  const moment = new Date(kind === "time" ? `2000-01-01T${text}Z` : utc(text));
  if (Number.isNaN(moment.getTime())) return false;
  return kind === "time" || moment.toISOString().startsWith(text.slice(0, 10));
}

function utc(text: string): string {
  return text.includes("T") ? `${text}Z` : `${text}T00:00Z`;
}

/** ODK writes times with milliseconds and the offset of the phone. */
function withOffset(kind: "time" | "dateTime", text: string): string {
  const seconds = /T?\d\d:\d\d$/.test(text) ? `${text}:00.000` : text;
  const moment = kind === "time" ? new Date() : new Date(text);
  return `${seconds}${offset(-moment.getTimezoneOffset())}`;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function read(text: string): Read {
  return { state: "read", text };
}

function refused(reason: RefusedAnswer): Read {
  return { state: "refused", reason };
}
