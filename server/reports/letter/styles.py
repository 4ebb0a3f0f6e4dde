"""The fonts and sizes of GB/T 9704-2012, set for Chinese text as for Latin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

#: What leads Word to another font for Chinese characters than the one named.
THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
BODY_FONT, HEAD_FONT, SONG = "仿宋_GB2312", "黑体", "宋体"
TITLE_FONT, KAI_FONT = "方正小标宋简体", "楷体_GB2312"
#: What takes a font's place on a machine that lacks it.
STAND_INS = {BODY_FONT: "仿宋", KAI_FONT: "楷体", TITLE_FONT: SONG}
STAND_IN = '<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font></w:fonts>'
RED = "D7000F"
#: In twentieths of a point: 28 characters of 16 points stand in 156 mm.
TIGHTER = "-5"


@dataclass(frozen=True, slots=True)
class Hand:
    """How text is written: font, size in points, colour."""

    font: str
    points: float
    color: str = ""


BODY = Hand(BODY_FONT, 16)
LEVEL = Hand(HEAD_FONT, 16)
PART = Hand(KAI_FONT, 16)
TITLE = Hand(TITLE_FONT, 22)
FOLIO = Hand(SONG, 14)
HEADING = Hand(HEAD_FONT, 10.5)
CELL = Hand(BODY_FONT, 10.5)
CAPTION = Hand(BODY_FONT, 12)
SMALL = Hand(BODY_FONT, 9)


def set_up(document: Document) -> None:
    """Let every text of a document begin in the body's font, in Chinese."""
    styles = document.styles.element
    for fonts in styles.xpath("//w:rFonts"):
        _name(fonts, BODY_FONT)
    for language in styles.xpath("w:docDefaults//w:lang"):
        _set(language, val="zh-CN", eastAsia="zh-CN")
    for language in document.settings.element.xpath("w:themeFontLang"):
        _set(language, eastAsia="zh-CN")
    normal: Any = document.styles["Normal"]
    write(normal, BODY)
    _tighten(normal.element.get_or_add_rPr())
    normal.paragraph_format.space_after = Pt(0)
    _stand_in(document)


def write(text: Run | ParagraphStyle, hand: Hand) -> None:
    """Give a run or a style its font, in every slot, its size and colour."""
    text.font.name = hand.font
    text.font.size = Pt(hand.points)
    if hand.color:
        text.font.color.rgb = RGBColor.from_string(hand.color)
    _name(text.element.get_or_add_rPr().get_or_add_rFonts(), hand.font)


def _tighten(properties: Any) -> None:
    closer = OxmlElement("w:spacing")
    _set(closer, val=TIGHTER)
    properties.insert_element_before(closer, "w:sz", "w:szCs", "w:lang")


def _name(fonts: Any, font: str) -> None:
    """Name a font in every slot: only then are Chinese characters written in it."""
    for theme in THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    _set(fonts, **dict.fromkeys(SLOTS, font))


def _set(element: Any, **values: str) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)


def _stand_in(document: Document) -> None:
    """Tell what takes a font's place where it is not installed."""
    table: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    told = table.blob.decode()
    for font, other in STAND_INS.items():
        told = told.replace("</w:fonts>", STAND_IN.format(font=font, other=other))
    table._blob = told.encode()  # noqa: SLF001 - python-docx has no words for it
