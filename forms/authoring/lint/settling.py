"""Paths written out, turned back into the questions they mean."""

from collections.abc import Callable
from dataclasses import replace

from forms.xpath.tree import Call, Expr, Filter, Path, Reference, Step, rebuilt

Names = tuple[str, ...]
Find = Callable[[Names], str | None]
"""Names the question at a path of names from the root; None where there is none."""


def settled(expr: Expr, here: Names, find: Find) -> Expr:
    """Put `${name}` in the place of each path to a question, seen from a place."""
    if isinstance(expr, Path):
        return _path(expr, here, find, _beginning(expr, here))
    if isinstance(expr, Filter):
        conditions = tuple(condition(each, here, find) for each in expr.predicates)
        return Filter(settled(expr.primary, here, find), conditions)
    return rebuilt(expr, lambda each: settled(each, here, find))


def condition(expr: Expr, here: Names, find: Find) -> Expr:
    """Settle a condition: a path that begins at the row means no question of ours."""
    if isinstance(expr, Path):
        own = expr.start is None and not expr.joints[0] if expr.joints else False
        return _path(expr, here, find, None if own else _beginning(expr, here))
    return rebuilt(expr, lambda each: condition(each, here, find))


def _beginning(path: Path, here: Names) -> Names | None:
    """Say where a path begins; None where it is in a list or anywhere."""
    if not path.steps or path.joints[0] == "//":
        return None
    if path.start is None:
        return () if path.joints[0] else here
    return here if path.start == Call("current", ()) else None


def _path(path: Path, here: Names, find: Find, begins: Names | None) -> Expr:
    names, taken = (None, 0) if begins is None else _walked(path, begins)
    name = find(names) if names else None
    if name is None or all(step.test == "." for step in path.steps):
        return _as_written(path, here, find)
    primary: Expr = Reference(name)
    conditions = path.steps[taken - 1].predicates
    if conditions:
        inside = tuple(condition(each, here, find) for each in conditions)
        primary = Filter(primary, inside)
    rest = _as_written(Path(None, path.steps[taken:], path.joints[taken:]), here, find)
    return replace(rest, start=primary) if rest.steps else primary


def _as_written(path: Path, here: Names, find: Find) -> Path:
    steps = tuple(
        replace(s, predicates=tuple(condition(p, here, find) for p in s.predicates))
        for s in path.steps
    )
    start = None if path.start is None else settled(path.start, here, find)
    return Path(start, steps, path.joints)


def _walked(path: Path, begins: Names) -> tuple[Names | None, int]:
    """Walk by plain names as far as the first condition; None where that fails."""
    names = list(begins)
    for taken, (joint, step) in enumerate(zip(path.joints, path.steps, strict=True), 1):
        if joint == "//" or not _plain(step) or (step.test == ".." and not names):
            return None, 0
        if step.test == "..":
            names.pop()
        elif step.test != ".":
            names.append(step.test.rpartition(":")[2])
        if step.predicates:
            return tuple(names), taken
    return tuple(names), len(path.steps)


def _plain(step: Step) -> bool:
    return not step.axis and "(" not in step.test and step.test != "*"
