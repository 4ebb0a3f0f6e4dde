/** What a phone loads until its first form, as brotli: prints KB, fails above the limit. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const LIMIT_KB = 330;
const DIST = new URL("../dist", import.meta.url).pathname;
const TEXT = new Set([".js", ".css", ".html", ".webmanifest", ".svg"]);

const sizes = files(DIST)
  .filter((path) => TEXT.has(extname(path)) && !path.endsWith("sw.js"))
  .map((path) => ({ file: path.slice(DIST.length + 1), kb: brotli(readFileSync(path)) / 1024 }))
  .sort((a, b) => b.kb - a.kb);
for (const { file, kb } of sizes) console.log(`${kb.toFixed(1).padStart(7)} KB  ${file}`);
const total = sizes.reduce((sum, each) => sum + each.kb, 0);
console.log(`${total.toFixed(1).padStart(7)} KB  until the first form (limit ${LIMIT_KB})`);
process.exitCode = total <= LIMIT_KB ? 0 : 1;

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(bytes, { params }).length;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}
