"""What sets a letter, by the ending of its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from server.reports.letter.contract import Begin
from server.reports.letter.typeset import Typeset
from server.reports.letter.writing import Writing


def pen(ending: str, fonts: Path) -> Begin:
    """Give python-docx's way to begin a letter, or typst's with the house's font."""
    return partial(Typeset, fonts=fonts) if ending == "pdf" else Writing
