/** Vite plugin: compiles the service worker with the list of what it keeps. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "vite";

export function serviceWorker(): Plugin {
  let out = "dist";
  let base = "/";
  let root = ".";
  return {
    name: "chafang-service-worker",
    apply: "build",
    configResolved(config) {
      out = config.build.outDir;
      base = config.base;
      root = config.root;
    },
    closeBundle: { order: "post", sequential: true, handler: compile },
  };

  async function compile(): Promise<void> {
    const folder = join(root, out);
    const files = below(folder).map((path) => relative(folder, path)).sort();
    const version = createHash("sha256");
    for (const name of files) version.update(name).update(readFileSync(join(folder, name)));
    await build({
      configFile: false,
      logLevel: "warn",
      publicDir: false,
      root,
      define: {
        __FILES__: JSON.stringify(files.map((name) => base + name)),
        __BASE__: JSON.stringify(base),
        __VERSION__: JSON.stringify(version.digest("hex").slice(0, 12)),
      },
      build: {
        target: "es2020",
        outDir: out,
        emptyOutDir: false,
        lib: { entry: "src/worker.ts", formats: ["es"], fileName: () => "sw.js" },
      },
    });
  }
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? below(path) : [path];
  });
}
