"""Where teams were: by round, against the counties that are to be visited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import end_of, now
from server.models import Campaign, Round, Submission, Visit, VisitStatus
from server.reports.filters import LedgerFilter

COUNTY, TOWN = 6, 9
#: Towns from which something was sent, by the id of their visits' round.
Visited = Mapping[int | None, set[str]]


@dataclass(frozen=True, slots=True)
class RoundCover:
    """A round, and how many of the counties that count were visited in it."""

    key: str
    no: int
    name: str
    from_on: date
    to_on: date
    covered: int
    denominator: int
    #: The counties that nobody visited in it, by name.
    missing: tuple[str, ...]


def visited(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> Visited:
    """List the places from which something had been sent, cut to their town."""
    until = end_of(wanted.as_of) if wanted.as_of else now()
    sent = (
        access.submissions(actor, campaign)
        .join(Visit, Visit.id == Submission.visit_id)
        .where(
            Submission.received_at <= until,
            Visit.status != VisitStatus.CANCELLED,
        )
        .with_only_columns(
            Visit.round_id, Submission.region_code, maintain_column_froms=True
        )
        .distinct()
    )
    found: dict[int | None, set[str]] = {}
    for round_id, code in session.execute(sent):
        if code:
            found.setdefault(round_id, set()).add(code[:TOWN])
    return found


def rounds(
    session: Session,
    campaign: Campaign,
    counties: Sequence[tuple[str, str]],
    seen: Visited,
) -> tuple[RoundCover, ...]:
    """Compare each round with the counties that count, given by code and name."""
    return tuple(
        _cover(one, counties, {town[:COUNTY] for town in seen.get(one.id, ())})
        for one in session.scalars(Round.of(campaign.id))
    )


def _cover(
    one: Round, counties: Sequence[tuple[str, str]], reached: set[str]
) -> RoundCover:
    missing = [name for code, name in counties if code[:COUNTY] not in reached]
    return RoundCover(
        one.key,
        one.no,
        one.name,
        one.from_on,
        one.to_on,
        len(counties) - len(missing),
        len(counties),
        tuple(missing),
    )
