"""Recommendations as pages: of a theme, on a unit's desk, and one by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.advice import steps, ways
from server.actions.life import due
from server.db import now
from server.models import (
    Campaign,
    IssueTheme,
    Recommendation,
    RecommendationState,
    Unit,
)

#: Steps that bring words along.
WORDY = tuple(steps.NEEDS)
#: States in which the unit has still to answer.
AWAITED = (
    RecommendationState.DELIVERED,
    RecommendationState.ACKNOWLEDGED,
    RecommendationState.PLAN_FILED,
    RecommendationState.FAILED,
)
#: The tabs of the list, and what stands in each.
TABS: dict[str, Callable[[Line], bool]] = {
    "open": lambda one: one.subject.state != RecommendationState.CLOSED,
    "late": lambda one: one.is_late,
    "due": lambda one: one.is_due,
    "closed": lambda one: one.subject.state == RecommendationState.CLOSED,
    "all": lambda _one: True,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One recommendation, with the steps that its reader may take."""

    subject: Recommendation
    unit: Unit
    theme: IssueTheme | None
    steps: Sequence[str]
    is_due: bool
    may_take_paper: bool

    @property
    def wordy(self) -> list[str]:
        """The steps that bring words along."""
        return [one for one in self.steps if one in WORDY]

    @property
    def short(self) -> list[str]:
        """The steps that are one button."""
        return [one for one in self.steps if one not in WORDY]


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation in the list."""

    subject: Recommendation
    unit: str
    theme: IssueTheme
    #: Whether the answer is late, or somebody should look again.
    is_late: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The recommendations in a tab, with how many each tab has."""

    tab: str
    counts: Mapping[str, int]
    lines: Sequence[Line]


def listed(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Listed:
    """List recommendations: those under way, late ones, due again, closed, all."""
    today = due.today(now())
    seen = access.recommendations(actor, campaign).join(
        Unit, Unit.id == Recommendation.unit_id
    )
    rows = session.execute(seen.add_columns(Unit.name, IssueTheme)).all()
    lines = [
        Line(one, name, theme, _is_late(one, today), steps.is_due(one, today))
        for one, name, theme in rows
    ]
    tabs = {tab: [one for one in lines if fits(one)] for tab, fits in TABS.items()}
    tab = query.get("tab", "")
    tab = tab if tab in tabs else next(iter(tabs))
    return Listed(tab, {name: len(of) for name, of in tabs.items()}, tabs[tab])


def _is_late(one: Recommendation, today: date) -> bool:
    return one.state in AWAITED and one.due_on < today


def of_theme(session: Session, theme: IssueTheme) -> Sequence[Recommendation]:
    """List the recommendations of a theme."""
    return session.scalars(Recommendation.of(theme.id)).all()


def owed(
    session: Session, actor: Actor, campaign: Campaign
) -> Sequence[Recommendation]:
    """List what was delivered to the reader's own units."""
    return session.scalars(access.addressed(actor, campaign)).all()


def for_office(
    session: Session, actor: Actor, campaign: Campaign, subject: Recommendation
) -> Page:
    """Read a recommendation as the office does."""
    theme = session.get_one(IssueTheme, subject.theme_id)
    place = None, theme.region_code
    issues = access.may(actor, "advice.issue", campaign, *place)
    can = steps.open_to_office(subject) if issues else []
    may = access.may(actor, "theme.write", campaign, *place)
    unit = session.get_one(Unit, subject.unit_id)
    looks = steps.is_due(subject, due.today(now()))
    return Page(subject, unit, theme, can, looks, may_take_paper=may)


def for_unit(session: Session, subject: Recommendation) -> Page:
    """Read a recommendation as its unit does: nothing of the theme or of others."""
    unit = session.get_one(Unit, subject.unit_id)
    can = ways.unit(subject.state)
    return Page(subject, unit, None, can, is_due=False, may_take_paper=True)
