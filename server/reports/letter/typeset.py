"""The same letters as PDF, set by typst in the house's own font."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import typst

from server.errors import Incomplete
from server.reports.cells import fit
from server.reports.letter.tables import FEW, Box, Column, Picture
from server.reports.letter.titles import broken
from server.reports.letter.writing import sign_points

TEMPLATE = Path(__file__).with_name("letter.typ")
#: Equal letters are equal bytes.
NO_TIME = 0


class Typeset:
    """A document that holds one letter after another, written down until it is set."""

    def __init__(self, title: str, author: str, fonts: Path) -> None:
        self._title, self._author = fit(title), fit(author)
        self._fonts = fonts
        self._pages: list[dict[str, Any]] = []
        self._files: dict[str, bytes] = {}

    def letter(self) -> None:
        """Begin a letter on a leaf of its own."""
        self._turn(wide=False, first=True)

    def wide(self) -> None:
        """Go on with a turned page."""
        self._turn(wide=True, first=False)

    def upright(self) -> None:
        """Go on with an upright page."""
        self._turn(wide=False, first=False)

    def sign(self, name: str, like: str = "") -> None:
        """Write in red who the letter is from."""
        self._put("sign", name, points=sign_points(like or name))

    def number(self, text: str) -> None:
        """Write the document's number over the red line."""
        self._put("number", text)

    def title(self, *parts: str) -> None:
        """Write a title in the middle; a long one breaks where it reads well."""
        self._put("title", broken(*parts))

    def flush(self, text: str) -> None:
        """Write a line that begins at the edge: whom it is to."""
        self._put("flush", text)

    def level(self, text: str) -> None:
        """Write a heading of the first level."""
        self._put("level", text)

    def part(self, text: str) -> None:
        """Write a heading of the second level."""
        self._put("part", text)

    def say(self, text: str) -> None:
        """Write a paragraph."""
        self._put("say", text)

    def attached(self, names: Sequence[str]) -> None:
        """List below the text what is attached, numbered when it is several."""
        several = len(names) > 1
        marked = [
            f"{place}. {name}" if several else name
            for place, name in enumerate(names, start=1)
        ]
        self._put("attached", "附件：" + "\n　　　".join(marked))

    def signed(self, name: str, day: str) -> None:
        """Write at the right who signs, and the day."""
        self._put("signed", name, day=day)

    def attachment(self, mark: str, title: str) -> None:
        """Write which attachment begins here, and what it is called."""
        self._put("attachment", mark, title=title)

    def remark(self, text: str) -> None:
        """Write a smaller line around a table."""
        self._put("remark", text)

    def space(self) -> None:
        """Leave a little room, as between two tables."""
        self._put("space", "")

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: str
    ) -> None:
        """Write a ruled table, headings on every page; a total ends it, if told."""
        heads = [
            {"heading": one.heading, "width": one.width, "wraps": one.wraps}
            for one in columns
        ]
        cells = [[fit(text) for text in row] for row in rows]
        self._put("table", "", columns=heads, rows=cells, total=total)

    def boxes(self, rows: Iterable[Sequence[Box]]) -> None:
        """Draw a form of boxes, one or two in a row."""
        drawn = [
            [
                {"label": one.label, "text": fit(one.text) + "\n" * one.free}
                for one in row
            ]
            for row in rows
        ]
        self._put("boxes", "", rows=drawn, whole=len(drawn) <= FEW)

    def pictures(self, shown: Sequence[Picture]) -> None:
        """Show pictures two abreast, each with its words below."""
        self._put("pictures", "", shown=self._hung(shown))

    def beside(self, words: str, shown: Sequence[Picture]) -> None:
        """Show two pictures side by side, with words at their left."""
        self._put("beside", words, shown=self._hung(shown))

    def save(self, out: BinaryIO) -> None:
        """Set the document; raises Incomplete where the house's font is not there."""
        if not any(self._fonts.glob("*.ttf")):
            raise Incomplete("fonts_missing")
        with TemporaryDirectory() as made_in:
            room = Path(made_in)
            for name, content in self._files.items():
                (room / name).write_bytes(content)
            out.write(self._set(room))

    def _set(self, room: Path) -> bytes:
        """Set the document beside its pictures: typst reads no others."""
        main = room / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        told = {"title": self._title, "author": self._author, "pages": self._pages}
        return typst.compile(
            main,
            format="pdf",
            root=room,
            font_paths=[self._fonts],
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(told, ensure_ascii=False)},
            timestamp=NO_TIME,
        )

    def _hung(self, shown: Sequence[Picture]) -> list[dict[str, Any]]:
        """Lay pictures by, to be set beside the template."""
        hung = []
        for one in shown:
            name = f"{len(self._files)}.jpg"
            self._files[name] = one.jpeg
            hung.append({"file": name, "caption": fit(one.caption), "high": one.high})
        return hung

    def _turn(self, **page: bool) -> None:
        self._pages.append({**page, "blocks": []})

    def _put(self, kind: str, text: str, **more: Any) -> None:
        self._pages[-1]["blocks"].append({"kind": kind, "text": fit(text), **more})
