/**
 * What a phone loads until its first form, as brotli: prints KB, fails above the limit.
 * The parts that wait until they are needed are named below, and count for nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const LIMIT_KB = 330;
const DIST = new URL("../dist", import.meta.url).pathname;
const ASSETS = join(DIST, "assets");
const PAGE = ["index.html", "manifest.webmanifest", "icon.svg"];
/** Loaded with the first form, though not by the page itself. */
const WITH_A_FORM = /^(engine|opened)-/;

const all = readdirSync(ASSETS).filter((name) => [".js", ".css"].includes(extname(name)));
const first = reached([...named(text("index.html")), ...all.filter((name) => WITH_A_FORM.test(name))]);
const parser = readdirSync(ASSETS).filter((name) => extname(name) === ".wasm");
const sizes = [...PAGE, ...[...first, ...parser].map((name) => `assets/${name}`)]
  .map((file) => ({ file, kb: brotli(readFileSync(join(DIST, file))) / 1000 }))
  .sort((a, b) => b.kb - a.kb);
for (const { file, kb } of sizes) console.log(line(kb, file));
const later = all.filter((name) => !first.has(name));
const rest = later.reduce((sum, name) => sum + brotli(readFileSync(join(ASSETS, name))) / 1000, 0);
console.log(line(rest, `later, in ${later.length} parts`));
const total = sizes.reduce((sum, each) => sum + each.kb, 0);
console.log(line(total, `until the first form (limit ${LIMIT_KB})`));
process.exitCode = total <= LIMIT_KB ? 0 : 1;

/** Every part that these parts load at once, and theirs. */
function reached(names) {
  const found = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || !all.includes(name)) continue;
    found.add(name);
    if (name.endsWith(".js")) waiting.push(...imports(text(`assets/${name}`)));
  }
  return found;
}

/** What a module imports before it runs; `import()` waits until it is called. */
function imports(code) {
  const found = code.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([\w.-]+)["']/g);
  return [...found].map(([, name]) => name);
}

function named(page) {
  return [...page.matchAll(/assets\/([\w.-]+)/g)].map(([, name]) => name);
}

function text(file) {
  return readFileSync(join(DIST, file), "utf8");
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(bytes, { params }).length;
}

function line(kb, words) {
  return `${kb.toFixed(1).padStart(7)} KB  ${words}`;
}
