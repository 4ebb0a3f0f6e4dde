/** The import rule: forms and media know nothing of ours, sync knows both, app all; no rings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");
const MAY_IMPORT = { forms: [], media: [], sync: ["forms", "media"], app: ["forms", "media", "sync"], "worker.ts": ["sync"] };
/** What of a folder others may name; the service worker takes no more than sending. */
const FACES = ["", "index", "types"];
const WORKERS = ["courier", "server"];
const ENGINE = "@getodk/xforms-engine";
const DOOR = "forms/engine.ts";

const broken = [];
const known = new Map();
for (const file of files(src)) {
  const path = relative(src, file);
  const [folder] = path.split("/");
  const named = targets(readFileSync(file, "utf8"));
  // Components may draw one another: a tree of questions is drawn by a tree.
  if (file.endsWith(".ts")) known.set(file, named.map((target) => place(file, target)));
  for (const target of named) {
    const reason = fault(path, folder, file, target);
    if (reason !== null) broken.push(`${path} imports ${target}: ${reason}`);
  }
}
for (const file of known.keys()) {
  if (reaches(file)) broken.push(`${relative(src, file)} imports itself by way of others`);
}
for (const line of broken) console.error(line);
process.exitCode = broken.length === 0 ? 0 : 1;

function fault(path, folder, file, target) {
  if (target.startsWith(ENGINE)) return path === DOOR ? null : `only ${DOOR} may`;
  if (!target.startsWith(".")) {
    const isPlain = folder === "sync" || folder === "media";
    return isPlain ? "this folder needs no package" : null;
  }
  const [other] = relative(src, resolve(dirname(file), target)).split("/");
  if (other === folder || !(other in MAY_IMPORT)) return null;
  if (!(MAY_IMPORT[folder] ?? []).includes(other)) return `${folder} may not know ${other}`;
  const inside = relative(join(src, other), resolve(dirname(file), target));
  return (path === "worker.ts" ? WORKERS : FACES).includes(inside.replace(/\.ts$/, "")) ? null : "not its public face";
}

/** Finds the file of ours that an import names; undefined for a package. */
function place(file, target) {
  if (!target.startsWith(".")) return undefined;
  const path = resolve(dirname(file), target);
  return [path, `${path}.ts`, join(path, "index.ts")].find((one) => /\.\w+$/.test(one) && existsSync(one));
}

/** Says whether a file's imports lead back to it, types and all. */
function reaches(file) {
  const seen = new Set();
  const waiting = [...known.get(file)];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === file) return true;
    if (!seen.has(next)) waiting.push(...(known.get(next) ?? []));
    seen.add(next);
  }
  return false;
}

function targets(text) {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1]);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.(ts|vue)$/.test(entry.name) ? [path] : [];
  });
}
