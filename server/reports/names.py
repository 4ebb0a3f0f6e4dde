"""What ids and codes are called: looked up once for many rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Campaign, Finding, IssueCategory, Region, Team, Unit, Visit
from server.models.place import ancestors, level_of
from server.reports.called import Called

LEVELS = {
    "province": "省",
    "city": "市",
    "county": "县",
    "town": "乡",
    "village": "村",
}
#: The levels that a ledger shows, each in a column of its own.
SHOWN = ("city", "county", "town", "village")
AT_ONCE = 500


class Names:
    """The names of one campaign's teams, units, categories, places and visits.

    They are those of today, or those of the end of a day.
    """

    def __init__(
        self, session: Session, campaign: Campaign, as_of: date | None = None
    ) -> None:
        self._session = session
        self._called = called = Called.on(session, campaign, as_of)
        self._teams = {
            team.id: called.team(team) for team in session.scalars(Team.of(campaign.id))
        }
        self._units = {
            unit.id: called.unit(unit) for unit in session.scalars(Unit.of(campaign.id))
        }
        self._categories = {
            row.code: (
                f"{row.aspect_code} {called.aspect(row)}",
                f"{row.code} {called.category(row)}",
            )
            for row in session.scalars(IssueCategory.of(campaign.id))
        }
        self._regions: dict[str, str] = {}
        self._modes: dict[int, str] = {}

    def learn(self, findings: Sequence[Finding]) -> None:
        """Look up the places and visits of a batch of findings."""
        self.learn_places([finding.region_code for finding in findings])
        wanted = {finding.visit_id for finding in findings} - self._modes.keys()
        rows = self._session.execute(
            select(Visit.id, Visit.mode).where(Visit.id.in_(wanted))
        )
        self._modes.update((row.id, row.mode) for row in rows)

    def learn_places(self, codes: Sequence[str | None]) -> None:
        """Look up regions and those above them."""
        every = {one for code in codes if code for one in ancestors(code)}
        wanted = sorted(every - self._regions.keys())
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            rows = self._session.execute(
                select(Region.code, Region.name).where(Region.code.in_(part))
            )
            self._regions.update(
                (row.code, self._called.region(row.code, row.name)) for row in rows
            )

    def places(self, code: str | None) -> tuple[str, ...]:
        """Name city, county, town and village; empty where there is none."""
        above = {level_of(one): one for one in ancestors(code)} if code else {}
        return tuple(self._regions.get(above.get(level, ""), "") for level in SHOWN)

    def region(self, code: str) -> str:
        """Name a region; looked up when it has not been yet."""
        if code not in self._regions:
            self.learn_places([code])
        return self._regions.setdefault(code, "")

    def category(self, code: str) -> tuple[str, str]:
        """Name aspect and category."""
        return self._categories.get(code, ("", code))

    def aspect(self, category: IssueCategory) -> str:
        """Name the aspect of a category, without its code."""
        return self._called.aspect(category)

    def team(self, team_id: int) -> str:
        """Name a team."""
        return self._teams.get(team_id, "")

    def unit(self, unit_id: int | None) -> str:
        """Name a unit."""
        return self._units.get(unit_id or 0, "")

    def mode(self, visit_id: int) -> str:
        """Tell how a visit was made."""
        return self._modes.get(visit_id, "")
