"""Write a tree again, as XPath in which functions and operators are ours."""

from collections.abc import Callable, Iterable

from forms.errors import ExpressionError
from forms.xpath.library import CLOCK, FUNCTIONS
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
SETTING = "p_"
HOME = "home"
"""The form's root, for paths inside a condition on the rows of a list."""
AXES = frozenset(
    {"", "@", "child::", "parent::", "self::", "attribute::", "ancestor::"}
    | {"ancestor-or-self::", "descendant::", "descendant-or-self::"}
)
DEEP = frozenset({"descendant::", "descendant-or-self::"})


class Writer:
    """Writes trees; remembers which functions and settings it met."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.functions: set[str] = set()
        self.inside_list = 0
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
        """Write an operator as a call of ours."""
        match expr:
            case Negative(operand):
                return self.ours("neg", (operand,))
            case Binary("|", left, right):
                return self.ours("union", (left, right))
            case Binary(operator, left, right):
                return self.ours(NAMES.get(operator, operator), (left, right))

    def ours(self, name: str, arguments: Iterable[Expr]) -> str:
        """Write a call of one of our functions."""
        self.functions.add(name)
        local = name.rpartition(":")[2]
        return f"o:{local}({', '.join(map(self.write, arguments))})"

    def call(self, name: str, arguments: tuple[Expr, ...]) -> str:
        """Write a function call; raises ExpressionError for one we do not know."""
        if name in NATIVE and not arguments:
            self.functions.add("place")
            return f"o:place({name}())"
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
        _refuse_wandering(path)
        if not path.steps:
            return "/"
        in_list = _of_list(path.start)
        self.inside_list += in_list
        pairs = zip(path.joints, path.steps, strict=True)
        steps = "".join(joint + self.step(step) for joint, step in pairs)
        self.inside_list -= in_list
        written = self.begun(path) + steps
        if _turns_back(path):
            self.functions.add("weighed")
            return f"o:weighed({written})"
        return written

    def begun(self, path: Path) -> str:
        """Write where a path begins; a list's rows have another root than the form."""
        if path.start is not None:
            return f"({self.write(path.start)})"
        if path.joints[0] and self.inside_list:
            self.functions.add(HOME)
            return f"${HOME}/.."
        return ""

    def step(self, step: Step) -> str:
        """Write one step of a path."""
        local = step.test.rpartition(":")[2]
        return f"{step.axis}{local}{self.predicates(step.predicates)}"

    def predicates(self, predicates: Iterable[Expr]) -> str:
        """Write conditions; a bare path must be answered, not merely be there."""
        return "".join(f"[{self.condition(each)}]" for each in predicates)

    def condition(self, expr: Expr) -> str:
        """Write one condition."""
        if isinstance(expr, (Path, Reference, Filter)) or _is_union(expr):
            return self.ours("boolean", (expr,))
        return self.write(expr)


def _refuse_wandering(path: Path) -> None:
    """Refuse ways through a form that ODK has not and that cost without end."""
    deep = sum(joint == "//" for joint in path.joints)
    deep += sum(step.axis in DEEP for step in path.steps)
    for step in path.steps:
        if step.axis not in AXES:
            raise ExpressionError("expression_axis", name=step.axis.rstrip(":"))
    if deep > 1:
        raise ExpressionError("expression_wanders")


def _turns_back(path: Path) -> bool:
    """Tell whether a path goes up again after it has gone down."""
    tests = [step.test for step in path.steps]
    down = next((at for at, test in enumerate(tests) if test not in {".", ".."}), None)
    return down is not None and ".." in tests[down:]


def _of_list(expr: Expr | None) -> bool:
    """Tell whether rows of a list are meant: `instance('…')`, shuffled or not."""
    match expr:
        case Call("instance", _):
            return True
        case Call("randomize", (Path(start, _, _), *_)):
            return _of_list(start)
    return False


def _is_union(expr: Expr) -> bool:
    return isinstance(expr, Binary) and expr.operator == "|"


def _quoted(value: str) -> str:
    return f"'{value}'" if "'" not in value else f'"{value}"'
