"""Questions that nobody will ever be asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.authoring.lint.inspected import Inspected, conjuncts
from forms.errors import WorkbookProblem
from forms.xpath.tree import Binary, Call, Expr, Negative, Number, Reference, Text

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
SIZES = frozenset({"string-length", "count-selected"})


@dataclass(frozen=True, slots=True)
class Said:
    """One comparison of a question with a value."""

    name: str
    operator: str
    value: str | float

    def __str__(self) -> str:
        told = f"'{self.value}'" if isinstance(self.value, str) else f"{self.value:g}"
        return f"${{{self.name}}} {self.operator} {told}"


def unreachable(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find conditions that cannot hold, and those that hang on such a question."""
    reach = _Reach(written)
    while reach.spreads():
        pass
    for asked in written.asked:
        if why := reach.own.get(asked.name):
            yield written.problem(asked, "relevant", "lint_unreachable", why=why)
        elif other := reach.through.get(asked.name):
            code = "lint_unreachable_through"
            yield written.problem(asked, "relevant", code, other=other)


@dataclass
class _Reach:
    """Which questions are never asked: by their own condition, or through another."""

    written: Inspected
    own: dict[str, str] = field(default_factory=dict)
    through: dict[str, str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)

    def spreads(self) -> bool:
        """Look at all questions once; tell whether more of them are never asked."""
        before = len(self.dead)
        for asked in self.written.asked:
            if asked.name in self.dead:
                continue
            expr = self.written.logic.get((asked.name, "relevant"))
            if expr is not None and (why := self.never(expr)):
                self.own[asked.name] = why
            elif expr is not None and (other := self.hangs(expr)):
                self.through[asked.name] = other
            elif self.dead.isdisjoint(asked.around):
                continue
            self.dead.add(asked.name)
        return len(self.dead) > before

    def never(self, expr: Expr) -> str:
        """Quote the part of a condition that can never hold; nothing if it may."""
        match expr:
            case Call("false", ()):
                return "false()"
            case Binary("and", _, _):
                parts = list(conjuncts(expr))
                one = next(filter(None, map(self.never, parts)), "")
                return one or _contradiction(parts)
            case Binary("or", left, right):
                one, other = self.never(left), self.never(right)
                return f"{one} or {other}" if one and other else ""
            case Call("selected", (Reference(name), Text(value))):
                return self.unknown(Said(name, "=", value))
        said = _said(expr)
        return self.unknown(said) if said and said.operator == "=" else ""

    def unknown(self, said: Said) -> str:
        """Quote a choice that its list does not have."""
        asked = self.written.by_name.get(said.name)
        if asked is None or not isinstance(said.value, str) or not said.value:
            return ""
        if not asked.list_name or "or_other" in asked.kind:
            return ""
        known = self.written.values(asked.list_name)
        return str(said) if known and said.value not in known else ""

    def hangs(self, expr: Expr) -> str:
        """Name a question that is never asked and would have to be answered."""
        match expr:
            case Binary("and", left, right):
                return self.hangs(left) or self.hangs(right)
            case Binary("or", left, right):
                return self.hangs(left) and self.hangs(right)
        name = _needed(expr)
        return name if name in self.dead else ""


def _said(expr: Expr) -> Said | None:
    match expr:
        case Binary(operator, Reference(name), value) if operator in TURNED:
            plain = _value(value)
            return None if plain is None else Said(name, operator, plain)
        case Binary(operator, value, Reference(name)) if operator in TURNED:
            plain = _value(value)
            return None if plain is None else Said(name, TURNED[operator], plain)
    return None


def _value(expr: Expr) -> str | float | None:
    match expr:
        case Text(value):
            return value
        case Number(text):
            return float(text)
        case Negative(Number(text)):
            return -float(text)
    return None


def _contradiction(parts: list[Expr]) -> str:
    """Quote two comparisons of one question that cannot hold together."""
    said = [each for each in map(_said, parts) if each is not None]
    for at, one in enumerate(said):
        for other in said[:at]:
            if one.name == other.name and _apart(one, other):
                return f"{other} and {one}"
    return ""


def _apart(one: Said, other: Said) -> bool:
    if isinstance(one.value, str) and isinstance(other.value, str):
        operators = {one.operator, other.operator}
        same = one.value == other.value
        return (operators == {"="} and not same) or (operators == {"=", "!="} and same)
    if isinstance(one.value, str) or isinstance(other.value, str):
        return False
    low = max(_lowest(one), _lowest(other))
    high = min(_highest(one), _highest(other))
    return low > high


#: Beside a number, so that what is left out of a range lies beyond its end.
BESIDE = 0.5


def _lowest(said: Said) -> tuple[float, float]:
    match said:
        case Said(_, ">" | ">=" | "=", float(value)):
            return (value, BESIDE if said.operator == ">" else 0)
    return (float("-inf"), 0)


def _highest(said: Said) -> tuple[float, float]:
    match said:
        case Said(_, "<" | "<=" | "=", float(value)):
            return (value, -BESIDE if said.operator == "<" else 0)
    return (float("inf"), 0)


def _needed(expr: Expr) -> str:
    """Name the question without whose answer a condition cannot hold."""
    match expr:
        case Reference(name) | Call("selected", (Reference(name), Text(_))):
            return name
        case Binary(">", Call(size, (Reference(name),)), Number(_)) if size in SIZES:
            return name
    said = _said(expr)
    if said is None:
        return ""
    empty = said.value == ""
    return said.name if empty == (said.operator == "!=") else ""
