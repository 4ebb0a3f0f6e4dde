/** Compiles the library's workbooks for the tests, with the project's own compiler. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const project = resolve(here, "../../..");
const own = join(project, ".venv/bin/python");
const python = process.env.CHAFANG_PYTHON ?? (existsSync(own) ? own : "python3");

const compiled = spawnSync(python, [join(here, "fixtures.py")], {
  cwd: project,
  env: { ...process.env, PYTHONPATH: project, PYTHONDONTWRITEBYTECODE: "1" },
  stdio: "inherit",
});
if (compiled.status !== 0) {
  console.error("The forms could not be compiled. Run `make develop` first.");
  process.exit(1);
}
