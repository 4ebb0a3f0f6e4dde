"""Print the Chromium that tests drive, fetching one if the machine has none.

The order: $CHROMIUM, the machine's own, Debian's where we are root, the one npm
carries (x86-64). Prints nothing and exits 3 when there is none to be had.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import apt, node, packages
from bootstrap.stamp import BUILD, ROOT, fingerprint, leave, stands

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PACKED = ROOT / "bootstrap" / "chromium"
UNPACKED = BUILD / "chromium"
LAUNCH = UNPACKED / "launch"
LAUNCHER = """#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
exec "$here/chromium" "$@"
"""


def obtain() -> str | None:
    """Give the command of a Chromium that runs, fetching one if need be; or None."""
    if os.environ.get("CHROMIUM"):
        return present()
    return _installed() or _from_debian() or _from_npm()


def present() -> str | None:
    """Give the command of a Chromium that is here already; or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if _runs(named) else None
    return _installed() or _unpacked()


def _installed() -> str | None:
    found = filter(None, map(shutil.which, NAMES))
    return next((path for path in found if _runs(path)), None)


def _from_debian() -> str | None:
    # Ubuntu's package of this name is a stub that wants snap.
    if not _is_debian() or not apt.install("chromium"):
        return None
    return _installed()


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def _from_npm() -> str | None:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return None
    wanted = fingerprint([PACKED / "package-lock.json"], LAUNCHER)
    if not stands(UNPACKED / "stamp", wanted):
        _unpack()
        leave(UNPACKED / "stamp", wanted)
    return _unpacked()


def _unpacked() -> str | None:
    return str(LAUNCH) if _runs(str(LAUNCH)) else None


def _unpack() -> None:
    print("Chromium: none here; taking the one npm carries …", file=sys.stderr)
    packages.install(PACKED)
    words = ["node", "unpack.mjs", str(UNPACKED)]
    subprocess.run(words, cwd=PACKED, check=True, env=node.surroundings())
    LAUNCH.write_text(LAUNCHER)
    for command in (LAUNCH, UNPACKED / "chromium"):
        command.chmod(0o755)
    _unpack_tar(UNPACKED / "al2023.tar", UNPACKED / "al2023")
    _unpack_tar(UNPACKED / "swiftshader.tar", UNPACKED)


def _unpack_tar(archive: Path, folder: Path) -> None:
    shutil.unpack_archive(archive, folder, "tar")
    archive.unlink()


def _runs(command: str) -> bool:
    try:
        said = subprocess.run(
            [command, "--version"],
            check=False,
            capture_output=True,
            text=True,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout


if __name__ == "__main__":
    chromium = obtain()
    if chromium is None:
        sys.exit(3)
    print(chromium)
