"""Ask again of a filled form what it asked of its answers."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms.checks import UNASKED, Check, checks
from forms.definition import FormDefinition, Question
from forms.errors import ExpressionError
from forms.filled import Filled
from forms.issues import AnswerIssue
from forms.rows import Row
from forms.text import clean
from forms.typed import typed
from forms.xpath.expression import Expression, Surroundings
from forms.xpath.values import answer, local_moment, moment_of, number, truth

LONGEST_SHOWN = 200
MOST_ISSUES = 200
CLOSE = 1e-9
DAY = len("2026-01-01")

Wrong = tuple[str, Mapping[str, str]]


def recheck(
    definition: FormDefinition, filled: Filled, around: Surroundings
) -> tuple[AnswerIssue, ...]:
    """List the answers that are not as their questions ask, in the form's order.

    `today()` and `now()` are the submission's own finishing time. What gives another
    answer each time (`random`, `uuid`, `now`, `once`) and what the server cannot know
    (a list that it does not keep) is not asked.
    """
    found: list[AnswerIssue] = []
    walk = _Walk(definition, filled, around)
    try:
        for one in walk.inside(checks(definition), filled.root, None):
            found.append(one)
            if len(found) == MOST_ISSUES:
                break
    except ExpressionError:
        found.append(AnswerIssue("unchecked", ""))
    return tuple(found)


class _Walk:
    """One walk over one filled form."""

    def __init__(
        self, definition: FormDefinition, filled: Filled, around: Surroundings
    ) -> None:
        self.definition = definition
        self.around = around
        self.rows = {row.element: row for rows in filled.rows.values() for row in rows}

    def inside(
        self, asked: tuple[Check, ...], parent: Any, row: Row | None
    ) -> Iterator[AnswerIssue]:
        """Look at what stands within a group, a row or the form."""
        for check in asked:
            if check.repeats:
                for each in parent.iterchildren(check.name):
                    yield from self.at(check, each, self.rows.get(each, row))
            else:
                yield from self.at(check, parent.find(check.name), row)

    def at(self, check: Check, node: Any, row: Row | None) -> Iterator[AnswerIssue]:
        """Look at one place, and at what stands within it."""
        if self.says(check.relevant, node) is False:
            yield from _in_vain(check, node, row)
        elif isinstance(check.part, Question):
            wrong = self.wrong(check, check.part, node)
            if wrong is not None:
                yield _issue(check.part, row, wrong)
        else:
            yield from self.inside(check.inside, node, row)

    def wrong(self, check: Check, question: Question, node: Any) -> Wrong | None:
        """Say what is wrong with a question's answer, if anything is."""
        given = clean(node.text or "").strip()
        if check.calculation is not None:
            return self.calculated(check.calculation, node, given)
        if not given:
            missing = self.says(check.required, node) is True
            return ("missing", {}) if missing else None
        if typed(question.type, given) is None:
            return "untyped", {"given": given}
        strange = self.unlisted(question, given)
        if strange:
            return "unlisted", {"given": strange}
        broken = self.says(check.constraint, node) is False
        return ("constraint", {"given": given}) if broken else None

    def calculated(self, asked: Expression, node: Any, given: str) -> Wrong | None:
        """Compare a calculated answer with what it comes to now."""
        told = self.value(asked, node)
        expected = None if told is None else clean(answer(told)).strip()
        if expected is None or _same(given, expected):
            return None
        return "calculation", {"given": given, "expected": expected}

    def unlisted(self, question: Question, given: str) -> str:
        """Name what was chosen though no list has it; lists may be unknown here."""
        if not question.choices and not question.list_file:
            return ""
        known = self.around.form.choices.get(question.path)
        several = question.type in {"select_multiple", "rank"}
        chosen = given.split() if several else [given]
        return "" if not known else " ".join(c for c in chosen if c not in known)

    def says(self, asked: Expression | None, node: Any) -> bool | None:
        """Ask a condition; None where there is none, or it cannot be asked here."""
        told = None if asked is None else self.value(asked, node)
        return None if told is None else truth(told)

    def value(self, asked: Expression, node: Any) -> Any:
        """Evaluate; None where it fails.

        Raises ExpressionError when the submission has used up its steps.
        """
        try:
            return asked.value(node, self.around)
        except ExpressionError as error:
            if error.reason == "expression_costly":
                raise
            return None


def _in_vain(check: Check, node: Any, row: Row | None) -> Iterator[AnswerIssue]:
    """Find answers to questions that were not to be asked."""
    part = check.part
    if isinstance(part, Question):
        given = clean(node.text or "").strip()
        if given and part.type not in UNASKED and not part.preload:
            yield _issue(part, row, ("in_vain", {"given": given}))
    for inner in check.inside:
        for each in node.iterchildren(inner.name):
            yield from _in_vain(inner, each, row)


def _issue(question: Question, row: Row | None, wrong: Wrong) -> AnswerIssue:
    code, values = wrong
    shown = {key: told[:LONGEST_SHOWN] for key, told in values.items()}
    uuid, position = (row.uuid, row.position) if row else ("", None)
    return AnswerIssue(code, question.name, uuid, position, shown)


_TRUTHS = {"true": "1", "false": "0"}


def _same(given: str, expected: str) -> bool:
    """Tell whether two clients mean the same: 3 and 3.0, true and 1, a day's start."""
    if _TRUTHS.get(given, given) == _TRUTHS.get(expected, expected):
        return True
    if moment_of(given) and moment_of(expected):
        a_day = min(len(given), len(expected)) == DAY
        return a_day and _day(given) == _day(expected)
    a, b = number(given), number(expected)
    return math.isclose(a, b, rel_tol=CLOSE, abs_tol=CLOSE)


def _day(written: str) -> date | None:
    moment = local_moment(written)
    return moment.date() if moment else None
