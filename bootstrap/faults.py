"""Find or fetch what power cuts and bad networks are made with: `-m bootstrap.faults`.

Only root can make them, so only root is given the programs. Exits 3 when they are
not to be had.
"""

from __future__ import annotations

import os
import shutil
import sys

from bootstrap import apt

NEEDED = {"mkfs.xfs": "xfsprogs", "mkfs.ext4": "e2fsprogs", "ip": "iproute2"}


def missing() -> list[str]:
    """List the Debian packages whose programs are not here."""
    return [package for name, package in NEEDED.items() if shutil.which(name) is None]


if __name__ == "__main__":
    wanted = missing()
    if os.geteuid() != 0 or (wanted and not apt.install(*wanted)):
        sys.exit(3)
