"""What a campaign plans, by file: milestones, rounds and visits, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from server.actions import milestones, rounds, visits
from server.actions.access import Actor
from server.actions.imports import sums
from server.actions.imports.columns import Kind
from server.actions.imports.known_of_set_up import of_milestones
from server.actions.imports.plan import ImportOvertaken, Plan, Row
from server.actions.imports.rows import MilestoneRow, RoundRow, VisitRow
from server.actions.life import due
from server.db import now, one_at_a_time
from server.errors import BadInput
from server.models import (
    Arrangement,
    ArrangementKind,
    Campaign,
    ImportBatch,
    Milestone,
    Round,
    Team,
    Visit,
)

#: What phones of a team are told of a visit that came by mistake.
UNDONE = "撤销导入"


def bring_milestones(
    session: Session, actor: Actor, campaign: Campaign, plan: Plan
) -> None:
    """Write tasks down, and then what each waits for; raises BadInput, Incomplete.

    Raises ImportOvertaken where they are no longer as the plan found them.
    """
    milestones.alone(session, campaign.id)
    _refuse_overtaken(of_milestones(session, actor, campaign, {}).milestones, plan)
    held = {one.name: one for one in session.scalars(Milestone.of(campaign.id))}
    parts = {one.name: one.id for one in session.scalars(Arrangement.of(campaign.id))}
    rows = [row for row in _rows(plan) if isinstance(row, MilestoneRow)]
    for row in rows:
        one = held.setdefault(row.name, Milestone(campaign_id=campaign.id))
        _fill(campaign, one, row, parts.get(row.part))
        session.add(one)
    if any(row.after and row.after not in held for row in rows):
        raise ImportOvertaken
    session.flush()
    for row in rows:
        held[row.name].after_id = held[row.after].id if row.after else None
    session.flush()
    milestones.placed(session, campaign)


def _refuse_overtaken(there: Mapping[str, Row], plan: Plan) -> None:
    added = any(row.key in there for row in plan.adds)
    changed = any(there.get(one.before.key) != one.before for one in plan.changes)
    if added or changed:
        raise ImportOvertaken


def take_milestones(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Delete the tasks that an import added."""
    milestones.alone(session, campaign.id)
    names = [row["name"] for row in batch.added]
    inside = Milestone.campaign_id == campaign.id
    session.execute(delete(Milestone).where(inside, Milestone.name.in_(names)))


def bring_rounds(
    session: Session, actor: Actor, campaign: Campaign, plan: Plan
) -> None:
    """Write rounds down; visits of their days belong to them. Raises BadInput."""
    held = {one.no: one for one in session.scalars(Round.of(campaign.id))}
    for row in _rows(plan):
        if not isinstance(row, RoundRow):
            continue
        told = rounds.Plan(row.no, row.name, _day(row.from_on), _day(row.to_on))
        if row.no in held:
            rounds.change(session, actor, campaign, held[row.no], told)
        else:
            rounds.start(session, actor, campaign, told)


def take_rounds(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Delete the rounds that an import added; their visits belong to none again."""
    numbers = [row["no"] for row in batch.added]
    gone = select(Round.id).where(
        Round.campaign_id == campaign.id, Round.no.in_(numbers)
    )
    session.execute(update(Visit).where(Visit.round_id.in_(gone)).values(round_id=None))
    session.execute(delete(Round).where(Round.id.in_(gone)))


def bring_visits(
    session: Session, actor: Actor, campaign: Campaign, plan: Plan
) -> None:
    """Issue the visits that a plan adds, each once.

    Raises ImportOvertaken for one that was issued meanwhile, and what issuing raises.
    """
    one_at_a_time(session.connection(), f"visits:{campaign.id}")
    there = {(team, *_site(one)) for one, team in _standing(session, campaign)}
    rows = [row for row in plan.adds if isinstance(row, VisitRow)]
    if any((one.team_code, one.site_name, one.planned_from) in there for one in rows):
        raise ImportOvertaken
    teams = {team.code: team for team in session.scalars(Team.of(campaign.id))}
    items = {
        one.name: one.id
        for one in session.scalars(Arrangement.of(campaign.id))
        if one.kind == ArrangementKind.PLAN_ITEM
    }
    for row in rows:
        told = _visit(row, items.get(row.plan_item))
        visits.issue(session, actor, teams[row.team_code], told)


def take_visits(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Call off the visits that an import added: phones have them already."""
    for visit in brought(session, campaign, batch):
        visits.cancel(session, actor, visit, UNDONE)


def brought(session: Session, campaign: Campaign, batch: ImportBatch) -> list[Visit]:
    """List the visits that an import added and that nobody called off or ended."""
    added = {
        (row["team_code"], row["site_name"], row["planned_from"]) for row in batch.added
    }
    return [
        one
        for one, team in _standing(session, campaign)
        if (team, *_site(one)) in added
        and one.draw_id is None
        and one.created_at <= batch.made_at
    ]


def _standing(session: Session, campaign: Campaign) -> list[tuple[Visit, str]]:
    """List the visits that are neither called off nor ended, with their teams."""
    rows = session.execute(
        select(Visit, Team.code)
        .join(Team, Team.id == Visit.team_id)
        .where(
            Visit.campaign_id == campaign.id,
            Visit.unplanned_for.is_(None),
            Visit.status.not_in(visits.OVER),
        )
        .order_by(Visit.id)
    )
    return [(one, team) for one, team in rows]


def _site(one: Visit) -> tuple[str, str]:
    return one.site_name, one.planned_from.isoformat() if one.planned_from else ""


def _rows(plan: Plan) -> Iterable[Row]:
    return [*plan.adds, *(change.after for change in plan.changes)]


def _fill(
    campaign: Campaign, one: Milestone, row: MilestoneRow, part: int | None
) -> None:
    done = _day(row.done_on)
    if done and done > due.today(now()):
        raise BadInput("milestone_done_ahead")
    told = milestones.Plan(row.name, row.owner, row.days, _day(row.due_on), None, part)
    milestones.check(campaign, told)
    one.name, one.owner, one.days = row.name, row.owner, row.days
    one.due_on, one.done_on, one.arrangement_id = told.due_on, done, part


def _visit(row: VisitRow, item: int | None) -> visits.Plan:
    latitude, longitude = visits.spot(row.spot)
    return visits.Plan(
        site_name=row.site_name,
        region_code=row.region_code or None,
        planned_from=_day(row.planned_from),
        planned_to=_day(row.planned_to),
        form_ids=row.forms,
        mode=row.mode,
        latitude=latitude,
        longitude=longitude,
        plan_item_id=item,
        secret_to=_day(row.secret_to),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


#: What a campaign plans is written down by the actions that do it by hand.
BRINGS: dict[Kind, Callable[[Session, Actor, Campaign, Plan], None]] = {
    Kind.MILESTONES: bring_milestones,
    Kind.ROUNDS: bring_rounds,
    Kind.VISITS: bring_visits,
    Kind.OUTCOMES: sums.bring,
}
