"""A form's paper as PDF, set by typst in the house's own font."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import typst

from server.errors import Incomplete
from server.reports.paper_form.asked import Asked, Block, Heading, PaperForm
from server.reports.paper_form.head import HEADINGS, HOW, LINES, version_line

TEMPLATE = Path(__file__).with_name("form.typ")
#: Equal forms are equal bytes.
NO_TIME = 0


def write(out: BinaryIO, form: PaperForm, office: str, fonts: Path) -> None:
    """Write a form to be filled by hand; `fonts` is the folder of the house's fonts.

    Raises Incomplete when they are not there: without them Chinese is empty boxes.
    """
    if not any(fonts.glob("*.ttf")):
        raise Incomplete("fonts_missing")
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"form": json.dumps(_told(form, office), ensure_ascii=False)},
        timestamp=NO_TIME,
    )
    out.write(made)


def _told(form: PaperForm, office: str) -> dict[str, Any]:
    return {
        "title": form.title,
        "office": office,
        "line": version_line(form),
        "lines": LINES,
        "how": HOW,
        "headings": HEADINGS,
        "parts": [
            part
            for kind, blocks in groupby(form.blocks, key=type)
            for part in _parts(kind, list(blocks))
        ],
    }


def _parts(kind: type[Block], blocks: list[Block]) -> list[dict[str, Any]]:
    if kind is Asked:
        return [{"kind": "questions", "asked": [_asked(one) for one in blocks]}]
    name = "heading" if kind is Heading else "note"
    return [{"kind": name, **_said(one)} for one in blocks]


def _said(block: Block) -> dict[str, Any]:
    return {name: getattr(block, name) for name in ("text", "when")}


def _asked(block: Block) -> dict[str, Any]:
    if not isinstance(block, Asked):
        raise TypeError(block)
    said = ("number", "label", "hints", "required", "when")
    room = block.room
    return {
        **{name: getattr(block, name) for name in said},
        "text": room.text,
        "options": room.options,
        "ruled": room.ruled,
    }
