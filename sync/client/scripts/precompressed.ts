/** Vite plugin: lays a `.br` beside each file that shrinks, for the server to send as it is. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

const SHRINKING: ReadonlySet<string> = new Set([
  ".js", ".css", ".html", ".svg", ".webmanifest", ".wasm",
]);

export function precompressed(): Plugin {
  let folder = "dist";
  return {
    name: "chafang-precompressed",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        for (const path of shrinking(folder)) writeFileSync(`${path}.br`, brotli(path));
      },
    },
  };
}

function brotli(path: string): Buffer {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(readFileSync(path), { params });
}

function shrinking(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return shrinking(path);
    return SHRINKING.has(extname(entry.name)) ? [path] : [];
  });
}
