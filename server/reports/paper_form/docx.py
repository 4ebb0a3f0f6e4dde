"""A form's paper as DOCX, on the office's own page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO
from unicodedata import east_asian_width

from server.reports.letter.writing import Box, Entry, Writing
from server.reports.paper_form.asked import Asked, Block, Heading, Note, PaperForm
from server.reports.paper_form.head import HEADINGS, HOW, LINES, version_line

RULE = "＿" * 20
#: As many full characters stand in one line of the room for an answer.
WIDE = 20.0
APART = "　"


def write(out: BinaryIO, form: PaperForm, office: str) -> None:
    """Write a form to be filled by hand; `office` is whose form it is."""
    writing = Writing(form.title, office)
    writing.letter()
    writing.title(form.title)
    writing.remark(version_line(form))
    writing.boxes([[Box(label, "") for label in line] for line in LINES])
    writing.space()
    writing.remark(HOW)
    for kind, blocks in groupby(form.blocks, key=type):
        _write(writing, kind, list(blocks))
    writing.save(out)


def _write(writing: Writing, kind: type[Block], blocks: Sequence[Block]) -> None:
    if kind is Asked:
        writing.asked(HEADINGS, [_entry(one) for one in blocks])
        return
    for one in blocks:
        match one:
            case Heading(text, when):
                _head(writing, text, when)
            case Note(text, when):
                writing.remark(f"{text}（{when}）" if when else text)


def _head(writing: Writing, text: str, when: str) -> None:
    writing.part(text)
    if when:
        writing.remark(f"▸ {when}")


def wrapped(options: Sequence[str]) -> list[str]:
    """Break between options, never within one that is shorter than a line."""
    lines: list[str] = []
    for option in options:
        longer = f"{lines[-1]}{APART}{option}" if lines else option
        if lines and _width(longer) <= WIDE:
            lines[-1] = longer
        else:
            lines.append(option)
    return lines


def _width(text: str) -> float:
    return sum(1.0 if east_asian_width(one) in "WFA" else 0.5 for one in text)


def _entry(block: Block) -> Entry:
    if not isinstance(block, Asked):
        raise TypeError(block)
    small = (*block.hints, f"▸ {block.when}" if block.when else "")
    room = block.room
    lines = (*wrapped(room.options), *room.text, *(RULE for _ in range(room.ruled)))
    return Entry(
        block.number, block.label + block.required, tuple(filter(None, small)), lines
    )
