"""Write a tree again, as XPath in which functions and operators are ours."""

from collections.abc import Callable, Iterable

from forms.errors import ExpressionError
from forms.xpath.library import FUNCTIONS
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Negative,
    Number,
    Path,
    Reference,
    Step,
    Text,
)

Place = Callable[[str], str]
"""Finds the path of a question named in braces."""

NAMES = {
    "=": "eq",
    "!=": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "+": "add",
    "-": "sub",
    "*": "mul",
}
NATIVE = frozenset({"position", "last"})
CLOCK = frozenset({"today", "now"})
SETTING = "p_"


class Writer:
    """Writes trees; remembers which functions and settings it met."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.functions: set[str] = set()
        self.settings: set[str] = set()

    def write(self, expr: Expr) -> str:
        """Write an expression."""
        match expr:
            case Text() | Number() | Reference():
                return self.atom(expr)
            case Call(name, arguments):
                return self.call(name, arguments)
            case Filter(primary, predicates):
                return f"({self.write(primary)}){self.predicates(predicates)}"
            case Path():
                return self.path(expr)
            case _:
                return self.joined(expr)

    def atom(self, expr: Text | Number | Reference) -> str:
        """Write what has no parts; libxml2 reads fractions less exactly than we."""
        match expr:
            case Text(value):
                return _quoted(value)
            case Number(text):
                return text if text.isdigit() else self.ours("number", (Text(text),))
            case Reference(name):
                return self.place(name)

    def joined(self, expr: Binary | Negative) -> str:
        """Write an operator as a call of ours; only `|` is left to libxml2."""
        match expr:
            case Negative(operand):
                return self.ours("neg", (operand,))
            case Binary("|", left, right):
                return f"({self.write(left)} | {self.write(right)})"
            case Binary(operator, left, right):
                return self.ours(NAMES.get(operator, operator), (left, right))

    def ours(self, name: str, arguments: Iterable[Expr]) -> str:
        """Write a call of one of our functions."""
        self.functions.add(name)
        return f"o:{name}({', '.join(map(self.write, arguments))})"

    def call(self, name: str, arguments: tuple[Expr, ...]) -> str:
        """Write a function call; raises ExpressionError for one we do not know."""
        if name in NATIVE and not arguments:
            return f"{name}()"
        if name == "current" and not arguments:
            return "$current"
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError("expression_function", name=name)
        if not function.takes(len(arguments)):
            raise ExpressionError("expression_arguments", name=name)
        if name in CLOCK:
            self.functions.add(name)
            return f"o:{name}($now)"
        return (
            self.setting(arguments) if name == "param" else self.ours(name, arguments)
        )

    def setting(self, arguments: tuple[Expr, ...]) -> str:
        """Write a campaign setting as a variable, so that one text serves all."""
        key = arguments[0]
        if not isinstance(key, Text) or not key.value.isidentifier():
            raise ExpressionError("expression_setting")
        self.settings.add(key.value)
        self.functions.add("param")
        rest = "".join(f", {self.write(default)}" for default in arguments[1:])
        return f"o:param(${SETTING}{key.value}{rest})"

    def path(self, path: Path) -> str:
        """Write a path; names lose their prefix, the model has none."""
        start = f"({self.write(path.start)})" if path.start is not None else ""
        if not path.steps:
            return "/"
        pairs = zip(path.joints, path.steps, strict=True)
        return start + "".join(joint + self.step(step) for joint, step in pairs)

    def step(self, step: Step) -> str:
        """Write one step of a path."""
        local = step.test.rpartition(":")[2]
        return f"{step.axis}{local}{self.predicates(step.predicates)}"

    def predicates(self, predicates: Iterable[Expr]) -> str:
        """Write conditions; a bare path must be answered, not merely be there."""
        return "".join(f"[{self.condition(each)}]" for each in predicates)

    def condition(self, expr: Expr) -> str:
        """Write one condition."""
        if isinstance(expr, (Path, Reference)):
            return self.ours("boolean", (expr,))
        return self.write(expr)


def _quoted(value: str) -> str:
    return f"'{value}'" if "'" not in value else f'"{value}"'
