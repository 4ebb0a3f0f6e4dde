"""A look at one submission: what its form's rules say, and what does not fit.

Pure, and without a lock; `examination` writes down what a look gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from forms.distinct import Named, named
from forms.instance import Instance, parse
from forms.instance import answers as read_answers
from forms.issues import AnswerIssue
from forms.rule import Rule
from forms.rules import Parameter, Proposals, RuleBasis, examine
from server.actions.rules_in_use import RulesInUse
from server.models import Campaign

#: How rules cite the campaign's own plan, whatever that document is called.
PLAN = "本专项方案"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at one submission gave."""

    submission_id: int
    answers: dict[str, Any]
    proposals: Proposals
    issues: tuple[dict[str, Any], ...]
    #: In how many rows each rule held, whatever comes of it.
    fired: Mapping[str, int]
    #: What the answers name that is counted once.
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a campaign sets for all of its forms."""

    parameters: Mapping[str, Parameter]
    plan: tuple[RuleBasis, ...]
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks at what: the form's rules, the answers, and under which terms."""

    known: RulesInUse
    rules: tuple[Rule, ...]
    instance: Instance
    finished_at: datetime
    terms: Terms

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """What `param()` gives: the form's own before the campaign's."""
        return {**self.terms.parameters, **self.known.parameters}


def terms(campaign: Campaign, settings: Mapping[str, Any]) -> Terms:
    """Read what settings mean for rules: days_major as param('days_major', 7)."""
    days = settings.get("days", {})
    named = {f"days_{severity}": count for severity, count in days.items()}
    if "distance_m" in settings:
        named["distance_m"] = settings["distance_m"]
    return Terms(
        parameters={**named, **settings.get("parameters", {})},
        plan=_plan(campaign, settings.get("plan_bases", ())),
        first_day=campaign.starts_on,
    )


def look(
    submission_id: int,
    xml: bytes,
    finished_at: datetime,
    known: RulesInUse,
    under: Terms,
) -> Seen:
    """Let every rule look at the answers, check them again; touches no rows."""
    instance = parse(xml)
    asked = Asked(known, _rules(known, under), instance, finished_at, under)
    examined = examine(
        known.definition,
        asked.rules,
        instance,
        finished_at=finished_at,
        parameters=asked.parameters,
        plan_bases=under.plan,
        form=known.background,
    )
    proposals = examined.proposals
    new = tuple(one for one in proposals.candidates if one.makes_finding)
    told = read_answers(known.definition, instance)
    return Seen(
        submission_id,
        told,
        replace(proposals, candidates=new),
        tuple(issue.as_json() for issue in _left(asked, examined.issues)),
        Counter(one.rule for one in proposals.candidates),
        tuple(named(known.distinct, told)),
    )


def _left(asked: Asked, issues: tuple[AnswerIssue, ...]) -> tuple[AnswerIssue, ...]:
    """Leave out what fits with lists that the phone may have had when it was filled.

    A phone without signal has a new list later than the office: nobody is to blame
    for a choice from the one before.
    """
    for earlier in asked.known.earlier:
        later = earlier.since is not None and earlier.since > asked.finished_at
        if later or not issues:
            break
        again = examine(
            asked.known.definition,
            (),
            asked.instance,
            finished_at=asked.finished_at,
            parameters=asked.parameters,
            form=earlier.background,
        ).issues
        stays = {_place(issue) for issue in again}
        issues = tuple(issue for issue in issues if _place(issue) in stays)
    return issues


def _place(issue: AnswerIssue) -> tuple[str, str, str]:
    return issue.code, issue.question, issue.repeat_uuid


def _plan(campaign: Campaign, written: Sequence[Any]) -> tuple[RuleBasis, ...]:
    """Read what the campaign adopts; its own plan holds on any day unless it says so.

    A campaign needs no document to look for what it is about.
    """
    adopted = tuple(_basis(one, campaign) for one in written)
    named = any(PLAN.startswith(one.title) for one in adopted)
    return adopted if named else (*adopted, RuleBasis(PLAN))


def _basis(written: str | Mapping[str, str], campaign: Campaign) -> RuleBasis:
    """Read a document by how rules cite it; its first day may be the campaign's."""
    one = {"title": written} if isinstance(written, str) else written
    since, until = one.get("from"), one.get("to")
    return RuleBasis(
        one["title"],
        date.fromisoformat(since) if since else campaign.starts_on,
        date.fromisoformat(until) if until else None,
    )


def _rules(known: RulesInUse, under: Terms) -> tuple[Rule, ...]:
    """Give the rules with what they rest on.

    A document without days of its own that is not the campaign's plan is the
    campaign's to vouch for, from its first day on.
    """
    if under.first_day is None:
        return known.rules
    return _vouched(known.rules, under.first_day)


@lru_cache(maxsize=64)
def _vouched(rules: tuple[Rule, ...], first: date) -> tuple[Rule, ...]:
    return tuple(
        replace(rule, bases=tuple(_since(basis, first) for basis in rule.bases))
        for rule in rules
    )


def _since(basis: RuleBasis, first: date) -> RuleBasis:
    if basis.dated or basis.title.startswith(PLAN):
        return basis
    return replace(basis, effective_from=first)
