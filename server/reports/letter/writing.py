"""What stands on an office's letter: head, title, text, tables and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from server.reports.cells import fit
from server.reports.csv_file import NO_DATE
from server.reports.letter import paper, tables
from server.reports.letter.styles import (
    BODY,
    CAPTION,
    LEVEL,
    PART,
    RED,
    TITLE,
    TITLE_FONT,
    Hand,
    set_up,
)
from server.reports.letter.tables import (
    BOTH,
    CENTRE,
    LEFT,
    RIGHT,
    Box,
    Column,
    Entry,
    Picture,
    among,
    child,
    lined,
)
from server.reports.letter.titles import broken

__all__ = ["Box", "Column", "Entry", "Picture", "Writing"]

#: The name on top is large, and shrinks to stand in one line of 156 mm.
SIGN_PT, SIGN_ROOM = 44.0, 430.0
TITLE_LINE, REMARK_LINE, HALF_LINE = Pt(34), Pt(20), Pt(14)


class Writing:
    """A document that holds one letter after another."""

    def __init__(self, title: str, author: str) -> None:
        self._document = docx.Document()
        set_up(self._document)
        paper.number_both_sides(self._document)
        known = self._document.core_properties
        known.title, known.author, known.comments = fit(title), fit(author), ""
        known.language = "zh-CN"
        self._letters = 0

    def letter(self) -> None:
        """Begin a letter on a leaf of its own."""
        begin = paper.letter if self._letters else paper.first
        begin(self._document)
        self._letters += 1

    def wide(self) -> None:
        """Go on with a turned page."""
        paper.across(self._document)

    def upright(self) -> None:
        """Go on with an upright page."""
        paper.upright(self._document)

    def sign(self, name: str, like: str = "") -> None:
        """Write in red who the letter is from, as large as `like` fits in a line."""
        points = sign_points(like or name)
        hand = Hand(TITLE_FONT, points, RED)
        line = self._line(name, hand, CENTRE, Pt(points * 1.3))
        line.paragraph_format.space_before = Mm(20)

    def number(self, text: str) -> None:
        """Write the document's number over the red line."""
        line = self._line(text, BODY, CENTRE)
        line.paragraph_format.space_before = paper.LINE
        _ruled(line)

    def title(self, *parts: str) -> None:
        """Write a title in the middle, a line apart from what stands around it.

        What is too long for one line breaks where it reads well.
        """
        line = self._line(broken(*parts), TITLE, CENTRE, TITLE_LINE)
        line.paragraph_format.space_before = paper.LINE
        line.paragraph_format.space_after = paper.LINE

    def flush(self, text: str) -> None:
        """Write a line that begins at the edge: whom it is to."""
        self._line(text, BODY, LEFT)

    def level(self, text: str) -> None:
        """Write a heading of the first level."""
        line = self._line(text, LEVEL, LEFT)
        line.paragraph_format.first_line_indent = Pt(2 * LEVEL.points)
        line.paragraph_format.keep_with_next = True

    def say(self, text: str) -> None:
        """Write a paragraph."""
        line = self._line(text, BODY, BOTH)
        line.paragraph_format.first_line_indent = Pt(2 * BODY.points)

    def attached(self, names: Sequence[str]) -> None:
        """List below the text what is attached, numbered when it is several."""
        self._keep_the_last_with_it()
        for place, name in enumerate(names, start=1):
            mark = f"{place}. " if len(names) > 1 else ""
            head = "附件：" if place == 1 else "　　　"
            line = self._line(f"{head}{mark}{name}", BODY, LEFT)
            line.paragraph_format.left_indent = Pt(2 * BODY.points)
            line.paragraph_format.keep_with_next = True
            if place == 1:
                line.paragraph_format.space_before = paper.LINE

    def signed(self, name: str, day: str) -> None:
        """Write at the right who signs, and the day, with room for the seal.

        They never stand on a page of their own.
        """
        self._keep_the_last_with_it()
        for text, before in ((name, 2 * paper.LINE), (day, 0)):
            line = self._line(text, BODY, RIGHT)
            line.paragraph_format.right_indent = Pt(4 * BODY.points)
            line.paragraph_format.space_before = Length(before)
            line.paragraph_format.keep_together = True
            line.paragraph_format.keep_with_next = text is name

    def attachment(self, mark: str, title: str) -> None:
        """Write which attachment begins here, and what it is called."""
        self._line(mark, LEVEL, LEFT)
        line = self._line(title, TITLE, CENTRE, TITLE_LINE)
        line.paragraph_format.space_after = HALF_LINE

    def remark(self, text: str) -> None:
        """Write a smaller line around a table, on the page of what follows."""
        line = self._line(text, CAPTION, LEFT, REMARK_LINE)
        line.paragraph_format.keep_with_next = True

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: str
    ) -> None:
        """Write a ruled table, headings on every page; a total ends it, if told."""
        tables.table(self._document, columns, rows, total)

    def boxes(self, rows: Iterable[Sequence[Box]]) -> None:
        """Draw a form of boxes, one or two in a row."""
        tables.boxes(self._document, rows)

    def asked(self, headings: Sequence[str], entries: Iterable[Entry]) -> None:
        """Draw questions with the room for their answers."""
        tables.asked(self._document, headings, entries)

    def pictures(self, shown: Sequence[Picture]) -> None:
        """Show pictures two abreast, each with its words below."""
        tables.pictures(self._document, shown)

    def beside(self, words: str, shown: Sequence[Picture]) -> None:
        """Show two pictures side by side, with words at their left."""
        tables.beside(self._document, words, shown)

    def part(self, text: str) -> None:
        """Write a heading of the second level."""
        line = self._line(text, PART, LEFT)
        line.paragraph_format.first_line_indent = Pt(2 * PART.points)
        line.paragraph_format.keep_with_next = True

    def space(self) -> None:
        """Leave a little room, as between two tables."""
        self._line("", CAPTION, LEFT, HALF_LINE)

    def save(self, out: BinaryIO) -> None:
        """Write the document: equal content is equal bytes."""
        made = io.BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as kept, zipfile.ZipFile(out, "w") as packed:
            for entry in kept.infolist():
                plain = zipfile.ZipInfo(entry.filename, NO_DATE)
                plain.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(plain, kept.read(entry))

    def _keep_the_last_with_it(self) -> None:
        """Let the text's last lines go overleaf with what ends a letter."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _line(
        self,
        text: str,
        hand: Hand,
        align: WD_ALIGN_PARAGRAPH,
        pitch: Length = paper.LINE,
    ) -> Paragraph:
        return lined(self._document.add_paragraph(), text, hand, align, pitch)


def sign_points(name: str) -> float:
    """Say how large a name on top is written."""
    return min(SIGN_PT, SIGN_ROOM / max(1, len(name)))


def _ruled(line: Paragraph) -> None:
    """Draw the red line 4 mm below."""
    borders = child("w:pBdr")
    borders.append(child("w:bottom", val="single", sz="18", space="11", color=RED))
    among(line, borders)
