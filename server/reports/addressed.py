"""The findings that a notice names, gathered by the unit that it goes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.errors import BadInput, NotFound
from server.models import COUNTED, OWING, Campaign, Finding, Rectification, Unit
from server.reports.filters import LedgerFilter

#: As many findings as one document can be read with.
MOST = 1000
AT_ONCE = 500


class NothingToHandOver(NotFound):
    """No finding fits, so there is nothing to print."""

    code = "notice_empty"


class NoticeTooLong(BadInput):
    """More findings fit than one document bears."""

    code = "notice_too_long"


@dataclass(frozen=True, slots=True)
class Addressed:
    """What goes to one unit, in the order asked for; an empty name is not decided."""

    unit: str
    findings: tuple[Finding, ...]

    def of_severity(self, severity: str) -> int:
        """Count the findings of a severity."""
        return sum(one.severity == severity for one in self.findings)

    @property
    def closed(self) -> int:
        """How many are closed."""
        return sum(one.status == "closed" for one in self.findings)

    def overdue(self, day: date) -> int:
        """Count those that are late on a day."""
        return sum(due.is_overdue(one.status, one.due_on, day) for one in self.findings)


def by_unit(
    session: Session, actor: Actor, campaign: Campaign, chosen: LedgerFilter
) -> list[Addressed]:
    """Gather the actor's ledger by unit; raises NothingToHandOver, NoticeTooLong."""
    wanted = chosen.select(actor, campaign)
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    if count > MOST:
        raise NoticeTooLong(count=count, most=MOST)
    parts = chosen.rows(session, wanted, AT_ONCE)
    found = [one for part in parts for one in part]
    return _gathered(
        session, campaign, ((one.responsible_unit_id, one) for one in found)
    )


def to_own_units(session: Session, actor: Actor, campaign: Campaign) -> list[Addressed]:
    """Gather what the actor's own units owe; raises NothingToHandOver."""
    rows = session.execute(
        access.rectifications(actor, campaign)
        .join(Finding, Finding.id == Rectification.finding_id)
        .with_only_columns(Rectification.unit_id, Finding)
        .where(Finding.status.in_(COUNTED), Rectification.part.in_(OWING))
        .order_by(Finding.due_on.asc().nulls_last(), Finding.id)
    ).all()
    return _gathered(session, campaign, ((unit, one) for unit, one in rows))


def _gathered(
    session: Session,
    campaign: Campaign,
    found: Iterable[tuple[int | None, Finding]],
) -> list[Addressed]:
    """Put findings to their units, in the units' order; what nobody has comes last."""
    owed: dict[tuple[int, str], list[Finding]] = {}
    for unit, finding in found:
        to = (unit or 0, "" if unit else finding.responsible_text)
        owed.setdefault(to, []).append(finding)
    if not owed:
        raise NothingToHandOver
    units = {one.id: one for one in session.scalars(Unit.of(campaign.id))}
    return list(_in_order(owed, list(units), {i: u.name for i, u in units.items()}))


def _in_order(
    owed: dict[tuple[int, str], list[Finding]],
    units: Sequence[int],
    names: dict[int, str],
) -> Iterator[Addressed]:
    places = {unit: place for place, unit in enumerate(units)}

    def place(to: tuple[int, str]) -> tuple[int, bool, str]:
        return places.get(to[0], len(places)), not to[1], to[1]

    for to in sorted(owed, key=place):
        yield Addressed(names.get(to[0], to[1]), tuple(owed[to]))
