"""LibreOffice, which lays documents out as an office's own machine does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def pages(folder: Path) -> dict[str, int]:
    """Lay out each DOCX of a folder; give how many pages each has, by name."""
    suite = shutil.which("soffice")
    if suite is None:
        pytest.skip("LibreOffice is not on this machine")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(str(one) for one in folder.glob("*.docx"))
    laid = subprocess.run(
        [suite, profile, "--headless", "--convert-to", "pdf", *files],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if "could not be loaded" in laid.stdout + laid.stderr:
        pytest.skip("LibreOffice is here without its writer")
    made = folder.glob("*.pdf")
    return {one.stem: one.read_bytes().count(b"/Type/Page/") for one in made}
