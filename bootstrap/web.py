"""Build what browsers get: the console's assets and the field app."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bootstrap import node, packages
from bootstrap.stamp import BUILD, ROOT, fingerprint, leave, stands

MADE = {"node_modules", "dist"}
PARTS = {
    "server/assets": "server/static/vendor/icons.svg",
    "sync/client": "sync/client/dist/index.html",
}


def build(folder: Path, proof: Path) -> None:
    """Build one part, if a file of it has changed or the result is missing."""
    wanted = fingerprint(_sources(folder))
    stamp = BUILD / "stamps" / folder.relative_to(ROOT).as_posix().replace("/", "-")
    if proof.exists() and stands(stamp, wanted):
        return
    packages.install(folder)
    print(f"Web: building {folder.relative_to(ROOT)} …", file=sys.stderr)
    words = ["npm", "run", "--silent", "build"]
    done = subprocess.run(
        words,
        cwd=folder,
        check=False,
        env=node.surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        sys.exit(f"{folder.relative_to(ROOT)} could not be built; it says why above.")
    leave(stamp, wanted)


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in MADE:
            continue
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.is_file())
        else:
            yield path


if __name__ == "__main__":
    for name, made in PARTS.items():
        build(ROOT / name, ROOT / made)
