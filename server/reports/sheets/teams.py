"""The sums by team (按察访组): in the order of their codes, never ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func

from server.actions import access
from server.models import Submission, SubmissionState, Team
from server.models.place import prefix
from server.reports import figures
from server.reports.figures import Fact
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets.summary import TOTAL, summed, table
from server.reports.wanted import Wanted

NAME = "按察访组"
#: Teams whose names are not for this reader, so that no sum differs from the others.
OTHERS = "其他组"
#: How many visits, sites and submissions.
Sent = tuple[int, ...]
NOTHING: Sent = (0, 0, 0)
COLUMNS = (
    Column("组代码", 12),
    Column("察访组", 22),
    Column("察访（次）", 10, Kind.WHOLE),
    Column("点位（个）", 10, Kind.WHOLE),
    Column("填报（份）", 10, Kind.WHOLE),
    Column("认定问题", 10, Kind.WHOLE),
    Column("未办结", 10, Kind.WHOLE),
    Column("已销号", 10, Kind.WHOLE),
)


def sheet(wanted: Wanted, facts: Sequence[Fact]) -> Sheet:
    """Describe the sums: visits, sites and submissions by place and day asked for."""
    return table(wanted, NAME, COLUMNS, list(_rows(wanted, facts)))


def _rows(wanted: Wanted, facts: Sequence[Fact]) -> Iterator[Row]:
    sent_by = sent(wanted)
    found = figures.by(facts, lambda one: one.team_id)
    total: Counter[int] = Counter()
    called = wanted.called()
    for team in _teams(wanted):
        values = _values(sent_by.pop(team.id, NOTHING), found.pop(team.id, []))
        total.update(dict(enumerate(values)))
        yield Row((team.code, called.team(team), *values))
    if sent_by or found:
        unnamed = [one for some in found.values() for one in some]
        values = _values(together(sent_by), unnamed)
        total.update(dict(enumerate(values)))
        yield Row(("", OTHERS, *values))
    yield summed(TOTAL, "", *(total[place] for place in range(6)))


def together(sent_by: Mapping[int, Sent]) -> Sent:
    """Add up what several teams sent."""
    return tuple(map(sum, zip(*sent_by.values(), strict=True))) or NOTHING


def _values(brought: Sent, facts: Sequence[Fact]) -> tuple[int, ...]:
    return (*brought, *_judged(facts))


def _judged(facts: Sequence[Fact]) -> tuple[int, int, int]:
    return len(facts), figures.open_ones(facts), figures.closed_ones(facts)


def _teams(wanted: Wanted) -> Sequence[Team]:
    chosen = access.teams(wanted.actor, wanted.campaign)
    if wanted.chosen.team:
        chosen = chosen.where(Team.code == wanted.chosen.team)
    return wanted.session.scalars(chosen).all()


def sent(wanted: Wanted) -> dict[int, Sent]:
    """Count each team's visits, sites and submissions until the day asked for."""
    sites = func.coalesce(Submission.region_code, "") + Submission.site_name
    chosen = access.submissions(wanted.actor, wanted.campaign).where(
        Submission.received_at < wanted.until,
        Submission.state != SubmissionState.SUPERSEDED,
    )
    if wanted.chosen.county:
        below = prefix(wanted.chosen.county)
        chosen = chosen.where(Submission.region_code.startswith(below, autoescape=True))
    if wanted.chosen.team:
        named = _teams(wanted)
        chosen = chosen.where(Submission.team_id.in_([team.id for team in named]))
    rows = wanted.session.execute(
        chosen.with_only_columns(
            Submission.team_id,
            func.count(Submission.visit_id.distinct()),
            func.count(sites.distinct()),
            func.count(),
            maintain_column_froms=True,
        ).group_by(Submission.team_id)
    )
    return {team: (visits, places, forms) for team, visits, places, forms in rows}
