"""What the store holds of a campaign's set-up and plans, as rows of an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from server.actions import visits
from server.actions.access import Actor
from server.actions.imports.plan import Known
from server.actions.imports.rows import (
    ArrangementRow,
    MilestoneRow,
    RoundRow,
    TeamRow,
    VisitRow,
)
from server.db import LOCAL
from server.models import (
    Arrangement,
    Campaign,
    Form,
    FormState,
    Milestone,
    Round,
    Team,
    Visit,
    VisitStatus,
)

Levels = Mapping[str, str]
#: A secret of this year or later ends only when somebody ends the visit.
NEVER = 2900


def of_arrangements(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    """Read the set-up, members with their groups."""
    there = _arrangements(session, campaign)
    return Known(campaign.region_code, levels, arrangements=there)


def of_milestones(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    """Read the tasks, and what they can be part of."""
    return Known(
        campaign.region_code,
        levels,
        arrangements=_arrangements(session, campaign),
        milestones=_milestones(session, campaign),
    )


def of_rounds(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    """Read the rounds of visits."""
    return Known(campaign.region_code, levels, rounds=_rounds(session, campaign))


def of_visits(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    """Read teams, open forms, plan items, and the visits that are planned."""
    open_ones = Form.of(campaign.id).where(Form.state == FormState.OPEN)
    return Known(
        campaign.region_code,
        levels,
        teams=teams(session, campaign),
        arrangements=_arrangements(session, campaign),
        visits=_visits(session, campaign),
        forms=frozenset(session.scalars(open_ones.with_only_columns(Form.form_id))),
    )


def teams(session: Session, campaign: Campaign) -> dict[str, TeamRow]:
    """Give the teams by code."""
    return {
        team.code: TeamRow(
            team.code,
            team.name,
            team.kind,
            team.level,
            tuple(team.region_codes),
            tuple(team.recusal_codes),
        )
        for team in session.scalars(Team.of(campaign.id))
    }


def _visits(session: Session, campaign: Campaign) -> dict[str, VisitRow]:
    """Give the visits that are planned and were not called off."""
    rows = session.execute(
        select(Visit, Team.code, Arrangement.name)
        .join(Team, Team.id == Visit.team_id)
        .outerjoin(Arrangement, Arrangement.id == Visit.plan_item_id)
        .where(
            Visit.campaign_id == campaign.id,
            Visit.unplanned_for.is_(None),
            Visit.status != VisitStatus.CANCELLED,
        )
        .order_by(Visit.id)
    )
    found = (_visit(one, team, item or "") for one, team, item in rows)
    return {row.key: row for row in found}


def _visit(one: Visit, team: str, item: str) -> VisitRow:
    until = one.secret_until.astimezone(LOCAL).date() if one.secret_until else None
    last = until - timedelta(days=1) if until and until.year < NEVER else None
    return VisitRow(
        team,
        one.site_name,
        one.region_code or "",
        tuple(one.form_ids),
        one.mode,
        _iso(one.planned_from),
        _iso(one.planned_to),
        "" if last == one.planned_to else _iso(last),
        visits.spot_text(one.latitude, one.longitude),
        item,
    )


def _milestones(session: Session, campaign: Campaign) -> dict[str, MilestoneRow]:
    before = aliased(Milestone)
    rows = session.execute(
        select(Milestone, before.name, Arrangement.name)
        .outerjoin(before, before.id == Milestone.after_id)
        .outerjoin(Arrangement, Arrangement.id == Milestone.arrangement_id)
        .where(Milestone.campaign_id == campaign.id)
        .order_by(Milestone.id)
    )
    found = (
        MilestoneRow(
            one.name,
            one.owner,
            one.days,
            _iso(one.due_on),
            after or "",
            part or "",
            _iso(one.done_on),
        )
        for one, after, part in rows
    )
    return {row.key: row for row in found}


def _rounds(session: Session, campaign: Campaign) -> dict[str, RoundRow]:
    rows = (
        RoundRow(one.no, one.name, _iso(one.from_on), _iso(one.to_on))
        for one in session.scalars(Round.of(campaign.id))
    )
    return {row.key: row for row in rows}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _arrangements(session: Session, campaign: Campaign) -> dict[str, ArrangementRow]:
    house = aliased(Arrangement)
    chosen = Arrangement.of(campaign.id).outerjoin(
        house, house.id == Arrangement.part_of_id
    )
    rows = (
        ArrangementRow(
            one.kind,
            one.name,
            one.owner,
            one.text,
            one.document,
            _iso(one.from_on),
            _iso(one.to_on),
            part_of or "",
            one.people,
        )
        for one, part_of in session.execute(chosen.add_columns(house.name))
    )
    return {row.key: row for row in rows}
