"""Logic that goes in circles, can never come true, or means something else."""

from collections.abc import Iterator, Mapping

from forms.authoring.lint.sheet import Written, references
from forms.errors import WorkbookProblem
from forms.xpath.library import FUNCTIONS
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Path,
    Reference,
    Step,
    Text,
    everything,
)

NATIVE = frozenset({"last", "current", "position"})


def circles(written: Written) -> Iterator[WorkbookProblem]:
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


def _waits(written: Written) -> Mapping[str, tuple[str, ...]]:
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
        own -= {asked.name} if written.survey.begins(asked.row) else set()
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


def unreachable(written: Written) -> Iterator[WorkbookProblem]:
    """Find questions that nobody will ever be asked."""
    for asked in written.asked:
        expr = written.logic.get((asked.name, "relevant"))
        if expr is not None and (why := _never(written, expr)):
            yield written.problem(asked, "relevant", "lint_unreachable", why=why)


def _never(written: Written, expr: Expr) -> str:
    """Quote the part of a condition that can never hold; nothing if it may."""
    match expr:
        case Call("false", ()):
            return "false()"
        case Binary("and", left, right):
            return _never(written, left) or _never(written, right) or _apart(expr)
        case Binary("or", left, right):
            one, other = _never(written, left), _never(written, right)
            return f"{one} or {other}" if one and other else ""
        case Binary("=", Reference(name), Text(value)) | Call(
            "selected", (Reference(name), Text(value))
        ):
            return _unknown(written, name, value)
    return ""


def _unknown(written: Written, name: str, value: str) -> str:
    asked = written.by_name.get(name)
    if asked is None or not asked.list_name or "or_other" in asked.kind:
        return ""
    known = written.values(asked.list_name)
    return f"${{{name}}} = '{value}'" if known and value not in (*known, "") else ""


def _apart(expr: Binary) -> str:
    """Find one question that is to have two answers at once."""
    match expr:
        case Binary(
            "and",
            Binary("=", Reference(one), Text(a)),
            Binary("=", Reference(other), Text(b)),
        ) if one == other and a != b:
            return f"${{{one}}} = '{a}' and ${{{one}}} = '{b}'"
    return ""


def in_conditions(written: Written) -> Iterator[WorkbookProblem]:
    """Find `${r}[${x} > 2]`: in a condition `${x}` becomes an absolute path."""
    for (name, column), expr in written.logic.items():
        asked = written.by_name[name]
        for each in everything(expr):
            for inside in _misled(written, each):
                yield written.problem(asked, column, "lint_condition", inside=inside)


def _misled(written: Written, expr: Expr) -> Iterator[str]:
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


def strangers(written: Written) -> Iterator[WorkbookProblem]:
    """Find functions that the server does not know, so cannot ask again."""
    for (name, column), expr in written.logic.items():
        for called in sorted({e.name for e in everything(expr) if isinstance(e, Call)}):
            if called not in FUNCTIONS and called not in NATIVE:
                asked = written.by_name[name]
                yield written.problem(asked, column, "lint_function", called=called)
