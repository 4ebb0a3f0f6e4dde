"""Cut an expression into tokens."""

import re
from dataclasses import dataclass

from forms.errors import ExpressionError

MAX_LENGTH = 10_000

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<text>'[^']*'|"[^"]*")
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<reference>\$\{{[^{{}}]+\}})
    | (?P<symbol>!=|<=|>=|\.\.|//|::|[-+*/=<>|()\[\],.@])
    | (?P<name>{_NAME}(?::(?!:){_NAME})?)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression and the character (from 1) where it begins."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Cut an expression up; raises ExpressionError naming the character."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("expression_long", limit=MAX_LENGTH)
    source = source.replace("\N{NO-BREAK SPACE}", " ").rstrip()
    found: list[Token] = []
    at = 0
    while at < len(source):
        token, at = _next(source, at)
        found.append(token)
    return [*found, Token("end", "", len(source) + 1)]


def _next(source: str, at: int) -> tuple[Token, int]:
    match = _TOKEN.match(source, at)
    if match is None or match.lastgroup is None:
        rest = source[at:].lstrip()
        raise ExpressionError(
            "expression_character", at=at + 1, text=rest[:12], source=source
        )
    kind = match.lastgroup
    text = match.group(kind)
    start = match.start(kind)
    if kind == "name":
        # `a- 1` is a subtraction: a name does not end in a dash or a dot.
        text = text.rstrip("-.")
    return Token(kind, text, start + 1), start + len(text)
