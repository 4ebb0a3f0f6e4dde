import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/service-worker.ts";

export default defineConfig({
  base: "/app/",
  plugins: [vue(), serviceWorker()],
  build: { target: "es2020", outDir: "dist", sourcemap: false },
  server: { host: "127.0.0.1" },
  test: {
    environment: "node",
    setupFiles: ["tests/setup.ts"],
    include: ["tests/**/*.test.ts"],
  },
});
