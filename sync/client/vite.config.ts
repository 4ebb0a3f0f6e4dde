import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { classFields } from "./scripts/class-fields.ts";
import { longLists } from "./scripts/long-lists.ts";
import { parserFiles } from "./scripts/parser-files.ts";
import { precompressed } from "./scripts/precompressed.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

// Days are counted where the work is done; the processes of the tests inherit it.
process.env["TZ"] = "Asia/Shanghai";

/** The modules that run something when they are loaded; no other part may hold them. */
const DOOR = /(index\.html|src\/app\/(main|trial)\.ts)$/;

export default defineConfig({
  base: "/app/",
  plugins: [vue(), longLists(), parserFiles(), classFields(), serviceWorker(), precompressed()],
  build: {
    // The oldest browsers that can load the form engine: it awaits at its top level.
    target: ["chrome89", "safari15"],
    outDir: "dist",
    sourcemap: false,
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      // The second door: a new version's own code, to be tried before it takes over.
      input: { index: "index.html", trial: "src/app/trial.ts" },
      preserveEntrySignatures: "exports-only",
      output: {
        codeSplitting: {
          // What the first screen needs comes in one part: each further one is a trip.
          groups: [{ name: "start", tags: ["$initial"], test: (id) => !DOOR.test(id) }],
        },
      },
      // The engine's parser holds an `eval` that is never reached; the policy forbids it.
      checks: { eval: false },
    },
  },
  server: { host: "127.0.0.1" },
  test: {
    environment: "node",
    // The form engine is heavy, and two cores may be shared with much else.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: ["tests/setup.ts"],
    // The engine as it is built: with our changes for long lists.
    server: { deps: { inline: [/xforms-engine/] } },
    include: ["tests/**/*.test.ts"],
  },
});
