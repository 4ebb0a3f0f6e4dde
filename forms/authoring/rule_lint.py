"""What is wrong with a rule, column by column, before anybody publishes it."""

import re
from collections.abc import Callable, Iterator

from forms.definition import FormDefinition, Question
from forms.errors import ExpressionError
from forms.rule import Rule
from forms.rulebook import (
    evidence,
    expression,
    responsible,
    section,
    severity,
    title,
)
from forms.scope import Scope
from forms.xpath.library.patterns import complaint
from forms.xpath.parser import parse
from forms.xpath.tree import Binary, Call, Expr, Text, bare_name, everything

Complaint = tuple[str, str, dict[str, object]]
"""The column, the code of the message and its values."""

INSTRUMENTS = frozenset(
    {"assign", "onspot", "recommend", "refer", "escalate", "reopen", "close", "clue"}
)
_CATEGORY = re.compile(r"[A-Za-z][A-Za-z0-9]*(\.[0-9]+)* \S.*")
_LEFT_OPEN = re.compile(r"[(（].*[)）]")


def complaints(definition: FormDefinition, rule: Rule) -> Iterator[Complaint]:
    """Say everything that is wrong with a rule's words."""
    try:
        scope = Scope(definition, section(definition, rule.each))
    except ExpressionError as error:
        yield _complaint("each", error)
        return
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("when", lambda: rule.when and expression(scope, rule.when)),
        ("severity", lambda: severity(scope, rule.severity)),
        ("responsible", lambda: responsible(scope, rule.responsible)),
        ("title", lambda: title(scope, rule.title)),
        ("evidence", lambda: evidence(scope, rule.evidence)),
    )
    for column, check in checks:
        try:
            check()
        except ExpressionError as error:
            yield _complaint(column, error)
        else:
            yield from _choices(scope, rule, column)
    yield from _words(rule)


def _complaint(column: str, error: ExpressionError) -> Complaint:
    return column, error.reason, error.values


def _words(rule: Rule) -> Iterator[Complaint]:
    category = rule.category
    good = _CATEGORY.fullmatch(category) or _LEFT_OPEN.fullmatch(category)
    if category and not good:
        yield "category", "rule_category", {"written": category}
    if rule.instrument and rule.instrument not in INSTRUMENTS:
        known = ", ".join(sorted(INSTRUMENTS))
        values: dict[str, object] = {"written": rule.instrument, "known": known}
        yield "instrument", "rule_instrument", values


def _choices(scope: Scope, rule: Rule, column: str) -> Iterator[Complaint]:
    """Find answers asked for that nobody can give, and patterns nobody can match."""
    written = {"when": rule.when, "severity": rule.severity}.get(column, "")
    if column == "severity" and "(" not in written:
        return
    for expr in everything(parse(written)) if written else ():
        for name, value in _asked(expr):
            yield from _impossible(scope, column, name, value)
        if isinstance(expr, Call) and expr.name == "regex":
            yield from _pattern(column, expr)


def _asked(expr: Expr) -> Iterator[tuple[str, str]]:
    """Find `question = 'value'` and `selected(question, 'value')`."""
    match expr:
        case Binary("=" | "!=", left, Text(value)):
            name = bare_name(left)
        case Binary("=" | "!=", Text(value), right):
            name = bare_name(right)
        case Call("selected", (question, Text(value))):
            name = bare_name(question)
        case _:
            return
    if name and value:
        yield name, value


def _impossible(
    scope: Scope, column: str, name: str, value: str
) -> Iterator[Complaint]:
    try:
        part = scope.find_among_many(name)
    except ExpressionError:
        return
    known = [c.value for c in part.choices] if isinstance(part, Question) else []
    several = isinstance(part, Question) and part.type == "select_multiple"
    asked = value.split() if several else [value]
    for one in asked if known else ():
        if one not in known:
            values: dict[str, object] = {"name": name, "choice": one}
            yield column, "rule_unknown_choice", {**values, "known": ", ".join(known)}


def _pattern(column: str, call: Call) -> Iterator[Complaint]:
    pattern = call.arguments[1] if len(call.arguments) > 1 else None
    if isinstance(pattern, Text):
        reason = complaint(pattern.value)
        if reason:
            values: dict[str, object] = {"text": pattern.value, "reason": reason}
            yield column, "rule_pattern", values
