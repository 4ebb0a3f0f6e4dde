/**
 * The app's files: one cache for each version that lies on the phone.
 *
 * A file is kept only when its bytes are those of the build: a network that wants a
 * login answers 200 with a page of its own. What lies in an older version's cache with
 * the same bytes is taken from there, so that an update costs what has changed.
 */

/** Each file by its path, with the SHA-256 of its bytes in hex. */
export type Files = Readonly<Record<string, string>>;

export interface Version {
  readonly name: string;
  readonly index: string;
  readonly files: Files;
}

const PREFIX = "app-";
/** Beside the files: which version they are. */
const LABEL = "/.version";
const CHOICE = "choice";
const CHOSEN = "/.chosen";

/** Keep a version whole, fetching what is missing; rejects when it cannot be. */
export async function keep(version: Version): Promise<void> {
  const cache = await caches.open(PREFIX + version.name);
  for (const [path, hash] of Object.entries(version.files)) {
    if ((await cache.match(path)) === undefined) await cache.put(path, await found(path, hash));
  }
  await cache.put(LABEL, new Response(JSON.stringify(version)));
}

/** The version to open the app with: the chosen one, unless it has been evicted. */
export async function served(own: Version): Promise<Version> {
  const name = await chosen();
  const choice = name === null || name === own.name ? own : await labelled(name);
  if (choice === null || choice.name === own.name) return own;
  return (await isWhole(choice)) || !(await isWhole(own)) ? choice : own;
}

/** A file as that version has it; else as any has it; else fetched again and kept. */
export async function file(version: Version, path: string, own: Version): Promise<Response> {
  const cache = await caches.open(PREFIX + version.name);
  const there = (await cache.match(path)) ?? (await caches.match(path));
  if (there !== undefined) return there;
  const hash = version.files[path] ?? own.files[path];
  if (hash === undefined) return fetch(path);
  const again = await fetched(path, hash);
  const home = version.files[path] === hash ? version.name : own.name;
  await (await caches.open(PREFIX + home)).put(path, again.clone());
  return again;
}

/** The version that a page has tried and chosen; null before the first. */
export async function chosen(): Promise<string | null> {
  const kept = await (await caches.open(CHOICE)).match(CHOSEN);
  return kept === undefined ? null : kept.text();
}

/** From the next opening on, the app is this version. */
export async function choose(version: Version): Promise<void> {
  await (await caches.open(CHOICE)).put(CHOSEN, new Response(version.name));
}

/** Let go of all versions but this one and the chosen one. */
export async function prune(own: Version): Promise<void> {
  const wanted = [own.name, await chosen()].map((name) => PREFIX + name);
  const names = await caches.keys();
  const over = names.filter((name) => name.startsWith(PREFIX) && !wanted.includes(name));
  await Promise.all(over.map((name) => caches.delete(name)));
}

async function labelled(name: string): Promise<Version | null> {
  if (!(await caches.has(PREFIX + name))) return null;
  const label = await (await caches.open(PREFIX + name)).match(LABEL);
  return label === undefined ? null : ((await label.json()) as Version);
}

async function isWhole(version: Version): Promise<boolean> {
  const kept = await (await caches.open(PREFIX + version.name)).keys();
  const paths = new Set(kept.map((request) => new URL(request.url).pathname));
  return Object.keys(version.files).every((path) => paths.has(path));
}

async function found(path: string, hash: string): Promise<Response> {
  const before = await caches.match(path);
  if (before !== undefined && (await isOurs(before, hash))) return before;
  return fetched(path, hash);
}

async function fetched(path: string, hash: string): Promise<Response> {
  // Names with a hash never change, so what the page has just loaded serves again.
  const cache = path.includes("/assets/") ? "default" : "no-cache";
  const response = await fetch(path, { cache });
  if (response.ok && (await isOurs(response, hash))) return response;
  throw new Error(`${path} is not what was built`);
}

async function isOurs(response: Response, hash: string): Promise<boolean> {
  const bytes = await response.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hash === [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
