"""The survey sheet as the lint reads it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.expressions import straight
from forms.authoring.headings import headings_for
from forms.authoring.lint.inspected import Asked, Inspected
from forms.authoring.lint.settling import Names, condition, settled
from forms.authoring.survey import Survey
from forms.errors import ExpressionError, WorkbookProblem
from forms.lists import ItemList
from forms.xpath.parser import parse
from forms.xpath.tree import Expr

LOGIC = ("relevant", "constraint", "calculation", "required", "choice_filter")


@dataclass(frozen=True)
class Written(Inspected):
    """A workbook as its author wrote it, with its expressions read once."""

    book: Book
    survey: Survey
    lists: Mapping[str, ItemList] = field(default_factory=dict)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """List the named rows in order."""
        return tuple(self._walk())

    @cached_property
    def logic(self) -> Mapping[tuple[str, str], Expr]:
        """Read every expression that can be read, by question and column."""
        found = {
            (each.name, column): self._read(each, column)
            for each in self.asked
            for column in LOGIC
            if self.cell(each, column)
        }
        return {key: expr for key, expr in found.items() if expr is not None}

    @cached_property
    def choices(self) -> Mapping[str, tuple[SheetRow, ...]]:
        """Give the choices of each list."""
        sheet = self.book.sheet("choices")
        found: dict[str, list[SheetRow]] = {}
        for row in sheet.rows if sheet else ():
            name = cell_of(sheet, row, "list_name") if sheet else ""
            if name:
                found.setdefault(name, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def has_list(self, list_name: str) -> bool:
        """Tell whether a list stands in the workbook or beside it."""
        return list_name in self.choices or list_name in self.lists

    def column(self, list_name: str, column: str) -> Sequence[str]:
        """Give a column of a list of the workbook, or of one beside it."""
        if list_name in self.lists:
            return self.lists[list_name].cells(column)
        sheet = self.book.sheet("choices")
        rows = self.choices.get(list_name, ()) if sheet else ()
        return [
            row.cells.get(column) or cell_of(sheet, row, column)
            for row in rows
            if sheet is not None
        ]

    def cell(self, asked: Asked, column: str) -> str:
        """Read a cell of a question by its column's meaning."""
        return self.survey.cell(asked.row, column)

    def labels(self, asked: Asked) -> Sequence[str]:
        """Give a question's label in every language."""
        headings = headings_for(self.survey.sheet, "label")
        return [asked.row.cells.get(heading, "") for heading in headings]

    def is_image(self, asked: Asked) -> bool:
        """Tell whether a row asks for a photo."""
        return self.survey.is_image(asked.row)

    def problem(
        self, asked: Asked, column: str, code: str, **values: object
    ) -> WorkbookProblem:
        """Tell something about a cell of a question."""
        place = (self.survey.sheet.name, asked.row.number, self.survey.heading(column))
        return WorkbookProblem(code, *place, {"name": asked.name, **values})

    def _walk(self) -> Iterator[Asked]:
        around: list[tuple[str, str]] = []
        for row in self.survey.sheet.rows:
            if self.survey.ends(row):
                del around[-1:]
                continue
            begun, name = self.survey.begins(row), self.survey.cell(row, "name")
            if name:
                kind = " ".join(self.survey.cell(row, "type").split())
                yield Asked(
                    name,
                    kind,
                    row,
                    tuple(each for each, _ in around),
                    tuple(each for each, what in around if what == "repeat"),
                    begun is not None,
                )
            if begun:
                around.append((name, begun))

    @cached_property
    def _places(self) -> Mapping[Names, str]:
        """Find names by their path below the root, where no name is there twice."""
        count = Counter(each.name for each in self.asked)
        return {
            (*each.around, each.name): each.name
            for each in self.asked
            if count[each.name] == 1
        }

    def _read(self, asked: Asked, column: str) -> Expr | None:
        try:
            read = parse(straight(self.cell(asked, column)))
        except ExpressionError:
            return None
        here = ("", *asked.around, asked.name)
        settle = condition if column == "choice_filter" else settled
        return settle(read, here, lambda names: self._places.get(names[1:]))


def cell_of(sheet: Sheet, row: SheetRow, column: str) -> str:
    """Read a cell of any sheet by its column's meaning."""
    headings = headings_for(sheet, column)
    return next((row.cells[h] for h in headings if h in row.cells), "")
