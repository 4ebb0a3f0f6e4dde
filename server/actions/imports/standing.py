"""What stands on rows that were imported: by table, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from server.actions.imports import clues, planned
from server.actions.imports.columns import Kind
from server.db import Base, table
from server.models import (
    Arrangement,
    Campaign,
    CategoryLead,
    Event,
    FindingVersion,
    Grant,
    ImportBatch,
    Milestone,
    Region,
    Round,
    Team,
    Unit,
    User,
    Visit,
)

#: What a table's rows are called when they stand on something.
NOUNS: dict[str, tuple[str, str]] = {
    "arrangement": ("成员", "members"),
    "draw": ("抽签", "draws"),
    "self_report": ("自查发现", "self reports"),
    "alias": ("去重判断", "answers about likenesses"),
    "bulletin": ("通报", "bulletins"),
    "campaign": ("专项", "campaigns"),
    "case_conference": ("会商", "conferences"),
    "category_lead": ("牵头单位", "category leads"),
    "clue": ("线索", "clues"),
    "clue_opening": ("打开全文", "openings"),
    "clue_step": ("办理步骤", "steps"),
    "clue_transfer": ("移送", "transfers"),
    "clue_unit": ("线索承办", "parts in clues"),
    "conference_decision": ("会商意见", "decisions"),
    "correction": ("更正通知", "corrections"),
    "device": ("手机", "phones"),
    "enrolment": ("登记码", "enrolment codes"),
    "entity": ("名单条目", "entries of lists"),
    "entity_wait": ("待定的条目", "entries that wait"),
    "event": ("办过的事", "things done"),
    "finding": ("问题", "findings"),
    "finding_version": ("问题的记录", "records of findings"),
    "issue_theme": ("共性问题", "themes"),
    "kept_draft": ("收下的草稿", "kept drafts"),
    "notice": ("通知", "notices"),
    "milestone": ("节点任务", "milestones"),
    "outcome_stat": ("结果数据", "outcomes"),
    "recommendation": ("建议书", "recommendations"),
    "rectification": ("整改", "rectifications"),
    "region": ("下级地区", "regions below"),
    "role_grant": ("角色", "roles"),
    "self_check": ("举一反三", "self-checks"),
    "self_check_task": ("自查任务", "self-check tasks"),
    "system_measure": ("制度成果", "rules made"),
    "submission": ("填报", "submissions"),
    "team": ("察访组", "teams"),
    "unit": ("单位", "units"),
    "visit": ("察访", "visits"),
}
OTHER = ("其他记录", "other rows")
#: What goes with an account.
GOING = ("role_grant", "sign_in")
#: The columns that name a region by its code.
PLACED = ("region_code", "county_code", "city_code", "parent_code", "place_code")


@dataclass(frozen=True, slots=True)
class Stand:
    """So many rows of a table stand on one that was imported."""

    name: str
    table: str
    count: int

    def said(self, language: int) -> str:
        """Say it, in Chinese (0) or English (1)."""
        noun = NOUNS.get(self.table, OTHER)[language]
        return f"{self.name}：{noun} {self.count}"


def on(session: Session, campaign: Campaign, batch: ImportBatch) -> list[Stand]:
    """List what stands on the rows that an import added."""
    finds = {
        Kind.REGIONS: _on_regions,
        Kind.UNITS: _on_units,
        Kind.TEAMS: _on_teams,
        Kind.USERS: _on_users,
        Kind.CATEGORIES: _on_categories,
        Kind.ARRANGEMENTS: _on_arrangements,
        Kind.MILESTONES: _on_milestones,
        Kind.ROUNDS: _on_rounds,
        Kind.VISITS: _on_visits,
        Kind.CLUES: _on_clues,
    }
    find = finds.get(Kind(batch.kind))
    return find(session, campaign, batch) if find and batch.added else []


def _on_regions(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    """Look in every campaign, for regions are everybody's; of others tell no counts."""
    names = {row["code"]: row["name"] for row in batch.added}
    found: list[Stand] = []
    elsewhere = set(session.scalars(select(Campaign.region_code)))
    for there, column in _placing():
        if there.name == Region.__tablename__:
            below = _counted(session, there, column, there.c.code.not_in(list(names)))
            found += _stands(there.name, below, names)
            continue
        own = there.c.campaign_id == home.id
        found += _stands(there.name, _counted(session, there, column, own), names)
        elsewhere |= _counted(session, there, column, ~own).keys()
    return [*found, *_stands("campaign", dict.fromkeys(elsewhere, 1), names)]


def _on_units(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    rows = session.execute(
        Unit.of(home.id).with_only_columns(Unit.id, Unit.code, Unit.name)
    )
    return _on_ids(session, Unit, batch, {row.code: (row.id, row.name) for row in rows})


def _on_teams(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    rows = session.execute(
        Team.of(home.id).with_only_columns(Team.id, Team.code, Team.name)
    )
    return _on_ids(session, Team, batch, {row.code: (row.id, row.name) for row in rows})


def _on_users(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    """Look at what people have done since, and at what else they were given."""
    logins = {row["login"] for row in batch.added}
    people = session.scalars(select(User).where(User.login.in_(logins)))
    names = {user.id: user.login for user in people}
    since = (Event.campaign_id == home.id, Event.at >= batch.made_at)
    done = _counted(session, table(Event), table(Event).c.user_id, *since)
    given = select(Grant.user_id, func.count()).group_by(Grant.user_id)
    brought: dict[str, int] = {}
    for row in batch.added:
        brought[row["login"]] = brought.get(row["login"], 0) + 1
    more = {
        key: count - brought[names[key]]
        for key, count in session.execute(given).all()
        if key in names and names[key] in batch.accounts
    }
    extra = {key: count for key, count in more.items() if count > 0}
    found = [*_stands("event", done, names), *_stands("role_grant", extra, names)]
    new = {key: one for key, one in names.items() if one in batch.accounts}
    for there, column in _leading_to(table(User)):
        if there.name not in GOING:
            found += _stands(there.name, _counted(session, there, column), new)
    return found


def _on_categories(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    names = {row["code"]: f"{row['code']} {row['name']}" for row in batch.added}
    found: list[Stand] = []
    for model in (FindingVersion, CategoryLead):
        there = table(model)
        own = there.c.campaign_id == home.id
        counts = _counted(session, there, there.c.category_code, own)
        found += _stands(there.name, counts, names)
    return found


def _on_arrangements(
    session: Session, home: Campaign, batch: ImportBatch
) -> list[Stand]:
    added = {(row["kind"], row["name"]) for row in batch.added}
    rows = session.scalars(Arrangement.of(home.id)).all()
    names = {one.id: one.name for one in rows if (one.kind, one.name) in added}
    return following(session, Arrangement, names)


def _on_milestones(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    added = {row["name"] for row in batch.added}
    changed = {after["name"] for _before, after in batch.changed}
    rows = session.scalars(
        Milestone.of(home.id).where(Milestone.name.in_(added | changed))
    ).all()
    names = {one.id: one.name for one in rows if one.name in added}
    # What the same file let wait for these is put back before they go.
    back = [one.id for one in rows if one.name in changed]
    return following(session, Milestone, names, back)


def _on_rounds(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    """Look at all but visits: they belong to a round by their day alone."""
    added = {row["no"] for row in batch.added}
    rows = session.scalars(Round.of(home.id).where(Round.no.in_(added)))
    found = following(session, Round, {one.id: one.name or str(one.no) for one in rows})
    return [one for one in found if one.table != Visit.__tablename__]


def _on_visits(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    rows = planned.brought(session, home, batch)
    return following(session, Visit, {one.id: one.site_name for one in rows})


def _on_clues(session: Session, home: Campaign, batch: ImportBatch) -> list[Stand]:
    found = clues.stood_on(session, home, batch)
    return [Stand(one.number, one.table, one.count) for one in found]


def _on_ids(
    session: Session,
    model: type[Base],
    batch: ImportBatch,
    rows: Mapping[str, tuple[int, str]],
) -> list[Stand]:
    codes = [row["code"] for row in batch.added]
    names = {rows[code][0]: rows[code][1] for code in codes if code in rows}
    return following(session, model, names)


def following(
    session: Session,
    model: type[Base],
    names: Mapping[Any, str],
    back: Sequence[Any] = (),
) -> list[Stand]:
    """Follow every foreign key that leads to these rows, but not from one another.

    Nor from rows of the same table that are put back with them.
    """
    found: list[Stand] = []
    own = table(model)
    for there, column in _leading_to(own):
        others = (there.c.id.not_in([*names, *back]),) if there is own else ()
        found += _stands(there.name, _counted(session, there, column, *others), names)
    return found


def _leading_to(target: Table) -> Iterable[tuple[Table, ColumnElement[Any]]]:
    for there in Base.metadata.sorted_tables:
        for key in there.foreign_keys:
            if key.column.table is target:
                yield there, key.parent


def _placing() -> Iterable[tuple[Table, ColumnElement[Any]]]:
    """List the columns that name regions; the campaign's own is looked at apart."""
    for there in Base.metadata.sorted_tables:
        for name in PLACED:
            if name in there.c and there.name != Campaign.__tablename__:
                yield there, there.c[name]


def _counted(
    session: Session,
    there: Table,
    column: ColumnElement[Any],
    *inside: ColumnElement[bool],
) -> dict[Any, int]:
    rows = session.execute(
        select(column, func.count())
        .select_from(there)
        .where(column.is_not(None), *inside)
        .group_by(column)
    )
    return {row[0]: row[1] for row in rows}


def _stands(
    name: str, counts: Mapping[Any, int], names: Mapping[Any, str]
) -> Sequence[Stand]:
    return [
        Stand(names[key], name, count) for key, count in counts.items() if key in names
    ]
