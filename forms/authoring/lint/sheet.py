"""The survey as the lint reads it: every question with its row and its surroundings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.expressions import straight
from forms.authoring.headings import headings_for
from forms.authoring.survey import Survey
from forms.errors import ExpressionError, WorkbookProblem
from forms.xpath.parser import parse
from forms.xpath.tree import Expr, Reference, everything

LOGIC = ("relevant", "constraint", "calculation", "required", "choice_filter")


@dataclass(frozen=True, slots=True)
class Asked:
    """One named row of the survey sheet."""

    name: str
    kind: str
    row: SheetRow
    #: The names of the groups and repeats around it, from the outside in.
    around: tuple[str, ...]
    #: The repeats among them.
    repeats: tuple[str, ...]

    @property
    def list_name(self) -> str:
        """Name the list that it picks from; nothing where it picks from none."""
        word, _, rest = self.kind.partition(" ")
        picks = word in {"select_one", "select_multiple", "rank"}
        return rest.split()[0] if picks and rest else ""


@dataclass(frozen=True)
class Written:
    """A workbook as its author wrote it, with its expressions read once."""

    book: Book
    survey: Survey

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """List the named rows in order."""
        return tuple(self._walk())

    @cached_property
    def by_name(self) -> Mapping[str, Asked]:
        """Find a row by name; of two the first."""
        return {each.name: each for each in reversed(self.asked)}

    @cached_property
    def logic(self) -> Mapping[tuple[str, str], Expr]:
        """Read every expression that can be read, by question and column."""
        found = {
            (each.name, column): self._read(self.cell(each, column))
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

    def values(self, list_name: str) -> tuple[str, ...]:
        """Give the values of a list."""
        sheet = self.book.sheet("choices")
        rows = self.choices.get(list_name, ())
        return tuple(cell_of(sheet, row, "name") for row in rows) if sheet else ()

    def cell(self, asked: Asked, column: str) -> str:
        """Read a cell of a question by its column's meaning."""
        return self.survey.cell(asked.row, column)

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
                )
            if begun:
                around.append((name, begun))

    def _read(self, written: str) -> Expr | None:
        try:
            return parse(straight(written))
        except ExpressionError:
            return None


def cell_of(sheet: Sheet, row: SheetRow, column: str) -> str:
    """Read a cell of any sheet by its column's meaning."""
    headings = headings_for(sheet, column)
    return next((row.cells[h] for h in headings if h in row.cells), "")


def references(expr: Expr) -> set[str]:
    """Name the questions that an expression asks about in braces."""
    return {each.name for each in everything(expr) if isinstance(each, Reference)}
