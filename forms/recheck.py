"""Ask again of a filled form what it asked of its answers."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from forms.background import list_of
from forms.checks import UNASKED, Check, checks
from forms.definition import FormDefinition, Question
from forms.errors import ExpressionError
from forms.filled import Filled
from forms.issues import AnswerIssue
from forms.rows import Row
from forms.text import clean
from forms.typed import typed
from forms.xpath.expression import Expression, Surroundings
from forms.xpath.running import WORN_OUT
from forms.xpath.values import local_moment, moment_of, number

LONGEST_SHOWN = 200
MOST_ISSUES = 200
CLOSE = 1e-9
DAY = len("2026-01-01")

T = TypeVar("T")
Wrong = tuple[str, Mapping[str, str]]


def recheck(
    definition: FormDefinition, filled: Filled, around: Surroundings
) -> tuple[AnswerIssue, ...]:
    """List the answers that are not as their questions ask, in the form's order.

    `today()` and `now()` are the submission's own finishing time. What gives another
    answer each time (`random`, `uuid`, `now`, `once`) is not asked. What could not be
    asked (a pattern that is too slow, a list that is not kept) is told once for each
    question; when steps or time are used up, the rest is told to be unchecked.
    """
    found: list[AnswerIssue] = []
    walk = _Walk(definition, filled, around)
    try:
        for one in walk.inside(checks(definition), filled.root, None):
            found.append(one)
            if len(found) == MOST_ISSUES:
                break
    except ExpressionError as error:
        found.append(_unchecked("", error))
    return (*found, *walk.unasked.values())


class _Walk:
    """One walk over one filled form."""

    def __init__(
        self, definition: FormDefinition, filled: Filled, around: Surroundings
    ) -> None:
        self.definition = definition
        self.around = around
        self.unasked: dict[str, AnswerIssue] = {}
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
        if self.says(check, check.relevant, node) is False:
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
            return self.calculated(check, check.calculation, node, given)
        if not given:
            missing = self.says(check, check.required, node) is True
            return ("missing", {}) if missing else None
        if typed(question.type, given) is None:
            return "untyped", {"given": given}
        strange = self.unlisted(question, given)
        if strange:
            return "unlisted", {"given": strange}
        left_out = self.left_out(check, question, node, given)
        if left_out:
            return "left_out", {"given": left_out}
        broken = self.says(check, check.constraint, node) is False
        return ("constraint", {"given": given}) if broken else None

    def calculated(
        self, check: Check, asked: Expression, node: Any, given: str
    ) -> Wrong | None:
        """Compare a calculated answer with what it comes to now."""
        told = self.asked(check, lambda: asked.answer(node, self.around))
        expected = None if told is None else clean(told).strip()
        if expected is None or _same(given, expected):
            return None
        return "calculation", {"given": given, "expected": expected}

    def unlisted(self, question: Question, given: str) -> str:
        """Name what was chosen though no list has it; lists may be unknown here."""
        if not question.choices and not question.list_file:
            return ""
        known = self.around.form.choices.get(question.path)
        if known is None:
            self.unasked.setdefault(question.name, self.unknown(question))
            return ""
        return " ".join(c for c in _chosen(question, given) if c not in known)

    def left_out(self, check: Check, question: Question, node: Any, given: str) -> str:
        """Name what was chosen though its list's filter does not offer it here."""
        picking = check.picking
        if picking is None or question.name in self.unasked:
            return ""
        chosen = _chosen(question, given)
        told = self.asked(check, lambda: picking.refused(chosen, node, self.around))
        return told or ""

    def unknown(self, question: Question) -> AnswerIssue:
        """Say why nobody can look up what was chosen."""
        name = list_of(self.definition, question) or question.list_file or ""
        why = self.around.form.unknown(name) or "expression_list"
        error = ExpressionError(why, name=question.list_file or name)
        return _unchecked(question.name, error)

    def says(self, check: Check, asked: Expression | None, node: Any) -> bool | None:
        """Ask a condition; None where there is none, or it cannot be asked here."""
        if asked is None:
            return None
        return self.asked(check, lambda: asked.truth(node, self.around))

    def asked(self, check: Check, ask: Callable[[], T]) -> T | None:
        """Evaluate; None where it fails, which is told once for each question.

        Raises ExpressionError when the submission has used up its steps or its time.
        """
        try:
            return ask()
        except ExpressionError as error:
            if error.reason in WORN_OUT:
                raise
            self.unasked.setdefault(check.name, _unchecked(check.name, error))
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


def _chosen(question: Question, given: str) -> list[str]:
    several = question.type in {"select_multiple", "rank"}
    return given.split() if several else [given]


def _unchecked(question: str, error: ExpressionError) -> AnswerIssue:
    values = {key: str(told)[:LONGEST_SHOWN] for key, told in error.values.items()}
    return AnswerIssue("unchecked", question, values={**values, "reason": error.reason})


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
