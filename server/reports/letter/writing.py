"""What stands on an office's letter: head, title, text, tables and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from server.reports.cells import fit
from server.reports.letter import paper
from server.reports.letter.styles import (
    BODY,
    CAPTION,
    CELL,
    HEADING,
    LEVEL,
    RED,
    TITLE,
    TITLE_FONT,
    Hand,
    set_up,
    write,
)

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
#: The name on top is large, and shrinks to stand in one line of 156 mm.
SIGN_PT, SIGN_ROOM = 44.0, 430.0
#: As many characters of a title stand in one line.
TITLE_ROOM = 20
TITLE_LINE, REMARK_LINE, CELL_LINE, HALF_LINE = Pt(34), Pt(20), Pt(15), Pt(14)
#: A row with longer texts may go on overleaf.
WHOLE = 300
PICTURE_WIDE, PICTURE_HIGH = Mm(74), Mm(60)
ACROSS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, width in millimetres, and how it stands."""

    heading: str
    width: float
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what stands below it."""

    jpeg: bytes
    caption: str


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

    def sign(self, name: str) -> None:
        """Write in red who the letter is from."""
        points = min(SIGN_PT, SIGN_ROOM / max(1, len(name)))
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

        What is too long for one line breaks between its parts.
        """
        whole = "".join(parts)
        text = whole if len(whole) <= TITLE_ROOM else "\n".join(parts)
        line = self._line(text, TITLE, CENTRE, TITLE_LINE)
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
        for place, name in enumerate(names, start=1):
            mark = f"{place}. " if len(names) > 1 else ""
            head = "附件：" if place == 1 else "　　　"
            line = self._line(f"{head}{mark}{name}", BODY, LEFT)
            line.paragraph_format.left_indent = Pt(2 * BODY.points)
            if place == 1:
                line.paragraph_format.space_before = paper.LINE

    def signed(self, name: str, day: str) -> None:
        """Write at the right who signs, and the day, with room for the seal."""
        for text, before in ((name, 2 * paper.LINE), (day, 0)):
            line = self._line(text, BODY, RIGHT)
            line.paragraph_format.right_indent = Pt(4 * BODY.points)
            line.paragraph_format.space_before = Length(before)
            line.paragraph_format.keep_together = True

    def attachment(self, mark: str, title: str) -> None:
        """Write which attachment begins here, and what it is called."""
        self._line(mark, LEVEL, LEFT)
        line = self._line(title, TITLE, CENTRE, TITLE_LINE)
        line.paragraph_format.space_after = HALF_LINE

    def remark(self, text: str) -> None:
        """Write a smaller line around a table."""
        self._line(text, CAPTION, LEFT, REMARK_LINE)

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: str
    ) -> None:
        """Write a ruled table; its headings stand on every page, a total at its end."""
        table = self._document.add_table(rows=0, cols=len(columns))
        table.style = "Table Grid"
        _fixed(table, [column.width for column in columns])
        head = table.add_row()
        _kept(head, "w:tblHeader")
        _fill(head, [column.heading for column in columns], HEADING, columns)
        for row in rows:
            _fill(table.add_row(), row, CELL, columns)
        last = table.add_row()
        whole = last.cells[0].merge(last.cells[-1])
        _into(whole, total, HEADING, LEFT)

    def pictures(self, shown: Sequence[Picture]) -> None:
        """Show pictures two abreast, each with its words below."""
        table = self._document.add_table(rows=0, cols=ACROSS)
        _fixed(table, [78.0] * ACROSS)
        for start in range(0, len(shown), ACROSS):
            row = table.add_row()
            _kept(row, "w:cantSplit")
            abreast = shown[start : start + ACROSS]
            for cell, picture in zip(row.cells, abreast, strict=False):
                _hang(cell, picture)

    def save(self, out: BinaryIO) -> None:
        """Write the document."""
        self._document.save(out)

    def _line(
        self,
        text: str,
        hand: Hand,
        align: WD_ALIGN_PARAGRAPH,
        pitch: Length = paper.LINE,
    ) -> Paragraph:
        return _lined(self._document.add_paragraph(), text, hand, align, pitch)


def _lined(
    line: Paragraph,
    text: str,
    hand: Hand,
    align: WD_ALIGN_PARAGRAPH,
    pitch: Length,
) -> Paragraph:
    write(line.add_run(fit(text)), hand)
    line.alignment = align
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = pitch
    if pitch != paper.LINE:
        # The grid is for running text.
        _among(line, _child("w:snapToGrid", val="0"))
    return line


def _fixed(table: Table, widths: Sequence[float]) -> None:
    """Keep the columns as wide as they are told, whatever stands in them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _fill(
    row: _Row, texts: Sequence[str], hand: Hand, columns: Sequence[Column]
) -> None:
    if max(map(len, texts)) <= WHOLE:
        _kept(row, "w:cantSplit")
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        wraps = column.wraps and hand is not HEADING
        _into(cell, text, hand, LEFT if wraps else CENTRE)
        cell.width = Mm(column.width)


def _into(cell: _Cell, text: str, hand: Hand, align: WD_ALIGN_PARAGRAPH) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = _lined(cell.paragraphs[0], text, hand, align, CELL_LINE)
    line.paragraph_format.space_before = Pt(2)
    line.paragraph_format.space_after = Pt(2)


def _hang(cell: _Cell, picture: Picture) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    line = cell.paragraphs[0]
    line.alignment = CENTRE
    line.paragraph_format.space_before = Pt(8)
    shape = line.add_run().add_picture(io.BytesIO(picture.jpeg))
    scale = min(PICTURE_WIDE / shape.width, PICTURE_HIGH / shape.height)
    shape.width = Length(int(shape.width * scale))
    shape.height = Length(int(shape.height * scale))
    _lined(cell.add_paragraph(), picture.caption, CAPTION, CENTRE, CELL_LINE)


def _ruled(line: Paragraph) -> None:
    """Draw the red line 4 mm below."""
    borders = _child("w:pBdr")
    borders.append(_child("w:bottom", val="single", sz="18", space="11", color=RED))
    _among(line, borders)


def _among(line: Paragraph, child: Any) -> None:
    """Put a property of a paragraph where the schema wants it: before its spacing."""
    properties: Any = line.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(child, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _kept(row: _Row, mark: str) -> None:
    properties: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 - it has no words for it
    properties.append(_child(mark))


def _child(tag: str, **values: str) -> Any:
    child = OxmlElement(tag)
    for name, value in values.items():
        child.set(qn(f"w:{name}"), value)
    return child
