/** One file by tus 1.0: in chunks, each with its checksum, resumed where it was cut. */
import { FIRST_CHUNK, nextChunk } from "./backoff";
import { isJson, notOurs, patience } from "./server";
import type { Ask, Failed, Server } from "./server";

export interface Cargo {
  readonly bytes: ArrayBuffer;
  /** For Upload-Metadata: instance, filename, sha256. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Where an earlier attempt began, if any. */
  readonly url: string | null;
}

export type Uploaded =
  | { readonly state: "stored" }
  /** What arrived was not what was sent, again and again. */
  | { readonly state: "mismatch" }
  | { readonly state: "stopped" }
  | Failed;

/** Told what the server confirmed, so that the next attempt knows. */
export type Confirmed = (url: string, offset: number) => Promise<void>;

const VERSION = "1.0.0";
const PATH = "/api/v1/uploads";
const MISMATCH = 460;
const GONE: ReadonlySet<number> = new Set([404, 410]);
const TRIES = 3;
// Pieces are sized to take about five seconds: a line this quiet is taken for dead, and
// asking where the upload stands costs one small request.
const QUIET_MS = 30_000;

interface At {
  readonly state: "at";
  readonly url: string;
  readonly offset: number;
}

type Step =
  | At
  | { readonly state: "lost" }
  /** A chunk arrived damaged; the upload stands where it stood. */
  | { readonly state: "damaged"; readonly back: At }
  | Failed;

/** Upload a file. `goesOn` is asked before each chunk, so that a pause is heard. */
export async function upload(
  server: Server,
  cargo: Cargo,
  confirmed: Confirmed,
  goesOn: () => boolean,
): Promise<Uploaded> {
  let step = await resume(server, cargo);
  let chunk = FIRST_CHUNK;
  for (let doubts = 0; doubts <= TRIES; ) {
    if (step.state === "lost" || step.state === "damaged") {
      doubts += 1;
      step = step.state === "lost" ? await begin(server, cargo) : step.back;
      continue;
    }
    if (step.state !== "at") return step;
    await confirmed(step.url, step.offset);
    if (step.offset >= cargo.bytes.byteLength) return { state: "stored" };
    if (!goesOn()) return { state: "stopped" };
    const start = server.world.ticks();
    const next = await send(server, cargo, step, chunk);
    chunk = resized(chunk, step, next, server.world.ticks() - start);
    step = next;
  }
  return { state: "mismatch" };
}

function resized(chunk: number, from: At, to: Step, tookMs: number): number {
  const moved = to.state === "at" ? to.offset - from.offset : 0;
  return moved > 0 ? nextChunk(moved, tookMs) : chunk;
}

async function resume(server: Server, cargo: Cargo): Promise<Step> {
  return cargo.url === null ? begin(server, cargo) : whereAt(server, cargo.url);
}

async function begin(server: Server, cargo: Cargo): Promise<Step> {
  const response = await tus(server, {
    method: "POST",
    path: PATH,
    headers: {
      "Upload-Length": String(cargo.bytes.byteLength),
      "Upload-Metadata": metadata(cargo.metadata),
    },
  });
  if (!(response instanceof Response)) return response;
  const location = response.headers.get("location");
  if (response.status !== 201 || location === null) return notOurs(response);
  return { state: "at", url: pathOf(location), offset: 0 };
}

async function whereAt(server: Server, url: string): Promise<Step> {
  const response = await tus(server, { method: "HEAD", path: url });
  if (!(response instanceof Response)) return response;
  return GONE.has(response.status) ? { state: "lost" } : at(url, response);
}

async function send(
  server: Server,
  cargo: Cargo,
  from: At,
  size: number,
): Promise<Step> {
  const body = cargo.bytes.slice(from.offset, from.offset + size);
  const response = await tus(server, {
    method: "PATCH",
    path: from.url,
    headers: {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(from.offset),
      "Upload-Checksum": `sha1 ${await sha1(body)}`,
    },
    body,
  });
  if (!(response instanceof Response)) return response;
  if (response.status === 409) return whereAt(server, from.url);
  if (GONE.has(response.status)) return { state: "lost" };
  // A bad chunk is thrown away there; after the last one, so is the whole upload.
  if (response.status === MISMATCH) return afterMismatch(server, from.url);
  return at(from.url, response);
}

async function afterMismatch(server: Server, url: string): Promise<Step> {
  const step = await whereAt(server, url);
  return step.state === "at" ? { state: "damaged", back: step } : step;
}

function at(url: string, response: Response): Step {
  const offset = Number(response.headers.get("upload-offset") ?? "none");
  return Number.isInteger(offset) ? { state: "at", url, offset } : notOurs(response);
}

const SPOKEN: ReadonlySet<number> = new Set([200, 201, 204, 404, 409, 410, MISMATCH]);

/** Speak tus; an answer without the tus header is nobody's we know. */
async function tus(server: Server, ask: Ask): Promise<Response | Failed> {
  const headers = { "Tus-Resumable": VERSION, ...ask.headers };
  const bytes = ask.body instanceof ArrayBuffer ? ask.body.byteLength : 0;
  const patienceMs = patience(bytes, QUIET_MS);
  const response = await server.send({ ...ask, headers, patienceMs }, async (bare) => bare);
  if (response === null) return { state: "offline" };
  const ours = response.headers.get("tus-resumable") === VERSION || isJson(response);
  if (!ours) return notOurs(response);
  if (SPOKEN.has(response.status)) return response;
  return server.failed(response, await response.json().catch(() => null));
}

/** The path only: a token never leaves for another host. */
function pathOf(location: string): string {
  const url = new URL(location, "http://local.invalid");
  return url.pathname + url.search;
}

function metadata(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([key, text]) => `${key} ${base64(new TextEncoder().encode(text))}`)
    .join(",");
}

async function sha1(bytes: ArrayBuffer): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-1", bytes)));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
