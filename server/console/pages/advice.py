"""Recommendations as pages: of a theme, on a unit's desk, and one by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.advice import steps, ways
from server.actions.life import due
from server.db import now
from server.models import Campaign, IssueTheme, Recommendation, Unit

#: Steps that bring words along.
WORDY = tuple(steps.NEEDS)


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
    may = access.may(actor, "theme.write", campaign, None, theme.region_code)
    can = steps.open_to_office(subject) if may else []
    unit = session.get_one(Unit, subject.unit_id)
    looks = steps.is_due(subject, due.today(now()))
    return Page(subject, unit, theme, can, looks, may_take_paper=may)


def for_unit(session: Session, subject: Recommendation) -> Page:
    """Read a recommendation as its unit does: nothing of the theme or of others."""
    unit = session.get_one(Unit, subject.unit_id)
    can = ways.unit(subject.state)
    return Page(subject, unit, None, can, is_due=False, may_take_paper=True)
