"""Settle the names in a rule: the row's question, then the form's, else refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from forms.definition import FormDefinition, Question, Section
from forms.errors import ExpressionError
from forms.xpath.library import AGGREGATES
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Path,
    Reference,
    Step,
    bare_name,
    rebuilt,
)

Part = Question | Section
Find = Callable[[str], Part]
"""Finds what a name means, where one value is asked for or where many are."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule stands: in a row of the repeat `each`, or in the whole form."""

    definition: FormDefinition
    each: Section | None

    def find(self, name: str) -> Part:
        """Find what a name means here; raises ExpressionError."""
        found = self._nearest(name)
        if found is None:
            return self._refuse(name)
        return found

    def find_among_many(self, name: str) -> Part:
        """Find what a name means where many rows are looked at together."""
        found = self._nearest(name) or next(self._all(name), None)
        return self._refuse(name) if found is None else found

    def _nearest(self, name: str) -> Part | None:
        seen = [part for part in self._all(name) if self._one_value(part)]
        return max(seen, key=lambda part: len(self._shared(part)), default=None)

    def _all(self, name: str) -> Iterator[Part]:
        d = self.definition
        parts: tuple[Part, ...] = (*d.questions, *d.repeats, *d.groups)
        return (part for part in parts if part.name == name)

    def _one_value(self, part: Part) -> bool:
        """Tell whether a part has just one value here: it is in no other repeat."""
        if part.repeat is None:
            return True
        rows = {section.path for section in self._rows_around()}
        return self.definition.repeat_at(part).path in rows

    def _rows_around(self) -> Iterator[Section]:
        """List the repeat of the rule's row and the repeats that it stands in."""
        section = self.each
        while section is not None:
            yield section
            section = self.definition.repeat_at(section) if section.repeat else None

    def _shared(self, part: Part) -> tuple[str, ...]:
        """Give the path of the nearest row around here that a part stands in too."""
        for section in self._rows_around():
            inside = part.path[: len(section.path)] == section.path
            if inside and part.path != section.path:
                return section.path
        return ()

    def _refuse(self, name: str) -> Part:
        other = next(self._all(name), None)
        if other is None:
            raise ExpressionError("rule_unknown_name", name=name)
        raise ExpressionError("rule_other_repeat", name=name, repeat=other.repeat)

    def path_to(self, part: Part) -> Path:
        """Write the way from here to a part: relative in the row, else absolute."""
        shared = self._shared(part)
        if self.each is None or not shared:
            return _path("/", part.path)
        ups = ("..",) * (len(self.each.path) - len(shared))
        return _path("", (*(ups or (".",)), *part.path[len(shared) :]))

    def settled(self, expr: Expr) -> Expr:
        """Put paths in the place of names; raises ExpressionError for strangers."""
        return self._settled(expr, self.find)

    def _settled(self, expr: Expr, find: Find) -> Expr:
        name = bare_name(expr)
        if name is not None:
            return self.path_to(find(name))
        match expr:
            case Call(called, _) if called in AGGREGATES:
                return self._inside(expr, self.find_among_many)
            case Binary("|", _, _):
                return self._inside(expr, self.find_among_many)
            case Filter(primary, predicates):
                return self._filtered(primary, predicates, find)
            case Path():
                return self._steps(expr, find)
        return self._inside(expr, find)

    def _inside(self, expr: Expr, find: Find) -> Expr:
        return rebuilt(expr, lambda each: self._settled(each, find))

    def _filtered(
        self, primary: Expr, predicates: tuple[Expr, ...], find: Find
    ) -> Expr:
        name = bare_name(primary)
        inside = self._within(find(name) if name else None)
        settled = tuple(inside.settled(each) for each in predicates)
        return Filter(self._settled(primary, find), settled)

    def _within(self, part: Part | None) -> "Scope":
        """Give the scope of a condition on a part: inside the row of its repeat."""
        if isinstance(part, Section) and part.kind == "repeat":
            return replace(self, each=part)
        return self

    def _steps(self, path: Path, find: Find) -> Expr:
        """Settle the first name of a path; the steps after it stand as written."""
        if isinstance(path.start, Call) and path.start.name == "instance":
            return rebuilt(path, self._of_list)
        if path.start is not None:
            return replace(path, start=self._settled(path.start, find))
        first = path.steps[0] if path.steps else None
        if path.joints[0] or first is None or first.axis or not _is_name(first.test):
            return path
        part = self.find_among_many(first.test)
        inside = self._within(part)
        conditions = tuple(inside.settled(each) for each in first.predicates)
        way = self.path_to(part)
        last = replace(way.steps[-1], predicates=conditions)
        steps = (*way.steps[:-1], last, *path.steps[1:])
        return Path(None, steps, (*way.joints, *path.joints[1:]))

    def _of_list(self, expr: Expr) -> Expr:
        """Settle a condition on a list's rows: bare names are the list's columns."""
        if not isinstance(expr, Reference):
            return rebuilt(expr, self._of_list)
        way = self.path_to(self.find(expr.name))
        if way.joints[0]:
            return way
        return Path(Call("current", ()), way.steps, ("/", *way.joints[1:]))


def _is_name(test: str) -> bool:
    return test not in {".", "..", "*"} and "(" not in test


def _path(start: str, names: tuple[str, ...]) -> Path:
    joints = (start, *("/" for _ in names[1:]))
    return Path(None, tuple(Step("", name) for name in names), joints)
