"""Remember what was done for which input, so that nothing is done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Give one hash for the contents of these files and these words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in sorted(files):
        digest.update(f"\0{file}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def stands(stamp: Path, wanted: str) -> bool:
    """Tell whether the work behind this stamp was done for this very input."""
    return stamp.is_file() and stamp.read_text() == wanted


def leave(stamp: Path, wanted: str) -> None:
    """Note that the work is done for this input."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
