"""Choice filters that leave nothing to choose."""

from collections.abc import Iterator, Sequence

from forms.authoring.lint.inspected import Asked, Inspected, conjuncts
from forms.errors import WorkbookProblem
from forms.xpath.tree import Binary, Expr, Path, Reference, Step, Text

MOST_SHOWN = 5
DEEPEST = 6
"""So many questions deep a filter is followed: from the province to the village."""


def empty_filters(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find filters that no choice, or not every one, meets."""
    for asked in written.asked:
        expr = written.logic.get((asked.name, "choice_filter"))
        if expr is not None and written.has_list(asked.list_name):
            yield from _empty(written, asked, expr)


def _empty(written: Inspected, asked: Asked, expr: Expr) -> Iterator[WorkbookProblem]:
    for column, wanted in filter(None, map(_compared, conjuncts(expr))):
        yield from _unmet(written, asked, column, wanted)


def _compared(expr: Expr) -> tuple[str, Expr] | None:
    """Read `column = …`, either way round."""
    match expr:
        case Binary("=", Path(None, (Step("", column, ()),), _), wanted):
            return column, wanted
        case Binary("=", wanted, Path(None, (Step("", column, ()),), _)):
            return column, wanted
    return None


def _unmet(
    written: Inspected, asked: Asked, column: str, wanted: Expr
) -> Iterator[WorkbookProblem]:
    there = {value for value in written.column(asked.list_name, column) if value}
    if not there:
        code = f"lint_filter_column{'_of_file' if asked.is_from_file else ''}"
        told = {"where": column, "file": asked.list_name}
        yield written.problem(asked, "choice_filter", code, **told)
        return
    missing = [value for value in _wanted(written, wanted) if value not in there]
    if missing:
        shown = "、".join(missing[:MOST_SHOWN])
        told = {"where": column, "values": shown}
        yield written.problem(asked, "choice_filter", "lint_filter_empty", **told)


def _wanted(written: Inspected, expr: Expr, depth: int = DEEPEST) -> Sequence[str]:
    """Say what a filter may ask for: a text, or any choice of another question."""
    match expr:
        case Text(value):
            return (value,)
        case Reference(name) if name in written.by_name and depth:
            return _offered(written, written.by_name[name], depth - 1)
    return ()


def _offered(written: Inspected, asked: Asked, depth: int) -> Sequence[str]:
    """List what a question may be answered with; nothing where that is not plain."""
    values = written.values(asked.list_name)
    expr = written.logic.get((asked.name, "choice_filter"))
    for each in conjuncts(expr) if expr is not None else ():
        compared = _compared(each)
        wanted = set(_wanted(written, compared[1], depth)) if compared else set()
        if compared is None or not wanted:
            return ()
        cells = written.column(asked.list_name, compared[0])
        kept = dict(zip(written.values(asked.list_name), cells, strict=False))
        values = [value for value in values if kept.get(value) in wanted]
    return values
