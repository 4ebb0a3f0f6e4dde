"""Choice filters that leave nothing to choose."""

from collections.abc import Iterator

from forms.authoring.lint.sheet import Asked, Written, cell_of
from forms.errors import WorkbookProblem
from forms.xpath.tree import Binary, Expr, Path, Reference, Step, Text

MOST_SHOWN = 5


def empty_filters(written: Written) -> Iterator[WorkbookProblem]:
    """Find filters on lists of the workbook that no choice, or not every one, meets."""
    for asked in written.asked:
        expr = written.logic.get((asked.name, "choice_filter"))
        if expr is not None and asked.list_name in written.choices:
            yield from _empty(written, asked, expr)


def _empty(written: Written, asked: Asked, expr: Expr) -> Iterator[WorkbookProblem]:
    match expr:
        case Binary("and", left, right):
            yield from _empty(written, asked, left)
            yield from _empty(written, asked, right)
        case Binary("=", Path(None, (Step("", column, ()),), _), wanted):
            yield from _unmet(written, asked, column, wanted)
        case Binary("=", wanted, Path(None, (Step("", column, ()),), _)):
            yield from _unmet(written, asked, column, wanted)


def _unmet(
    written: Written, asked: Asked, column: str, wanted: Expr
) -> Iterator[WorkbookProblem]:
    there = _column(written, asked.list_name, column)
    if not there:
        yield written.problem(
            asked, "choice_filter", "lint_filter_column", where=column
        )
        return
    missing = [value for value in _wanted(written, wanted) if value not in there]
    if missing:
        shown = "、".join(missing[:MOST_SHOWN])
        yield written.problem(
            asked, "choice_filter", "lint_filter_empty", where=column, values=shown
        )


def _wanted(written: Written, expr: Expr) -> tuple[str, ...]:
    """Say what a filter may ask for: a text, or any choice of another question."""
    match expr:
        case Text(value):
            return (value,)
        case Reference(name) if name in written.by_name:
            return written.values(written.by_name[name].list_name)
    return ()


def _column(written: Written, list_name: str, column: str) -> set[str]:
    sheet = written.book.sheet("choices")
    if sheet is None:
        return set()
    rows = written.choices.get(list_name, ())
    told = (row.cells.get(column) or cell_of(sheet, row, column) for row in rows)
    return {value for value in told if value}
