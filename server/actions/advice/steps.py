"""Taking the steps of a recommendation: what each needs, and what it leaves."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.advice import ways
from server.actions.advice.ways import Step
from server.actions.life import due
from server.db import now, one_at_a_time
from server.errors import BadInput, Incomplete, NotAllowed, WrongState
from server.models import (
    COUNTED,
    Finding,
    IssueTheme,
    Recommendation,
    ThemeFinding,
    Unit,
)

#: A theme is promoted when it is more than a single case.
LEAST = 2
LONGEST = 4000
MOST_ASKS = 20
HALF_A_YEAR = 6
#: The words that a step cannot do without, and where they stand.
NEEDS: dict[Step, str] = {
    "object": "objection",
    "plan": "plan",
    "report": "report",
    "pass": "verdict",
    "fail": "verdict",
    "broken": "verdict",
}


class OwnDraft(NotAllowed):
    """Who drafted it does not approve it."""

    code = "recommendation_own"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a unit is to be asked."""

    unit: Unit | None
    facts: str
    asks: Sequence[str]
    due_on: date | None


def draft(
    session: Session, actor: Actor, theme: IssueTheme, given: Draft
) -> Recommendation:
    """Promote a theme to a recommendation; raises Incomplete, BadInput, WrongState."""
    session.refresh(theme, with_for_update=True)
    if theme.closed_at is not None:
        raise WrongState
    if _findings(session, theme) < LEAST:
        raise Incomplete("recommendation_single", least=LEAST)
    asks = [one.strip()[:LONGEST] for one in given.asks if one.strip()][:MOST_ASKS]
    if given.unit is None:
        raise Incomplete("recommendation_unit_missing")
    if not given.facts.strip():
        raise Incomplete("recommendation_facts_missing")
    if not asks:
        raise Incomplete("recommendation_asks_missing")
    if given.due_on is None or given.due_on < due.today(now()):
        raise BadInput("due_in_the_past")
    begun = Recommendation(
        campaign_id=theme.campaign_id,
        theme_id=theme.id,
        unit_id=given.unit.id,
        facts=given.facts.strip()[:LONGEST],
        asks=asks,
        due_on=given.due_on,
        drafted_by=actor.user_id,
    )
    session.add(begun)
    told = {"theme": theme.key, "unit": given.unit.code, "asks": asks}
    events.record(session, actor, begun, "recommendation.draft", **told)
    return begun


def take(
    session: Session, actor: Actor, subject: Recommendation, step: Step, words: str
) -> None:
    """Take a step; raises WrongState, Incomplete, OwnDraft."""
    session.refresh(subject, with_for_update=True)
    end = ways.after(subject.state, step)
    if step not in open_to_office(subject) and not ways.WAYS[step].by_unit:
        raise WrongState(status=subject.state, step=step)
    if step in NEEDS:
        if not words.strip():
            raise Incomplete("recommendation_words_missing")
        setattr(subject, NEEDS[step], words.strip()[:LONGEST])
    _leave(session, actor, subject, step)
    subject.state = end
    told = {"words": words.strip()[:LONGEST], "no": subject.no}
    events.record(session, actor, subject, f"recommendation.{step}", **told)


def open_to_office(subject: Recommendation) -> list[Step]:
    """List what the office may do now: it looks again once that is due."""
    looks = is_due(subject, due.today(now()))
    can = ways.office(subject.state)
    return [step for step in can if looks or step not in ways.LOOKS]


def is_due(subject: Recommendation, today: date) -> bool:
    """Say whether somebody has to look again whether it holds."""
    return subject.follow_up_on is not None and subject.follow_up_on <= today


def _leave(session: Session, actor: Actor, subject: Recommendation, step: Step) -> None:
    """Write down what a step leaves besides words."""
    if step == "approve":
        if actor.user_id is not None and actor.user_id == subject.drafted_by:
            raise OwnDraft
        subject.approved_at, subject.no = now(), _number(session, subject)
    if step == "deliver":
        subject.delivered_at = now()
    if step == "close":
        subject.closed_at = now()
        subject.follow_up_on = half_a_year_after(due.today(now()))
    if step in ways.LOOKS:
        subject.follow_up_on = None
    if step == "broken":
        subject.closed_at = None


def half_a_year_after(day: date) -> date:
    """Count six months on; the last day of a month where it has no such day."""
    months = day.month - 1 + HALF_A_YEAR
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _number(session: Session, subject: Recommendation) -> str:
    """Count on within the campaign and the year, one at a time."""
    one_at_a_time(session.connection(), f"recommendations {subject.campaign_id}")
    head = f"察访建〔{due.today(now()).year}〕"
    counted = select(func.count()).where(
        Recommendation.campaign_id == subject.campaign_id,
        Recommendation.no.startswith(head),
    )
    return f"{head}{(session.scalar(counted) or 0) + 1}号"


def _findings(session: Session, theme: IssueTheme) -> int:
    counted = (
        select(func.count())
        .select_from(ThemeFinding)
        .join(Finding, Finding.id == ThemeFinding.finding_id)
        .where(ThemeFinding.theme_id == theme.id, Finding.status.in_(COUNTED))
    )
    return session.scalar(counted) or 0
