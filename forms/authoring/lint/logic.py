"""Logic that goes in circles, or means something else than its author thinks."""

import re
from collections.abc import Iterator, Mapping

from forms.authoring.lint.inspected import Asked, Inspected, references
from forms.authoring.lint.sheet import Written
from forms.errors import WorkbookProblem
from forms.xpath.library import FUNCTIONS
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Negative,
    Path,
    Reference,
    Step,
    everything,
)

NATIVE = frozenset({"last", "current", "position"})
#: What pyxform takes for true() or false().
SWITCHES = frozenset({"yes", "no", "true", "false"})
_NAME = re.compile(r"[^\W\d][\w.-]*")


def circles(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find questions whose relevance or calculation waits for itself.

    No phone can open such a form, so these are refused.
    """
    waits = _waits(written)
    done: set[str] = set()
    for start in waits:
        circle = _circle(start, waits, done)
        if circle:
            asked = written.by_name[circle[0]]
            column = "calculation" if written.cell(asked, "calculation") else "relevant"
            way = " → ".join([*circle, circle[0]])
            yield written.problem(asked, column, "lint_circle", way=way)


def _waits(written: Inspected) -> Mapping[str, tuple[str, ...]]:
    """Say for what each question waits: its own logic, and whether it is asked."""
    found: dict[str, set[str]] = {}
    for asked in written.asked:
        own = found.setdefault(asked.name, set())
        for column in ("calculation", "relevant"):
            expr = written.logic.get((asked.name, column))
            if expr is not None:
                own |= references(expr)
        own |= {each for each in asked.around if each in written.by_name}
        # A group waits for its own condition alone, not for what stands in it.
        own -= {asked.name} if asked.is_section else set()
    known = found.keys()
    return {name: tuple(sorted(each & known)) for name, each in found.items()}


def _circle(
    start: str, waits: Mapping[str, tuple[str, ...]], done: set[str]
) -> list[str]:
    """Walk from one question; give the circle that is met first, if any."""
    way: list[str] = []
    ahead: list[tuple[str, int]] = [(start, 0)]
    while ahead:
        name, depth = ahead.pop()
        del way[depth:]
        if name in way:
            return way[way.index(name) :]
        if name in done:
            continue
        done.add(name)
        way.append(name)
        ahead += [(each, depth + 1) for each in waits[name]]
        ahead_names = {each for each in waits[name] if each in way}
        if ahead_names:
            return way[way.index(ahead_names.pop()) :]
    return []


def in_conditions(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find `${r}[${x} > 2]`: in a condition `${x}` becomes an absolute path."""
    for (name, column), expr in written.logic.items():
        asked = written.by_name[name]
        for each in everything(expr):
            for inside in _misled(written, each):
                yield _absolute(written, asked, column, inside)


def _absolute(
    written: Inspected, asked: Asked, column: str, inside: str
) -> WorkbookProblem:
    """Say how a name, or in an XForm a path, is written row by row."""
    last = inside.rpartition("/")[2]
    cell = written.cell(asked, column)
    # In a workbook a path that was written out is read as the question it leads to.
    path = re.search(rf"/[\w/.-]*/{re.escape(last)}\b", cell)
    if last == inside and f"${{{last}}}" not in cell and path:
        inside = path.group(0)
    code = "lint_condition" if last == inside else "lint_condition_path"
    return written.problem(asked, column, code, inside=inside, last=last)


def _misled(written: Inspected, expr: Expr) -> Iterator[str]:
    """Name the questions of a repeat asked absolutely in a condition on its rows."""
    repeat = _filtered(expr)
    predicates = _predicates(expr)
    for predicate in predicates if repeat else ():
        for name in sorted(references(predicate)):
            part = written.by_name.get(name)
            if part is not None and repeat in part.repeats:
                yield name


def _filtered(expr: Expr) -> str:
    match expr:
        case Filter(Reference(name), _):
            return name
        case Path(None, (Step("", name, (_, *_)), *_), _):
            return name
    return ""


def _predicates(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Filter(_, predicates):
            return predicates
        case Path(None, (Step(_, _, predicates), *_), _):
            return predicates
    return ()


def strangers(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find functions that the server does not know, so cannot ask again."""
    for (name, column), expr in written.logic.items():
        for called in sorted({e.name for e in everything(expr) if isinstance(e, Call)}):
            if called not in FUNCTIONS and called not in NATIVE:
                asked = written.by_name[name]
                yield written.problem(asked, column, "lint_function", called=called)


def bare_names(written: Written) -> Iterator[WorkbookProblem]:
    """Find `a = 'yes'` where `${a}` is meant: a bare name has no answer, ever."""
    for (name, column), expr in written.logic.items():
        asked = written.by_name[name]
        cell = written.cell(asked, column).strip()
        if column == "choice_filter" or asked.is_section or cell.lower() in SWITCHES:
            continue
        for bare in dict.fromkeys(filter(None, map(_bare, _outside(expr)))):
            code = "lint_required" if cell == bare else "lint_bare"
            yield written.problem(asked, column, code, bare=bare)


def _bare(expr: Expr) -> str:
    match expr:
        case Path(None, (Step("", test, ()), *_), ("", *_)) if _NAME.fullmatch(test):
            return test
    return ""


def _outside(expr: Expr) -> Iterator[Expr]:
    """Go through an expression, its conditions on rows left out."""
    yield expr
    match expr:
        case Call(_, arguments):
            inside = arguments
        case Binary(_, left, right):
            inside = (left, right)
        case Negative(operand) | Filter(operand, _):
            inside = (operand,)
        case _:
            return
    for one in inside:
        yield from _outside(one)
