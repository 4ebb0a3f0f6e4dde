"""Settle the names in a rule: the row's question, then the form's, else refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms.definition import FormDefinition, Question, Section
from forms.errors import ExpressionError
from forms.xpath.library import AGGREGATES
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Negative,
    Path,
    Step,
    bare_name,
)

Part = Question | Section


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
        return self._settled(expr, many=False)

    def _settled(self, expr: Expr, *, many: bool) -> Expr:
        name = bare_name(expr)
        if name is not None:
            return self.path_to(self._meant(name, many=many))
        match expr:
            case Call() | Binary() | Negative():
                return self._operands(expr, many=many)
            case Filter(primary, predicates):
                return self._filtered(primary, predicates, many=many)
            case Path():
                return self._steps(expr, many=many)
        return expr

    def _operands(self, expr: Call | Binary | Negative, *, many: bool) -> Expr:
        """Settle what a function or an operator works on."""
        match expr:
            case Call(called, arguments):
                inside = many or called in AGGREGATES
                args = (self._settled(each, many=inside) for each in arguments)
                return Call(called, tuple(args))
            case Binary(operator, left, right):
                several = many or operator == "|"
                a = self._settled(left, many=several)
                return Binary(operator, a, self._settled(right, many=several))
            case Negative(operand):
                return Negative(self._settled(operand, many=many))

    def _meant(self, name: str, *, many: bool) -> Part:
        return self.find_among_many(name) if many else self.find(name)

    def _filtered(
        self, primary: Expr, predicates: tuple[Expr, ...], *, many: bool
    ) -> Expr:
        name = bare_name(primary)
        part = self._meant(name, many=many) if name else None
        inside = self._within(part)
        settled = tuple(inside.settled(each) for each in predicates)
        return Filter(self._settled(primary, many=many), settled)

    def _within(self, part: Part | None) -> "Scope":
        """Give the scope of a condition on a part: inside the row of its repeat."""
        if isinstance(part, Section) and part.kind == "repeat":
            return replace(self, each=part)
        return self

    def _steps(self, path: Path, *, many: bool) -> Expr:
        """Settle the first name of a path; the steps after it stand as written."""
        if path.start is not None:
            return replace(path, start=self._settled(path.start, many=many))
        first = path.steps[0] if path.steps else None
        if path.joints[0] or first is None or first.axis or not _is_name(first.test):
            return path
        part = self._meant(first.test, many=True)
        inside = self._within(part)
        conditions = tuple(inside.settled(each) for each in first.predicates)
        way = self.path_to(part)
        last = replace(way.steps[-1], predicates=conditions)
        steps = (*way.steps[:-1], last, *path.steps[1:])
        return Path(None, steps, (*way.joints, *path.joints[1:]))


def _is_name(test: str) -> bool:
    return test not in {".", "..", "*"} and "(" not in test


def _path(start: str, names: tuple[str, ...]) -> Path:
    joints = (start, *("/" for _ in names[1:]))
    return Path(None, tuple(Step("", name) for name in names), joints)
