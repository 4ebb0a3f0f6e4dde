"""Read an expression into a tree: a Pratt parser for XPath 1.0 as ODK writes it."""

from forms.errors import ExpressionError
from forms.xpath.tokens import Token, tokens
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

MAX_NESTING = 64
MAX_OPERATORS = 250

BINDING = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
MINUS_BINDS = 7
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
SLASHES = ("/", "//")


def parse(source: str) -> Expr:
    """Read an expression; raises ExpressionError saying where it goes wrong."""
    reader = _Reader(source)
    tree = reader.expression(0)
    if reader.here.kind != "end":
        raise reader.unexpected()
    return tree


class _Reader:
    """Where we are in the tokens, and how deep."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.at = 0
        self.depth = 0
        self.operators = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def follows(self, text: str) -> bool:
        """Tell whether the token after this one is that symbol."""
        after = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return after.kind == "symbol" and after.text == text

    def is_symbol(self, *texts: str) -> bool:
        return self.here.kind == "symbol" and self.here.text in texts

    def take(self) -> Token:
        token = self.here
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def expect(self, text: str) -> None:
        if not self.is_symbol(text):
            raise self.unexpected()
        self.take()

    def unexpected(self) -> ExpressionError:
        """Name what should not stand here."""
        if self.here.kind == "end":
            return ExpressionError("expression_unfinished", source=self.source)
        return ExpressionError(
            "expression_unexpected",
            at=self.here.at,
            text=self.here.text,
            source=self.source,
        )

    def expression(self, floor: int) -> Expr:
        """Read operands joined by operators that bind tighter than `floor`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise ExpressionError("expression_deep", limit=MAX_NESTING)
        left = self.operand()
        while (power := self.operator_power()) > floor:
            self.operators += 1
            if self.operators > MAX_OPERATORS:
                raise ExpressionError("expression_deep", limit=MAX_OPERATORS)
            operator = self.take().text
            left = Binary(operator, left, self.expression(power))
        self.depth -= 1
        return left

    def operator_power(self) -> int:
        token = self.here
        if token.kind not in {"symbol", "name"}:
            return 0
        return BINDING.get(token.text, 0)

    def operand(self) -> Expr:
        if self.is_symbol("-"):
            self.take()
            return Negative(self.expression(MINUS_BINDS))
        primary = self.primary()
        if primary is None:
            return self.location(None)
        predicates = self.predicates()
        filtered = Filter(primary, predicates) if predicates else primary
        return self.location(filtered) if self.is_symbol(*SLASHES) else filtered

    def primary(self) -> Expr | None:
        """Read what can stand before a predicate or a slash; None for a path."""
        token = self.here
        if token.kind == "text":
            return Text(self.take().text[1:-1])
        if token.kind == "number":
            return Number(self.take().text)
        if token.kind == "reference":
            return Reference(self.take().text[2:-1].strip())
        if self.is_symbol("("):
            return self.bracketed()
        if token.kind == "name" and self.follows("(") and token.text not in NODE_TYPES:
            return self.call()
        return None

    def bracketed(self) -> Expr:
        self.expect("(")
        inside = self.expression(0)
        self.expect(")")
        return inside

    def call(self) -> Expr:
        name = self.take().text
        self.expect("(")
        arguments: list[Expr] = []
        if not self.is_symbol(")"):
            arguments.append(self.expression(0))
            while self.is_symbol(","):
                self.take()
                arguments.append(self.expression(0))
        self.expect(")")
        return Call(name, tuple(arguments))

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.is_symbol("["):
            self.take()
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)

    def location(self, start: Expr | None) -> Expr:
        """Read the steps of a path."""
        steps: list[Step] = []
        joints: list[str] = []
        joint = self.take().text if self.is_symbol(*SLASHES) else ""
        if joint == "/" and start is None and not self.steps_follow():
            return Path(None, (), ("/",))
        while True:
            joints.append(joint)
            steps.append(self.step())
            if not self.is_symbol(*SLASHES):
                return Path(start, tuple(steps), tuple(joints))
            joint = self.take().text

    def steps_follow(self) -> bool:
        return self.here.kind == "name" or self.is_symbol(".", "..", "@", "*")

    def step(self) -> Step:
        if self.is_symbol(".", ".."):
            return Step("", self.take().text, self.predicates())
        axis = ""
        if self.is_symbol("@"):
            axis = self.take().text
        elif self.here.kind == "name" and self.follows("::"):
            axis = self.take().text + self.take().text
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> str:
        if self.is_symbol("*"):
            return self.take().text
        if self.here.kind != "name":
            raise self.unexpected()
        name = self.take().text
        if name in NODE_TYPES and self.is_symbol("("):
            self.take()
            self.expect(")")
            return f"{name}()"
        return name
