"""Take an import back: all its rows, as long as nothing stands on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.actions import events, proposed_units, roles
from server.actions.access import Actor
from server.actions.imports import clues, planned, set_up, standing, sums
from server.actions.imports.apply import carry_out
from server.actions.imports.columns import Kind
from server.actions.imports.known import known
from server.actions.imports.plan import Change, Known, Plan, Row
from server.actions.imports.planning import held
from server.actions.imports.rows import (
    ArrangementRow,
    CategoryRow,
    ClueRow,
    LeadRow,
    MilestoneRow,
    OutcomeRow,
    RegionRow,
    RoundRow,
    TeamRow,
    UnitRow,
    UserRow,
    VisitRow,
)
from server.db import now
from server.errors import Conflict, NotFound, WrongState
from server.models import (
    Campaign,
    CategoryLead,
    Grant,
    ImportBatch,
    Region,
    SignIn,
    Team,
    Unit,
    User,
)

#: As many of those that stand in the way as a sentence names.
NAMED = 5
ROWS: dict[Kind, type[Row]] = {
    Kind.REGIONS: RegionRow,
    Kind.UNITS: UnitRow,
    Kind.TEAMS: TeamRow,
    Kind.USERS: UserRow,
    Kind.LEADS: LeadRow,
    Kind.CATEGORIES: CategoryRow,
    Kind.ARRANGEMENTS: ArrangementRow,
    Kind.MILESTONES: MilestoneRow,
    Kind.ROUNDS: RoundRow,
    Kind.VISITS: VisitRow,
    Kind.OUTCOMES: OutcomeRow,
    Kind.CLUES: ClueRow,
}
#: As many codes as one statement takes.
AT_ONCE = 500


class ImportStoodOn(Conflict):
    """Something stands on the rows; nothing was taken back."""

    code = "import_stood_on"


class ImportChangedSince(Conflict):
    """Rows were changed after the import; nothing was taken back."""

    code = "import_changed_since"


def named(session: Session, campaign: Campaign, key: str) -> ImportBatch:
    """Find an import of a campaign; raises NotFound."""
    of_campaign = ImportBatch.of(campaign.id)
    found = session.scalar(of_campaign.where(ImportBatch.key == key))
    if found is None:
        raise NotFound
    return found


def undo(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Take back what an import added, and put back what it changed.

    Raises WrongState for one that is undone, ImportStoodOn and ImportChangedSince by
    name; then nothing is taken back.
    """
    if batch.undone_at is not None:
        raise WrongState
    if batch.kind == Kind.CLUES:
        clues.refuse_others(session, actor, campaign, batch)
    _refuse_changed(session, actor, campaign, batch)
    _refuse_stood_on(standing.on(session, campaign, batch))
    kind = Kind(batch.kind)
    turned = Plan(kind, changes=_turned(kind, batch.changed))
    if kind is Kind.CATEGORIES:
        back = tuple(_row(kind, one) for one in batch.removed)
        off = tuple(_row(kind, one) for one in batch.added)
        turned = replace(turned, adds=back, gone=off)
    if kind in TAKERS and kind is not Kind.MILESTONES:
        TAKERS[kind](session, actor, campaign, batch)
    carry_out(session, actor, campaign, turned, ())
    if kind is Kind.MILESTONES:
        # What was changed may wait for what was added: it is put back first.
        TAKERS[kind](session, actor, campaign, batch)
    batch.undone_at, batch.undone_by = now(), actor.user_id
    told = {"kind": batch.kind, "added": len(batch.added), "import": batch.key}
    events.record(session, actor, campaign, "import.undone", **told)


def _refuse_stood_on(found: Sequence[standing.Stand]) -> None:
    if found:
        zh, en = ("、".join(one.said(at) for one in found[:NAMED]) for at in (0, 1))
        raise ImportStoodOn(zh=zh, en=en, count=len(found))


def _refuse_changed(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Compare what is there with what the import left; what is gone is no harm."""
    kind = Kind(batch.kind)
    now_known = known(session, actor, campaign, kind)
    there = held(kind, now_known)
    left = [*batch.added, *(after for _before, after in batch.changed)]
    rows = [_row(kind, one) for one in left]
    changed = [row.key for row in rows if _differs(row, there.get(row.key, row))]
    gone = [_row(kind, one) for _before, one in batch.changed]
    changed += [row.key for row in gone if row.key not in there]
    changed += _missing([_row(kind, one) for one, _after in batch.changed], now_known)
    if changed:
        names = "、".join(changed[:NAMED])
        raise ImportChangedSince(names=names, count=len(changed))


def _missing(back: Sequence[Row], known: Known) -> list[str]:
    """Name what tasks that are put back waited for or were part of, and is gone."""
    tasks = [one for one in back if isinstance(one, MilestoneRow)]
    parts = {one.name for one in known.arrangements.values()}
    waited = [one.after for one in tasks if one.after not in known.milestones]
    return [
        *filter(None, waited),
        *(one.part for one in tasks if one.part and one.part not in parts),
    ]


def _differs(left: Row, there: Row) -> bool:
    """Compare two rows; a closed category's place and aspect follow the open ones."""
    if isinstance(left, CategoryRow) and isinstance(there, CategoryRow):
        both = left.closed and there.closed
        return left != there and not (both and left.name == there.name)
    return left != there


def _turned(kind: Kind, changed: Sequence[Any]) -> tuple[Change, ...]:
    return tuple(
        Change(_row(kind, after), _row(kind, before)) for before, after in changed
    )


def _row(kind: Kind, told: Mapping[str, Any]) -> Row:
    values: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in told.items()
    }
    return ROWS[kind](**values)


def _take_regions(
    session: Session, _actor: Actor, _campaign: Campaign, batch: ImportBatch
) -> None:
    codes = [row["code"] for row in batch.added]
    for first in range(0, len(codes), AT_ONCE):
        part = codes[first : first + AT_ONCE]
        session.execute(delete(Region).where(Region.code.in_(part)))


def _take_units(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    codes = [row["code"] for row in batch.added]
    for first in range(0, len(codes), AT_ONCE):
        part = codes[first : first + AT_ONCE]
        inside = Unit.campaign_id == campaign.id
        session.execute(delete(Unit).where(inside, Unit.code.in_(part)))


def _take_teams(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    codes = [row["code"] for row in batch.added]
    inside = Team.campaign_id == campaign.id
    session.execute(delete(Team).where(inside, Team.code.in_(codes)))


def _take_arrangements(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    set_up.take(session, campaign, batch)


def _take_leads(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    for row in batch.added:
        session.execute(
            delete(CategoryLead).where(
                CategoryLead.campaign_id == campaign.id,
                CategoryLead.category_code == row["category_code"],
                CategoryLead.region_code == row["region_code"],
            )
        )
    categories = {row["category_code"] for row in batch.added}
    proposed_units.lead_again(session, campaign.id, categories)


def _take_users(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Take the roles back, and the accounts that were made for them."""
    for row in batch.added:
        grant = session.scalar(_grant(campaign, row))
        if grant is not None:
            user = session.get_one(User, grant.user_id)
            roles.take_back(session, actor, campaign, user.key, grant.id)
    made = select(User).where(User.login.in_(batch.accounts))
    for user in session.scalars(made).all():
        session.execute(delete(SignIn).where(SignIn.user_id == user.id))
        session.delete(user)


def _grant(campaign: Campaign, row: Mapping[str, Any]) -> Any:
    """Select the role that a row of an import gave."""
    chosen = (
        select(Grant)
        .join(User, User.id == Grant.user_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .where(
            Grant.campaign_id == campaign.id,
            Grant.role == row["role"],
            User.login == row["login"],
        )
    )
    if row["team_code"]:
        return chosen.where(Team.code == row["team_code"])
    if row["unit_code"]:
        return chosen.where(Unit.code == row["unit_code"])
    return chosen.where(Grant.region_code == row["region_code"])


TAKERS = {
    Kind.REGIONS: _take_regions,
    Kind.UNITS: _take_units,
    Kind.TEAMS: _take_teams,
    Kind.USERS: _take_users,
    Kind.LEADS: _take_leads,
    Kind.ARRANGEMENTS: _take_arrangements,
    Kind.MILESTONES: planned.take_milestones,
    Kind.ROUNDS: planned.take_rounds,
    Kind.VISITS: planned.take_visits,
    Kind.OUTCOMES: sums.take,
    Kind.CLUES: clues.take,
}
