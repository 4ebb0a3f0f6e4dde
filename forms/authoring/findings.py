"""Read the `findings` sheet: every rule checked against the form it is for."""

import re
from collections.abc import Iterator

from forms.authoring.bases import KNOWN, Bases, read_bases, resting_on, strangers
from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.expressions import straight
from forms.authoring.headings import headings_for
from forms.authoring.rule_lint import complaints
from forms.definition import FormDefinition
from forms.errors import WorkbookError, WorkbookProblem
from forms.rule import Rule
from forms.rulebook import names_in

NEEDED = ("rule", "when", "title")
OFF = frozenset({"yes", "true", "true()", "1"})
_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,40}")


def read_rules(book: Book, definition: FormDefinition) -> tuple[Rule, ...]:
    """Read all rules; raises WorkbookError with every problem in the sheet."""
    sheet = book.sheet("findings")
    if sheet is None:
        return ()
    missing = [column for column in NEEDED if not headings_for(sheet, column)]
    if missing:
        raise WorkbookError(
            WorkbookProblem("column_missing", sheet.name, 1, column)
            for column in missing
        )
    return _Reader(book, sheet, definition).rules()


class _Reader:
    """One pass over one `findings` sheet."""

    def __init__(self, book: Book, sheet: Sheet, definition: FormDefinition) -> None:
        self.sheet = sheet
        self.definition = definition
        self.problems: list[WorkbookProblem] = []
        own = book.sheet("bases")
        self.listed = own is not None
        self.bases: Bases = read_bases(own, self.problems) if own else KNOWN

    def rules(self) -> tuple[Rule, ...]:
        rows = [row for row in self.sheet.rows if row.cells and not self.is_off(row)]
        found = tuple(self.rule(row) for row in rows)
        self.problems += self.doubles(found)
        if self.problems:
            raise WorkbookError(self.problems)
        return found

    def is_off(self, row: SheetRow) -> bool:
        """Tell whether a rule is kept in the sheet without asking it."""
        return self.cell(row, "disabled").lower() in OFF

    def cell(self, row: SheetRow, column: str) -> str:
        return row.cells.get(self.heading(column), "")

    def heading(self, column: str) -> str:
        return next(iter(headings_for(self.sheet, column)), column)

    def note(self, row: SheetRow, column: str, code: str, **values: object) -> None:
        """Remember what is wrong with a cell."""
        place = (self.sheet.name, row.number, self.heading(column))
        self.problems.append(WorkbookProblem(code, *place, values))

    def rule(self, row: SheetRow) -> Rule:
        """Read a row, noting what is wrong with it."""
        basis, origin = self.cell(row, "basis"), self.cell(row, "origin")
        rule = Rule(
            rule=self.cell(row, "rule"),
            each=self.cell(row, "each"),
            dedupe=self.cell(row, "dedupe"),
            when=straight(self.cell(row, "when")),
            category=self.cell(row, "category"),
            severity=straight(self.cell(row, "severity")),
            responsible=self.cell(row, "responsible"),
            instrument=self.cell(row, "instrument"),
            days=self.days(row),
            title=self.cell(row, "title"),
            bases=resting_on(basis, origin, self.bases),
            origin=origin,
            evidence=names_in(self.cell(row, "evidence")),
            row=row.number,
        )
        self.check(row, rule, basis)
        return rule

    def check(self, row: SheetRow, rule: Rule, basis: str) -> None:
        if not _CODE.fullmatch(rule.rule):
            self.note(row, "rule", "rule_code", written=rule.rule)
        for column in NEEDED[1:]:
            if not self.cell(row, column):
                self.note(row, column, "cell_missing", name=rule.rule)
        for one in strangers(basis, self.bases) if self.listed else ():
            self.note(row, "basis", "rule_unknown_basis", name=rule.rule, basis=one)
        for column, code, values in complaints(self.definition, rule):
            self.note(row, column, code, rule=rule.rule, **values)

    def days(self, row: SheetRow) -> int | None:
        written = self.cell(row, "days")
        if not written:
            return None
        if not written.isdecimal() or not 0 < int(written) <= 3650:
            self.note(row, "days", "rule_days", written=written)
            return None
        return int(written)

    def doubles(self, rules: tuple[Rule, ...]) -> Iterator[WorkbookProblem]:
        """Find rules with the code of another."""
        first: dict[str, int] = {}
        for rule in rules:
            other = first.setdefault(rule.rule, rule.row)
            if rule.rule and other != rule.row:
                place = (self.sheet.name, rule.row, self.heading("rule"))
                values = {"name": rule.rule, "other": other}
                yield WorkbookProblem("rule_twice", *place, values)
