"""From answers to candidates: what the rules of a form propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forms.asking import Asking, trouble
from forms.background import background
from forms.definition import FormDefinition
from forms.filled import Filled, fill
from forms.instance import Instance
from forms.issues import AnswerIssue
from forms.proposal import Proposal, Proposals, RuleTrouble
from forms.recheck import recheck
from forms.rule import Rule, RuleBasis
from forms.rule_json import from_json, to_json
from forms.rulebook import ready
from forms.xpath.expression import Surroundings
from forms.xpath.library.dates import now_text
from forms.xpath.running import Background

__all__ = [
    "Examined",
    "Parameter",
    "Proposal",
    "Proposals",
    "Rule",
    "RuleBasis",
    "RuleTrouble",
    "examine",
    "from_json",
    "propose",
    "to_json",
]

Parameter = str | float


@dataclass(frozen=True, slots=True)
class Examined:
    """What a look at one submission gave: what the rules say, and what does not fit."""

    proposals: Proposals
    issues: tuple[AnswerIssue, ...]


NOTHING = Proposals((), ())


def propose(
    definition: FormDefinition,
    rules: Sequence[Rule],
    instance: Instance,
    *,
    finished_at: datetime,
    parameters: Mapping[str, Parameter],
    plan_bases: Sequence[RuleBasis] = (),
    form: Background | None = None,
) -> Proposals:
    """Ask every rule about a submission. `candidates` holds hints too (see `kind`).

    `plan_bases` are the campaign's plan and whatever else the campaign adopts,
    with the days from which it does; a basis without dates lives as long as they.
    Without any, the plan counts as always in force.
    """
    around = _around(definition, finished_at, parameters, form)
    filled = fill(definition, instance.root)
    return _asked(definition, rules, filled, around, plan_bases)


def examine(
    definition: FormDefinition,
    rules: Sequence[Rule],
    instance: Instance,
    *,
    finished_at: datetime,
    parameters: Mapping[str, Parameter],
    plan_bases: Sequence[RuleBasis] = (),
    form: Background | None = None,
) -> Examined:
    """Ask every rule, and ask again what the form asked, on one filled model."""
    around = _around(definition, finished_at, parameters, form)
    filled = fill(definition, instance.root)
    return Examined(
        _asked(definition, rules, filled, around, plan_bases),
        recheck(definition, filled, around),
    )


def _around(
    definition: FormDefinition,
    finished_at: datetime,
    parameters: Mapping[str, Parameter],
    form: Background | None,
) -> Surroundings:
    known = background(definition, {}) if form is None else form
    return Surroundings(now_text(finished_at), parameters, known)


def _asked(
    definition: FormDefinition,
    rules: Sequence[Rule],
    filled: Filled,
    around: Surroundings,
    plan_bases: Sequence[RuleBasis],
) -> Proposals:
    if not rules:
        return NOTHING
    book = ready(definition, tuple(rules))
    day = date.fromisoformat(around.now[:10])
    asking = Asking(filled, definition, around, day, tuple(plan_bases))
    answered = asking.all(book.rules)
    broken = (trouble(rule, None, error) for rule, error in book.broken)
    return Proposals(answered.candidates, (*broken, *answered.troubles))
