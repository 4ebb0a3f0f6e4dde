"""Tables, boxes and pictures on an office's paper, and the lines in their cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from server.reports.cells import fit
from server.reports.letter import paper
from server.reports.letter.styles import CAPTION, CELL, HEADING, SMALL, Hand, write

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
CELL_LINE = Pt(15)
#: What stands in the row that others are copied from.
MODEL = "—"
#: A row with longer texts may go on overleaf.
WHOLE = 300
PICTURE_WIDE = Mm(74)
ACROSS = 2
#: Words and two pictures side by side.
BESIDE_WIDE = (54.0, 51.0, 51.0)
NARROW = Pt(2)
#: In twentieths of a point.
INSET = "60"
#: A box's label and what stands in it, twice across the page.
LABEL_WIDE, VALUE_WIDE = 26.0, 52.0
#: A form of so few rows, such as a receipt, stays on one page.
FEW = 4
#: Number, question and room of a form's table.
ASKED_WIDE = (12.0, 64.0, 80.0)


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
    #: In millimetres, at most.
    high: float = 60.0


@dataclass(frozen=True, slots=True)
class Box:
    """A label and what stands beside it; lines to be left free for handwriting."""

    label: str
    text: str = ""
    free: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A question on a form: what is asked, smaller words below, room to answer."""

    number: str
    asked: str
    small: tuple[str, ...]
    room: tuple[str, ...]


def table(
    document: Document,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    total: str,
) -> None:
    """Write a table, headings on every page, and what it comes to, if told."""
    drawn = document.add_table(rows=0, cols=len(columns))
    drawn.style = "Table Grid"
    _fixed(drawn, [column.width for column in columns])
    head = drawn.add_row()
    _kept(head, "w:tblHeader")
    _fill(head, [column.heading for column in columns], HEADING, columns)
    _body(drawn, columns, rows)
    if not total:
        return
    last = drawn.add_row()
    whole = last.cells[0].merge(last.cells[-1])
    _into(whole, total, HEADING, LEFT)


def _body(drawn: Any, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Write rows that look alike: one is laid out, all are copies with other words."""
    model = drawn.add_row()
    _fill(model, [MODEL] * len(columns), CELL, columns)
    laid_out: Any = model._tr  # noqa: SLF001 - python-docx copies no rows
    inside = laid_out.getparent()
    inside.remove(laid_out)
    for row in rows:
        copied = deepcopy(laid_out)
        if max(map(len, row)) > WHOLE:
            copied.trPr.remove(copied.trPr.find(qn("w:cantSplit")))
        for run, text in zip(copied.iter(qn("w:r")), row, strict=True):
            run.text = fit(text)
        inside.append(copied)


def boxes(document: Document, rows: Iterable[Sequence[Box]]) -> None:
    """Draw a form: one box or two in a row, each with its label before it."""
    drawn = document.add_table(rows=0, cols=4)
    drawn.style = "Table Grid"
    _fixed(drawn, [LABEL_WIDE, VALUE_WIDE] * 2)
    told = list(rows)
    for row in told:
        cells = drawn.add_row().cells
        if len(row) == 1:
            cells[1].merge(cells[3])
        for place, box in enumerate(row):
            _into(cells[2 * place], box.label, HEADING, CENTRE)
            text = box.text + "\n" * box.free
            _into(cells[2 * place + 1], text, CELL, LEFT)
    if len(told) <= FEW:
        for one in drawn.rows[:-1]:
            one.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def asked(
    document: Document, headings: Sequence[str], entries: Iterable[Entry]
) -> None:
    """Draw the questions of a form, each in a row that stays on one page."""
    drawn = document.add_table(rows=0, cols=3)
    drawn.style = "Table Grid"
    _fixed(drawn, ASKED_WIDE)
    columns = [Column(*one) for one in zip(headings, ASKED_WIDE, strict=True)]
    head = drawn.add_row()
    _kept(head, "w:tblHeader")
    _fill(head, headings, HEADING, columns)
    for entry in entries:
        _ask(drawn.add_row(), entry)


def _ask(row: _Row, entry: Entry) -> None:
    _kept(row, "w:cantSplit")
    number, question, room = row.cells
    _into(number, entry.number, CELL, CENTRE)
    _into(question, entry.asked, HEADING, LEFT)
    for small in entry.small:
        lined(question.add_paragraph(), small, SMALL, LEFT, CELL_LINE)
    _into(room, "\n".join(entry.room), CELL, LEFT)
    for cell, width in zip(row.cells, ASKED_WIDE, strict=True):
        cell.width = Mm(width)


def pictures(document: Document, shown: Sequence[Picture]) -> None:
    """Show pictures two abreast, each with its words below."""
    drawn = document.add_table(rows=0, cols=ACROSS)
    _fixed(drawn, [78.0] * ACROSS)
    for start in range(0, len(shown), ACROSS):
        row = drawn.add_row()
        _kept(row, "w:cantSplit")
        abreast = shown[start : start + ACROSS]
        for cell, picture in zip(row.cells, abreast, strict=False):
            _hang(cell, picture)


def beside(document: Document, words: str, shown: Sequence[Picture]) -> None:
    """Show two pictures side by side, with words at their left."""
    drawn = document.add_table(rows=0, cols=1 + ACROSS)
    _fixed(drawn, BESIDE_WIDE)
    row = drawn.add_row()
    _kept(row, "w:cantSplit")
    _into(row.cells[0], words, CELL, LEFT)
    for cell, picture in zip(row.cells[1:], shown, strict=True):
        _hang(cell, picture, Mm(BESIDE_WIDE[1] - 4))
    for cell, width in zip(row.cells, BESIDE_WIDE, strict=True):
        cell.width = Mm(width)
    # What follows must not grow together with it.
    lined(document.add_paragraph(), "", SMALL, LEFT, NARROW)


def lined(
    line: Paragraph,
    text: str,
    hand: Hand,
    align: WD_ALIGN_PARAGRAPH,
    pitch: Length,
) -> Paragraph:
    """Write a text into a line."""
    write(line.add_run(fit(text)), hand)
    line.alignment = align
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = pitch
    if pitch != paper.LINE:
        # The grid is for running text.
        among(line, child("w:snapToGrid", val="0"))
    return line


def _fixed(table: Table, widths: Sequence[float]) -> None:
    """Keep the columns as wide as they are told, whatever stands in them."""
    table.autofit = False
    _inset(table)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _inset(table: Table) -> None:
    """Leave little room beside a cell's text, so that short headings stay whole."""
    margins = child("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(child(side, w=INSET, type="dxa"))
    properties: Any = table._tbl.tblPr  # noqa: SLF001 - it has no words for it
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")


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
    line = lined(cell.paragraphs[0], text, hand, align, CELL_LINE)
    line.paragraph_format.space_before = Pt(2)
    line.paragraph_format.space_after = Pt(2)


def _hang(cell: _Cell, picture: Picture, wide: Length = PICTURE_WIDE) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    line = cell.paragraphs[0]
    line.alignment = CENTRE
    line.paragraph_format.space_before = Pt(8)
    among(line, child("w:snapToGrid", val="0"))
    shape = line.add_run().add_picture(io.BytesIO(picture.jpeg))
    scale = min(wide / shape.width, Mm(picture.high) / shape.height)
    shape.width = Length(int(shape.width * scale))
    shape.height = Length(int(shape.height * scale))
    hand = CAPTION if wide == PICTURE_WIDE else CELL
    lined(cell.add_paragraph(), picture.caption, hand, CENTRE, CELL_LINE)


def among(line: Paragraph, made: Any) -> None:
    """Put a property of a paragraph where the schema wants it: before its spacing."""
    properties: Any = line.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(made, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _kept(row: _Row, mark: str) -> None:
    properties: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 - it has no words for it
    properties.append(child(mark))


def child(tag: str, **values: str) -> Any:
    """Make an element with its values."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
