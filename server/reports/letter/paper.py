"""The page of GB/T 9704-2012: margins, grid, and the page number below."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from server.reports.letter.styles import FOLIO, write

SHORT, LONG = Mm(210), Mm(297)
TOP, LEFT, BOTTOM, RIGHT = Mm(37), Mm(28), Mm(35), Mm(26)
#: The page number stands 7 mm below the text.
FOOT, HEAD = Mm(23), Mm(15)
#: 22 lines on a page.
LINE = Pt(28.95)
GRID = {"type": "lines", "linePitch": "579"}


def number_both_sides(document: Document) -> None:
    """Let odd and even pages carry their numbers on their outer edges."""
    document.settings.odd_and_even_pages_header_footer = True


def first(document: Document) -> Section:
    """Lay out the page on which a document begins."""
    section = document.sections[0]
    _numbered(section)
    return _upright(section)


def letter(document: Document) -> Section:
    """Begin the next letter on a leaf of its own, with page 1."""
    return _counting(_upright(document.add_section(WD_SECTION.ODD_PAGE)))


def across(document: Document) -> Section:
    """Turn the paper for a wide table."""
    section = _on(document.add_section(WD_SECTION.NEW_PAGE))
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    # The upper edge of a turned page is bound.
    section.top_margin, section.right_margin = LEFT, TOP
    section.bottom_margin, section.left_margin = RIGHT, BOTTOM
    section.footer_distance = Mm(12)
    return section


def upright(document: Document) -> Section:
    """Turn the paper back for what follows."""
    return _upright(_on(document.add_section(WD_SECTION.NEW_PAGE)))


def _upright(section: Section) -> Section:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = SHORT, LONG
    section.top_margin, section.right_margin = TOP, RIGHT
    section.bottom_margin, section.left_margin = BOTTOM, LEFT
    section.header_distance, section.footer_distance = HEAD, FOOT
    _child(section, "w:docGrid", **GRID)
    return section


def _counting(section: Section) -> Section:
    _child(section, "w:pgNumType", start="1")
    return section


def _on(section: Section) -> Section:
    """Let the page numbers of a letter go on."""
    properties = _properties(section)
    for number in properties.findall(qn("w:pgNumType")):
        properties.remove(number)
    return section


def _properties(section: Section) -> Any:
    """Give what python-docx has no words for: page numbers and the grid."""
    return section._sectPr  # noqa: SLF001


def _child(section: Section, tag: str, **values: str) -> None:
    """Set what a section says once, in the place that the schema gives it."""
    properties = _properties(section)
    found = properties.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        _put(properties, found, tag)
    for name, value in values.items():
        found.set(qn(f"w:{name}"), value)


def _put(properties: Any, child: Any, tag: str) -> None:
    after = ("w:cols", "w:docGrid") if tag == "w:pgNumType" else ()
    for name in after:
        found = properties.find(qn(name))
        if found is not None:
            found.addprevious(child)
            return
    properties.append(child)


def _numbered(section: Section) -> None:
    """Write — 1 — below: odd pages at the right, even ones at the left."""
    odd = section.footer.paragraphs[0]
    even = section.even_page_footer.paragraphs[0]
    odd.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    odd.paragraph_format.right_indent = Pt(FOLIO.points)
    even.alignment = WD_ALIGN_PARAGRAPH.LEFT
    even.paragraph_format.left_indent = Pt(FOLIO.points)
    for line in (odd, even):
        _number(line)


def _number(line: Paragraph) -> None:
    write(line.add_run("— "), FOLIO)
    field = line.add_run()
    write(field, FOLIO)
    for kind in ("begin", "", "end"):
        field.element.append(_mark(kind) if kind else _instruction())
    write(line.add_run(" —"), FOLIO)


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _instruction() -> Any:
    told = OxmlElement("w:instrText")
    told.text = "PAGE"
    return told
