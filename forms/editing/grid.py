"""The cells of one sheet as they stand in its XML: read, kept whole, written.

What is written is text in place, so that the list of shared texts stays as it is; a
cell that held a number or yes/no and is given another holds one again.
"""

import re
from collections.abc import Iterator

from lxml import etree

from forms.editing.archive import (
    commented,
    parsed,
    read_part,
    sheet_paths,
    with_part,
)
from forms.editing.places import cell_at, corners, inside, place_of, spread
from forms.errors import EditRefused, WorkbookProblem

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}|-?[0-9]{1,10}\.[0-9]{1,5}")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRUTH = {"TRUE": "1", "FALSE": "0"}
_SHARED = "xl/sharedStrings.xml"

Element = etree._Element  # noqa: SLF001 - the only name that lxml gives it


class Grid:
    """One sheet of a workbook, opened to be changed."""

    def __init__(self, source: bytes, sheet: str) -> None:
        self.source = source
        self.name = sheet
        path = sheet_paths(source).get(sheet.strip().lower())
        if path is None:
            raise EditRefused([WorkbookProblem("edit_no_sheet", sheet)])
        self.path = path
        self.root = parsed(read_part(source, path))
        self.space = f"{{{etree.QName(self.root).namespace}}}"
        self.table = self._one("sheetData")
        self.rows = dict(self._numbered(self.table, "row"))
        shared = read_part(source, _SHARED)
        self.shared = list(parsed(shared)) if shared else []

    def changed(self) -> bytes:
        """Give the workbook with this sheet as it is now."""
        told = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return with_part(self.source, self.path, told)

    def columns(self) -> dict[str, int]:
        """Say in which column each heading stands."""
        found: dict[str, int] = {}
        for column, cell in self.cells(1):
            if heading := self.text(cell).strip():
                found.setdefault(heading, column)
        return found

    def cells(self, row: int) -> Iterator[tuple[int, Element]]:
        """List the cells of a row with their columns."""
        if row in self.rows:
            yield from self._numbered(self.rows[row], "c")

    def cell(self, row: int, column: int) -> Element | None:
        """Find a cell; None where nothing was ever written."""
        return next((one for at, one in self.cells(row) if at == column), None)

    def width(self) -> int:
        """Say which column is the last that has a cell."""
        return max((at for row in self.rows for at, _ in self.cells(row)), default=0)

    def text(self, cell: Element | None) -> str:
        """Read what a cell shows as text."""
        if cell is None:
            return ""
        value = cell.findtext(f"{self.space}v", "")
        match cell.get("t", "n"):
            case "s":
                return self._spoken(self.shared[int(value)]) if value else ""
            case "inlineStr":
                held = cell.find(f"{self.space}is")
                return "" if held is None else self._spoken(held)
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case _:
                return value.removesuffix(".0")

    def whole(self, row: int, column: int) -> str | None:
        """Give a cell as it is written, to be put back as it was."""
        cell = self.cell(row, column)
        return None if cell is None else etree.tostring(cell, encoding="unicode")

    def put(self, row: int, column: int, written: str | None) -> None:
        """Put a whole cell in a place, or none."""
        former = self.cell(row, column)
        if written is not None:
            made = parsed(written.encode())
            made.set("r", cell_at(row, column))
            self._set(row, column, former, made)
        elif former is not None:
            self._remove(row, former)

    def write(self, row: int, column: int, text: str) -> None:
        """Write text into a cell, its style kept; raises EditRefused."""
        self.guard(row, column)
        text = _UNFIT.sub("", text)
        former = self.cell(row, column)
        if former is None and not text:
            return
        made = etree.Element(f"{self.space}c", r=cell_at(row, column))
        if former is not None:
            made.attrib.update({k: v for k, v in former.attrib.items() if k == "s"})
        self._fill(made, former, text)
        self._set(row, column, former, made)

    def style(self, row: int, column: int, like: int) -> None:
        """Let a cell look like another one of its row."""
        cell, model = self.cell(row, column), self.cell(row, like)
        if cell is not None and model is not None and model.get("s"):
            cell.set("s", model.get("s", ""))

    def guard(self, row: int, column: int) -> None:
        """Raise EditRefused for a cell that cannot be written without a loss."""
        if code := self.hindrance(row, column):
            told = {"cell": cell_at(row, column)}
            raise EditRefused([WorkbookProblem(code, self.name, row, values=told)])

    def hindrance(self, row: int, column: int) -> str:
        """Say why a cell cannot be written without a loss; empty when it can."""
        areas = (one.get("ref", "") for one in self.root.iter(f"{self.space}mergeCell"))
        if inside(areas, row, column):
            return "edit_merged"
        cell = self.cell(row, column)
        if cell is None:
            return ""
        if cell.find(f"{self.space}f") is not None:
            return "edit_formula"
        return "edit_rich" if self._is_rich(cell) else ""

    def guard_row(self, row: int) -> None:
        """Raise EditRefused for a row that cannot be moved without a loss."""
        noted = {place_of(one)[0] for one in commented(self.source, self.path) if one}
        if row in noted:
            told = {"cell": str(row)}
            place = (self.name, row)
            raise EditRefused([WorkbookProblem("edit_commented", *place, None, told)])
        for column, _cell in self.cells(row):
            if self.hindrance(row, column) != "edit_rich":
                self.guard(row, column)

    def _fill(self, made: Element, former: Element | None, text: str) -> None:
        kind = "" if former is None else former.get("t", "n")
        if not text:
            return
        if kind == "b" and text.upper() in _TRUTH:
            made.set("t", "b")
            self._add(made, "v", _TRUTH[text.upper()])
        elif kind == "n" and _NUMBER.fullmatch(text) and self.text(former):
            self._add(made, "v", text)
        else:
            made.set("t", "inlineStr")
            held = self._add(self._add(made, "is", None), "t", text)
            held.set(_SPACE, "preserve")

    def _add(self, to: Element, name: str, text: str | None) -> Element:
        made = etree.SubElement(to, f"{self.space}{name}")
        made.text = text
        return made

    def _set(
        self, row: int, column: int, former: Element | None, made: Element
    ) -> None:
        if former is not None:
            made.tail = former.tail
            self._row(row).replace(former, made)
            return
        line = self._row(row)
        before = sum(1 for at, _ in self.cells(row) if at < column)
        line.insert(before, made)
        self._widen(line, row, column)

    def _remove(self, row: int, cell: Element) -> None:
        line = self.rows[row]
        line.remove(cell)
        if not len(line) and set(line.keys()) <= {"r"}:
            self.table.remove(line)
            del self.rows[row]

    def _row(self, number: int) -> Element:
        if number not in self.rows:
            made = etree.Element(f"{self.space}row", r=str(number))
            before = sum(1 for at in self.rows if at < number)
            self.table.insert(before, made)
            self.rows[number] = made
        return self.rows[number]

    def _widen(self, line: Element, row: int, column: int) -> None:
        """Let readers know of a cell beyond where they were told to look."""
        if spans := line.get("spans"):
            first, last = spans.split()[-1].split(":")
            line.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")
        area = self.root.find(f"{self.space}dimension")
        if area is not None and area.get("ref"):
            top, left, bottom, right = corners(area.get("ref", ""))
            reached = min(top, row), min(left, column), max(bottom, row)
            area.set("ref", spread(*reached, max(right, column)))

    def _one(self, name: str) -> Element:
        found = self.root.find(f"{self.space}{name}")
        if found is None:
            raise EditRefused([WorkbookProblem("edit_no_sheet", self.name)])
        return found

    def _numbered(self, within: Element, name: str) -> Iterator[tuple[int, Element]]:
        """List rows or cells with their numbers, also where a writer left them out."""
        at = 0
        for one in within.iterfind(f"{self.space}{name}"):
            said = one.get("r")
            at = at + 1 if said is None else self._said(said)
            yield at, one

    def _said(self, place: str) -> int:
        return int(place) if place.isdecimal() else place_of(place)[1]

    def _spoken(self, held: Element) -> str:
        """Read a text, its runs joined, how it is pronounced left out."""
        shown = (f"{self.space}t", f"{self.space}r")
        parts = (one for one in held if one.tag in shown)
        return "".join(
            one.text or "" if one.tag == shown[0] else one.findtext(shown[0], "")
            for one in parts
        )

    def _is_rich(self, cell: Element) -> bool:
        held: Element | None = cell.find(f"{self.space}is")
        value = cell.findtext(f"{self.space}v", "")
        if cell.get("t") == "s" and value:
            held = self.shared[int(value)]
        return held is not None and held.find(f"{self.space}r") is not None
