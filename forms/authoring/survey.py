"""The survey sheet as we grow it: rows that remember where they came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.authoring.book import Cells, Sheet, SheetRow
from forms.authoring.headings import headings_for

_BEGIN = re.compile(r"begin[\s_]+(group|repeat|loop)\b")
_END = re.compile(r"end[\s_]+(group|repeat|loop)\b")
_IMAGES = frozenset({"image", "photo", "add image prompt", "add photo prompt"})


@dataclass(frozen=True, slots=True)
class Survey:
    """Rows of the survey sheet, with the headings by meaning."""

    sheet: Sheet

    def heading(self, column: str) -> str:
        """Give the heading that stands for a column here, else the column itself."""
        found = headings_for(self.sheet, column)
        return found[0] if found else column

    def cell(self, row: SheetRow, column: str) -> str:
        """Read a cell by its column's meaning."""
        headings = headings_for(self.sheet, column)
        return next((row.cells[h] for h in headings if h in row.cells), "")

    def kind(self, row: SheetRow) -> str:
        """Read a row's type, lower case and with single spaces."""
        return " ".join(self.cell(row, "type").lower().split())

    def is_image(self, row: SheetRow) -> bool:
        """Tell whether the row asks for a photo."""
        return self.kind(row) in _IMAGES

    def begins(self, row: SheetRow) -> str | None:
        """Say what the row begins: group, repeat or loop."""
        match = _BEGIN.fullmatch(self.kind(row))
        return match.group(1) if match else None

    def ends(self, row: SheetRow) -> str | None:
        """Say what the row ends."""
        match = _END.fullmatch(self.kind(row))
        return match.group(1) if match else None

    def names(self) -> dict[str, int]:
        """Say which names are taken, in lower case, and by which row."""
        named = ((self.cell(r, "name").lower(), r.number) for r in self.sheet.rows)
        return {name: number for name, number in named if name}

    def cells_of(self, row: SheetRow, *columns: str) -> Cells:
        """Copy the cells of some columns, in every language."""
        headings = [h for column in columns for h in headings_for(self.sheet, column)]
        return {h: row.cells[h] for h in headings if h in row.cells}

    def with_rows(self, rows: Iterable[SheetRow]) -> "Survey":
        """Put other rows in, adding the headings that they bring."""
        kept = tuple(rows)
        brought = [h for row in kept for h in row.cells]
        headings = tuple(dict.fromkeys([*self.sheet.headings, *brought]))
        return Survey(Sheet(self.sheet.name, headings, kept))

    def inside(self, at: int) -> Iterator[SheetRow]:
        """List the rows directly inside the section that begins at an index."""
        depth = 0
        for row in self.sheet.rows[at + 1 :]:
            if self.ends(row):
                depth -= 1
                if depth < 0:
                    return
            elif depth == 0:
                yield row
            if self.begins(row):
                depth += 1
