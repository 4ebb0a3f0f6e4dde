/** Vite plugin: compiles the service worker with the list of what it keeps, by hash. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
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
    const folder = resolve(root, out);
    const files = below(folder).map((path) => relative(folder, path)).sort();
    const hashes = files.map((name) => [base + name, sha256(readFileSync(join(folder, name)))]);
    const version = sha256(JSON.stringify(hashes));
    const trial = files.find((name) => /^assets\/trial-.*\.js$/.test(name)) ?? "";
    await build({
      configFile: false,
      logLevel: "warn",
      publicDir: false,
      root,
      define: {
        __FILES__: JSON.stringify(Object.fromEntries(hashes)),
        __BASE__: JSON.stringify(base),
        __VERSION__: JSON.stringify(version.slice(0, 12)),
        __TRIAL__: JSON.stringify(base + trial),
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

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? below(path) : [path];
  });
}
