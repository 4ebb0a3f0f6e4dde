"""LibreOffice's writer and calculator, with which tests look at what is exported.

From Debian, when we are root there. Exits 3 when there is none to be had.
"""

from __future__ import annotations

import shutil
import sys

from bootstrap import apt

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils")


def main() -> int:
    """Find LibreOffice, or fetch it; tell whether it is there."""
    if shutil.which("soffice") is None:
        apt.install(*PACKAGES)
    return 0 if shutil.which("soffice") else 3


if __name__ == "__main__":
    sys.exit(main())
