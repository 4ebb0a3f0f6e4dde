/**
 * Our server over HTTP. Every way it can fail is a tagged answer; nothing throws.
 *
 * A network that wants a login answers in our server's place, often with 200 and a
 * page. So an answer counts only when it looks like ours: JSON where JSON is due, the
 * tus header where tus speaks, and never a redirect.
 */
import { retryAfter } from "./backoff";
import type { Problem } from "./types";

export type Failed =
  | { readonly state: "offline" }
  | { readonly state: "login_page" }
  | { readonly state: "device_unknown"; readonly problem: Problem }
  /** The office took the token back: it still takes what was filled, nothing else. */
  | { readonly state: "device_revoked"; readonly problem: Problem }
  /** It will not do this: asking again changes nothing. */
  | { readonly state: "refused"; readonly problem: Problem }
  /** It cannot now: ask again later. */
  | { readonly state: "later"; readonly problem: Problem; readonly waitMs: number | null };

export type Answer =
  | { readonly state: "answered"; readonly status: number; readonly json: unknown }
  | Failed;

export type TextAnswer = { readonly state: "answered"; readonly text: string } | Failed;

export type BytesAnswer = { readonly state: "answered"; readonly bytes: ArrayBuffer } | Failed;

export interface Ask {
  readonly method: "GET" | "POST" | "PUT" | "HEAD" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | ArrayBuffer;
  /** How long a silent line is believed in; longer for what takes longer. */
  readonly patienceMs?: number;
}

/** What the phone needs of the world around it; tests bring their own. */
export interface World {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly random: () => number;
  /** Milliseconds, never going back: for measuring. */
  readonly ticks: () => number;
  /** Origin of the server; "" for the page's own. */
  readonly origin: string;
  readonly language: string;
}

// Longer than the slowest honest answer: a retry is harmless, a false alarm is not.
const PATIENCE_MS = 60_000;

/** Patience for sending so many bytes: a line of 8 kbit/s is slow, not dead. */
export function patience(bytes: number, quietMs = PATIENCE_MS): number {
  return quietMs + bytes;
}

/** Told at each sign of life, so that a long answer is not taken for none. */
type Alive = () => void;

export class Server {
  constructor(
    readonly world: World,
    private readonly token: string | null,
  ) {}

  /** Ask for JSON. */
  async ask(ask: Ask): Promise<Answer> {
    const answer = await this.send(ask, jsonOf);
    if (answer === null) return { state: "offline" };
    const { response, json } = answer;
    if (json === undefined) return notOurs(response);
    if (response.ok) return { state: "answered", status: response.status, json };
    return this.failed(response, json);
  }

  /** Ask for a text that is no page: a form or a list. */
  async text(path: string): Promise<TextAnswer> {
    const answer = await this.send({ method: "GET", path }, textOf);
    if (answer === null) return { state: "offline" };
    const { response, text, json } = answer;
    if (response.ok && !isPage(response)) return { state: "answered", text };
    return json === undefined ? notOurs(response) : this.failed(response, json);
  }

  /** Ask for a file that is no page: a picture or a sound of a form. */
  async bytes(path: string): Promise<BytesAnswer> {
    const answer = await this.send({ method: "GET", path }, bytesOf);
    if (answer === null) return { state: "offline" };
    const { response, bytes, json } = answer;
    if (response.ok && !isPage(response)) return { state: "answered", bytes };
    return json === undefined ? notOurs(response) : this.failed(response, json);
  }

  /** Send, and read the answer within the same patience; null when none came. */
  async send<T>(
    ask: Ask,
    read: (response: Response, alive: Alive) => Promise<T>,
  ): Promise<T | null> {
    const end = new AbortController();
    const longest = ask.patienceMs ?? patience(sizeOf(ask.body));
    let timer = setTimeout(() => end.abort(), longest);
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end.abort(), PATIENCE_MS);
    };
    try {
      const address = this.world.origin + ask.path;
      return await read(await this.world.fetch(address, this.init(ask, end)), alive);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What a response that is ours, but no success, means. */
  failed(response: Response, json: unknown): Failed {
    const problem = readProblem(response.status, json);
    if (response.status === 401) {
      const isRevoked = problem.code === "device_revoked";
      return { state: isRevoked ? "device_revoked" : "device_unknown", problem };
    }
    if (!passes(response.status)) return { state: "refused", problem };
    const header = response.headers.get("retry-after");
    return { state: "later", problem, waitMs: retryAfter(header, this.world.now()) };
  }

  private init(ask: Ask, end: AbortController): RequestInit {
    return {
      method: ask.method,
      headers: this.headers(ask),
      ...(ask.body === undefined ? {} : { body: ask.body }),
      signal: end.signal,
      redirect: "manual",
      cache: "no-store",
      credentials: "omit",
    };
  }

  private headers(ask: Ask): Record<string, string> {
    return {
      Accept: "application/json, */*;q=0.1",
      "Accept-Language": this.world.language,
      ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
      ...ask.headers,
    };
  }
}

/** A response without our marks: a server in trouble, or a network's login page. */
export function notOurs(response: Response): Failed {
  const overloaded = response.status >= 500 && response.status !== 511;
  if (!overloaded) return { state: "login_page" };
  const problem = readProblem(response.status, null);
  return { state: "later", problem, waitMs: null };
}

export function isJson(response: Response): boolean {
  const type = response.headers.get("content-type") ?? "";
  return /^application\/([a-z.+-]*\+)?json/i.test(type);
}

function isPage(response: Response): boolean {
  return /^text\/html/i.test(response.headers.get("content-type") ?? "");
}

function passes(status: number): boolean {
  return status >= 500 || [408, 423, 425, 429].includes(status);
}

/** The JSON of a response; undefined when it is of another kind. */
async function jsonOf(response: Response): Promise<{ response: Response; json: unknown }> {
  return { response, json: isJson(response) ? await response.json() : undefined };
}

/** A list may take minutes on a bad line: each piece of it is a sign of life. */
async function textOf(
  response: Response,
  alive: Alive,
): Promise<{ response: Response; text: string; json: unknown }> {
  const text = await drained(response, alive);
  return { response, text, json: isJson(response) ? JSON.parse(text) : undefined };
}

async function drained(response: Response, alive: Alive): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return response.text();
  const decoder = new TextDecoder();
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    alive();
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

function sizeOf(body: string | ArrayBuffer | undefined): number {
  if (body === undefined) return 0;
  return typeof body === "string" ? body.length : body.byteLength;
}

async function bytesOf(
  response: Response,
): Promise<{ response: Response; bytes: ArrayBuffer; json: unknown }> {
  const bytes = await response.arrayBuffer();
  const isProblem = isJson(response) && !response.ok;
  return { response, bytes, json: isProblem ? JSON.parse(new TextDecoder().decode(bytes)) : undefined };
}

function readProblem(status: number, json: unknown): Problem {
  const told = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof told[name] === "string" ? told[name] : "");
  return {
    status,
    code: text("code") || `http_${status}`,
    title: text("title"),
    whatToDo: text("what_to_do"),
    dataSafe: text("data_safe"),
  };
}
