"""What an expression is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A question named as `${name}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two operands."""

    operator: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus in front."""

    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `axis` is empty, `@` or ends in `::`."""

    axis: str
    test: str
    predicates: tuple["Expr", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a start: `/`, another expression, or here (None).

    `joints` are the slashes before each step; the first is empty when the path
    begins here.
    """

    start: "Expr | None"
    steps: tuple[Step, ...]
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Something in brackets, or a call, with predicates."""

    primary: "Expr"
    predicates: tuple["Expr", ...]


Expr = Text | Number | Reference | Call | Binary | Negative | Path | Filter


def bare_name(expr: Expr) -> str | None:
    """Give the name if the expression is just a name, in braces or without."""
    match expr:
        case Reference(name):
            return name
        case Path(None, (Step("", test, ()),), _) if test not in {".", "..", "*"}:
            return test if "(" not in test else None
    return None


def children(expr: Expr) -> tuple[Expr, ...]:
    """List the expressions directly inside an expression, predicates included."""
    match expr:
        case Call(_, arguments):
            return arguments
        case Binary(_, left, right):
            return (left, right)
        case Negative(operand):
            return (operand,)
        case Path(start, steps, _):
            inside = tuple(p for step in steps for p in step.predicates)
            return inside if start is None else (start, *inside)
        case Filter(primary, predicates):
            return (primary, *predicates)
    return ()


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Put changed expressions in the place of those directly inside."""
    match expr:
        case Call(name, arguments):
            return Call(name, tuple(map(change, arguments)))
        case Binary(operator, left, right):
            return Binary(operator, change(left), change(right))
        case Negative(operand):
            return Negative(change(operand))
        case Filter(primary, predicates):
            return Filter(change(primary), tuple(map(change, predicates)))
        case Path(start, steps, joints):
            changed = tuple(
                replace(step, predicates=tuple(map(change, step.predicates)))
                for step in steps
            )
            begun = None if start is None else change(start)
            return Path(begun, changed, joints)
    return expr


def everything(expr: Expr) -> Iterator[Expr]:
    """Give an expression and all that is inside it."""
    yield expr
    for each in children(expr):
        yield from everything(each)


def paths(expr: Expr) -> Iterator[Path]:
    """Give every path in an expression."""
    return (each for each in everything(expr) if isinstance(each, Path))
