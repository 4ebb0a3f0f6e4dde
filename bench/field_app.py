"""How much a phone loads before the first form: the built field app, compressed."""

from __future__ import annotations

import subprocess
from pathlib import Path

CLIENT = Path("sync/client")
MADE = CLIENT / "dist"
LOADED = (".html", ".js", ".css", ".wasm", ".webmanifest")
#: Node's zlib brings brotli, which Python's library lacks.
BROTLI = """
const { readFileSync } = require("node:fs");
const { brotliCompressSync } = require("node:zlib");
const size = (file) => brotliCompressSync(readFileSync(file)).length;
console.log(process.argv.slice(1).map(size).reduce((sum, each) => sum + each, 0));
"""


def field_app() -> dict[str, object]:
    """Add up everything that the field app is made of."""
    files = sorted(str(f) for f in MADE.rglob("*") if f.suffix in LOADED)
    if not files:
        return {"built": False}
    words = ["node", "-e", BROTLI, *files]
    said = subprocess.run(words, check=True, capture_output=True, text=True)
    return {
        "built": True,
        "files": len(files),
        "brotli_kb": round(int(said.stdout) / 1000, 1),
    }
