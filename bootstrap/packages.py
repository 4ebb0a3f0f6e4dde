"""What folders take from npm, exactly as locked: `-m bootstrap.packages FOLDER…`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bootstrap import node
from bootstrap.stamp import ROOT, fingerprint, leave, stands


def install(folder: Path) -> None:
    """Install a folder's locked packages, if its lock has changed since."""
    wanted = fingerprint([folder / "package.json", folder / "package-lock.json"])
    stamp = folder / "node_modules" / ".stamp"
    if stands(stamp, wanted):
        return
    print(f"npm packages: installing for {folder.relative_to(ROOT)} …", file=sys.stderr)
    words = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"]
    surroundings = node.surroundings()
    done = subprocess.run(
        words, cwd=folder, check=False, env=surroundings, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit("The npm packages could not be installed; npm says why above.")
    leave(stamp, wanted)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        install(ROOT / name)
