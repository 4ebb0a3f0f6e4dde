"""What things are called, or were called at the end of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from server.db import end_of
from server.models import Campaign, FormerName, IssueCategory, Named, Team, Unit


@dataclass(frozen=True, slots=True)
class Called:
    """The names that were in use on a day and are no more; all others hold today."""

    former: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def on(cls, session: Session, campaign: Campaign, as_of: date | None) -> Called:
        """Read the names of the end of a day; None is now."""
        if as_of is None:
            return cls()
        given_up = FormerName.after(campaign.id, end_of(as_of))
        # The last first: what stays is the name that ended soonest after the day.
        return cls(
            {(one.kind, one.code): one.name for one in session.scalars(given_up)}
        )

    def unit(self, unit: Unit) -> str:
        """Name a unit."""
        return self._name(Named.UNIT, unit.code, unit.name)

    def team(self, team: Team) -> str:
        """Name a team."""
        return self._name(Named.TEAM, team.code, team.name)

    def aspect(self, category: IssueCategory) -> str:
        """Name the aspect of a category."""
        return self._name(Named.ASPECT, category.aspect_code, category.aspect_name)

    def category(self, category: IssueCategory) -> str:
        """Name a category."""
        return self._name(Named.CATEGORY, category.code, category.name)

    def region(self, code: str, name: str) -> str:
        """Name a region that is called so today."""
        return self._name(Named.REGION, code, name)

    def _name(self, kind: Named, code: str, today: str) -> str:
        return self.former.get((kind, code), today)
