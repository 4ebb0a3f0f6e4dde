"""The rules of a form made ready: every name found, every expression compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms.definition import FormDefinition, Question, Section
from forms.errors import ExpressionError
from forms.rule import Rule
from forms.scope import Scope
from forms.xpath.expression import Expression, compile_expression
from forms.xpath.library import RANDOM
from forms.xpath.parser import parse

UNSTEADY = frozenset({*RANDOM, "once", "property"})
"""What a rule cannot ask: it must say the same tomorrow."""
SEVERITIES = ("general", "serious", "major")
PEOPLE = frozenset({"site", "town_gov", "county_lead", "reviewer"})
_PLACEHOLDER = re.compile(r"\{\s*([^{}\s]+)\s*\}")
_RESPONSIBLE_OF = re.compile(r"responsible_of\(\s*([^()\s]+)\s*\)")
_SEPARATORS = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A question of the form and the way to its answer."""

    question: Question
    way: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Responsible:
    """Who is to answer for it: one of our words, or an answer that names them."""

    kind: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReadyRule:
    """A rule that can be asked of a filled form."""

    rule: Rule
    each: Section | None
    when: Expression
    severity: Expression | None
    title: tuple[str | Answer, ...]
    responsible: Responsible
    evidence: tuple[Answer, ...]

    @property
    def settings(self) -> tuple[str, ...]:
        """Name the campaign settings that the rule reads."""
        other = self.severity.settings if self.severity else ()
        return tuple(sorted({*self.when.settings, *other}))


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """The rules of a form version; `broken` ones name what is no longer there."""

    rules: tuple[ReadyRule, ...]
    broken: tuple[tuple[Rule, ExpressionError], ...]


@lru_cache(maxsize=256)
def ready(definition: FormDefinition, rules: tuple[Rule, ...]) -> Rulebook:
    """Make the rules of a form version ready, once for as long as it is in use."""
    found: list[ReadyRule] = []
    broken: list[tuple[Rule, ExpressionError]] = []
    for rule in rules:
        try:
            found.append(ready_rule(definition, rule))
        except ExpressionError as error:
            broken.append((rule, error))
    return Rulebook(tuple(found), tuple(broken))


def ready_rule(definition: FormDefinition, rule: Rule) -> ReadyRule:
    """Make one rule ready; raises ExpressionError for what it cannot mean."""
    each = section(definition, rule.each)
    scope = Scope(definition, each)
    return ReadyRule(
        rule=rule,
        each=each,
        when=expression(scope, rule.when),
        severity=severity(scope, rule.severity),
        title=title(scope, rule.title),
        responsible=responsible(scope, rule.responsible),
        evidence=evidence(scope, rule.evidence),
    )


def section(definition: FormDefinition, each: str) -> Section | None:
    """Find the repeat that a rule goes through; None for the whole form."""
    if not each:
        return None
    try:
        return definition.repeat(each)
    except KeyError:
        raise ExpressionError("rule_unknown_repeat", name=each) from None


def expression(scope: Scope, source: str) -> Expression:
    """Compile an expression in which names mean this form's questions.

    Raises ExpressionError for a function that would say something else tomorrow.
    """
    compiled = compile_expression(scope.settled(parse(source)))
    for name in sorted(compiled.functions & UNSTEADY):
        raise ExpressionError("expression_function", name=name)
    return compiled


def severity(scope: Scope, written: str) -> Expression | None:
    """Compile a severity that depends on the answers; None for a plain word."""
    if not written or written in SEVERITIES:
        return None
    if "(" not in written:
        raise ExpressionError("rule_severity", text=written)
    return expression(scope, written)


def title(scope: Scope, written: str) -> tuple[str | Answer, ...]:
    """Cut a title into text and the answers to put in."""
    parts: list[str | Answer] = []
    at = 0
    for match in _PLACEHOLDER.finditer(written):
        parts += [written[at : match.start()], answer(scope, match.group(1))]
        at = match.end()
    return tuple(part for part in (*parts, written[at:]) if part)


def answer(scope: Scope, name: str) -> Answer:
    """Find the question of that name and the way to it."""
    part = scope.find(name)
    if not isinstance(part, Question):
        raise ExpressionError("rule_not_a_question", name=name)
    return Answer(part, compile_expression(scope.path_to(part)))


def responsible(scope: Scope, written: str) -> Responsible:
    """Read who is to answer for a finding."""
    if not written or written in PEOPLE:
        return Responsible(written or "reviewer")
    of_finding = _RESPONSIBLE_OF.fullmatch(written)
    if of_finding:
        return Responsible("responsible_of", answer(scope, of_finding.group(1)))
    return Responsible("question", answer(scope, written))


def evidence(scope: Scope, names: Sequence[str]) -> tuple[Answer, ...]:
    """Find every place for a photo under the names given."""
    found: list[Answer] = []
    for name in names:
        first = answer(scope, name)
        if not first.question.is_file:
            raise ExpressionError("rule_unknown_photo", name=name)
        slots = scope.definition.photo_slots(name)
        found += [first, *(answer(scope, slot) for slot in slots[1:])]
    return tuple(found)


def names_in(written: str) -> tuple[str, ...]:
    """Cut a cell that holds several names."""
    return tuple(name for name in _SEPARATORS.split(written.strip()) if name)
