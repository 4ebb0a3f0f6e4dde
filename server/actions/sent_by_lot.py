"""From a draw to visits: teams are sent where the lot sent them, or called back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import draws, events, visits
from server.actions.access import Actor
from server.actions.imports import standing
from server.actions.lots import Lot
from server.actions.visits import OVER, Plan
from server.db import one_at_a_time
from server.errors import BadInput, Conflict, NotFound, WrongState
from server.models import Campaign, Draw, Region, Team, Visit, VisitMode, VisitStatus

#: As many of those that stand in the way as a sentence names.
NAMED = 5


class DrawStoodOn(Conflict):
    """Something came of the visits already; none is called back."""

    code = "draw_stood_on"


@dataclass(frozen=True, slots=True)
class How:
    """How the teams go: with which forms, in which way, on which days."""

    form_ids: tuple[str, ...]
    mode: str = VisitMode.UNANNOUNCED
    planned_from: date | None = None
    planned_to: date | None = None
    secret_to: date | None = None
    plan_item_id: int | None = None


def sent(session: Session, draw: Draw) -> Sequence[Visit]:
    """List the visits of a draw that were not called off, by its places."""
    kept = Visit.of_draw(draw.id).where(Visit.status != VisitStatus.CANCELLED)
    return session.scalars(kept).all()


def send(session: Session, actor: Actor, draw: Draw, how: How) -> list[Visit]:
    """Plan a visit for each place of a draw; everything, or nothing.

    Raises WrongState for a draw whose teams were sent, BadInput when it cannot be drawn
    again or a team must not go there any more, NotFound for a team that is gone, and
    what issuing a visit raises.
    """
    one_at_a_time(session.connection(), f"draw:{draw.id}")
    if sent(session, draw):
        raise WrongState("draw_sent")
    if not draws.agrees(draw):
        raise BadInput("draw_differs")
    home = session.get_one(Campaign, draw.campaign_id)
    teams = {team.code: team for team in session.scalars(Team.of(home.id))}
    made = []
    for place, code in zip(draw.places, draw.result, strict=True):
        team = teams.get(code)
        if team is None:
            raise NotFound("draw_team_gone", team=code)
        _refuse_recused(team, place)
        plan = _plan(session, draw, place, how)
        made.append(visits.issue(session, actor, team, plan))
    events.record(session, actor, draw, "draw.sent", visits=len(made))
    return made


def call_back(session: Session, actor: Actor, draw: Draw, reason: str) -> int:
    """Call off what came of a draw; answer how many visits.

    Raises Incomplete without a reason, WrongState when no team is sent, DrawStoodOn
    naming what came of the visits already.
    """
    one_at_a_time(session.connection(), f"draw:{draw.id}")
    there = [one for one in sent(session, draw) if one.status not in OVER]
    if not there:
        raise WrongState("draw_not_sent")
    _refuse_stood_on(session, there)
    for visit in there:
        visits.cancel(session, actor, visit, reason)
    events.record(session, actor, draw, "draw.called_back", visits=len(there))
    return len(there)


def _refuse_recused(team: Team, place: dict[str, str]) -> None:
    """Hold recusals as they are now, which may be others than when it was drawn."""
    if not Lot(team.code, draws.recusals(team)).may_go(place["code"]):
        raise BadInput("draw_recused", team=team.name, place=place["name"])


def _refuse_stood_on(session: Session, there: Sequence[Visit]) -> None:
    names = {one.id: one.site_name for one in there}
    found = standing.following(session, Visit, names)
    if found:
        zh, en = ("、".join(one.said(at) for one in found[:NAMED]) for at in (0, 1))
        raise DrawStoodOn(zh=zh, en=en, count=len(found))


def _plan(session: Session, draw: Draw, place: dict[str, str], how: How) -> Plan:
    region = session.scalar(select(Region.name).where(Region.code == place["code"]))
    return Plan(
        site_name=region or place["name"],
        region_code=place["code"],
        planned_from=how.planned_from,
        planned_to=how.planned_to,
        form_ids=how.form_ids,
        mode=how.mode,
        round_id=draw.round_id,
        plan_item_id=how.plan_item_id,
        secret_to=how.secret_to,
        draw_id=draw.id,
    )
