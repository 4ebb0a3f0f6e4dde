"""The kinds of problems by file: what is added, renamed, closed or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from server.actions import renaming
from server.actions.imports.plan import Change, Plan, Row
from server.actions.imports.rows import CategoryRow
from server.actions.renaming import Renamed
from server.db import now
from server.models import Campaign, IssueCategory, Named

#: Behind all others: a closed category of an aspect that is there no more.
LAST = 9999


def bring(session: Session, campaign: Campaign, plan: Plan) -> None:
    """Write the categories of a plan, each in its place."""
    held = {row.code: row for row in session.scalars(IssueCategory.of(campaign.id))}
    for row in plan.gone:
        session.delete(held.pop(row.key))
    session.flush()
    renaming.keep(session, campaign, _renamed(plan.changes))
    for one in [*plan.adds, *(change.after for change in plan.changes)]:
        if isinstance(one, CategoryRow):
            held[one.code] = _written(session, campaign, held, one)
    _place_closed(list(held.values()))
    session.flush()


def _written(
    session: Session,
    campaign: Campaign,
    held: Mapping[str, IssueCategory],
    one: CategoryRow,
) -> IssueCategory:
    row = held.get(one.code)
    if row is None:
        row = IssueCategory(campaign_id=campaign.id, code=one.code)
        session.add(row)
    row.name, row.position = one.name, one.position
    row.aspect_code, row.aspect_name = one.aspect_code, one.aspect_name
    row.closed_at = (row.closed_at or now()) if one.closed else None
    return row


def _place_closed(rows: Sequence[IssueCategory]) -> None:
    """Put closed categories behind the open ones of their aspect."""
    last: dict[str, IssueCategory] = {}
    for row in sorted(rows, key=lambda one: one.position):
        if row.closed_at is None:
            last[row.aspect_code] = row
    for row in rows:
        if row.closed_at is not None:
            peer = last.get(row.aspect_code)
            row.position = peer.position if peer else LAST
            row.aspect_name = peer.aspect_name if peer else row.aspect_name


def _renamed(changes: Sequence[Change]) -> Iterator[Renamed]:
    aspects: dict[str, tuple[str, str]] = {}
    for change in changes:
        before, after = _category(change.before), _category(change.after)
        yield Renamed(Named.CATEGORY, after.code, before.name, after.name)
        if before.aspect_code == after.aspect_code:
            aspects[after.aspect_code] = before.aspect_name, after.aspect_name
    for code, names in aspects.items():
        yield Renamed(Named.ASPECT, code, *names)


def _category(row: Row) -> CategoryRow:
    if not isinstance(row, CategoryRow):
        raise TypeError(row)
    return row
