"""Draws as pages: those that were held, and one to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import draws, sent_by_lot
from server.console.pages import places
from server.models import (
    Arrangement,
    ArrangementKind,
    Campaign,
    Draw,
    Form,
    FormState,
    Region,
    Round,
    Team,
    User,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Page:
    """The draws so far, and what the next can be made of."""

    draws: Sequence[Draw]
    teams: Sequence[Team]
    counties: Sequence[Region]
    rounds: Sequence[Round]


@dataclass(frozen=True, slots=True)
class Line:
    """A place and the team that was drawn for it."""

    place: str
    code: str
    team: str
    name: str
    #: The visit that was planned for it, and the team's key to go there by.
    visit: Visit | None = None
    team_key: str = ""


@dataclass(frozen=True, slots=True)
class One:
    """One draw: what went in, what came out, and whether it comes out again."""

    draw: Draw
    by: str
    round: Round | None
    lines: Sequence[Line]
    #: Team, code and the places it must not go to.
    pool: Sequence[tuple[str, str, str]]
    agrees: bool
    #: What a visit can be sent with.
    forms: Sequence[Form]
    plan_items: Sequence[Arrangement]

    @property
    def sent(self) -> int:
        """How many visits came of it that were not called off."""
        return sum(line.visit is not None for line in self.lines)


def read(session: Session, campaign: Campaign) -> Page:
    """Read the page of draws."""
    return Page(
        session.scalars(Draw.of(campaign.id)).all(),
        teams(session, campaign),
        counties(session, campaign),
        session.scalars(Round.of(campaign.id)).all(),
    )


def one(session: Session, draw: Draw) -> One:
    """Read one draw, and draw again."""
    by = session.get(User, draw.made_by) if draw.made_by else None
    return One(
        draw,
        (by.staff_no or by.login) if by else "",
        session.get(Round, draw.round_id) if draw.round_id else None,
        _lines(session, draw),
        _pool(session, draw),
        draws.agrees(draw),
        session.scalars(
            Form.of(draw.campaign_id).where(Form.state == FormState.OPEN)
        ).all(),
        session.scalars(
            Arrangement.of(draw.campaign_id).where(
                Arrangement.kind == ArrangementKind.PLAN_ITEM
            )
        ).all(),
    )


def _lines(session: Session, draw: Draw) -> list[Line]:
    names = {lot["team"]: lot["name"] for lot in draw.pool}
    keys = {team.code: team.key for team in session.scalars(Team.of(draw.campaign_id))}
    sent = {one.region_code: one for one in sent_by_lot.sent(session, draw)}
    return [
        Line(
            place["name"],
            place["code"],
            team,
            names[team],
            sent.get(place["code"]),
            keys.get(team, ""),
        )
        for place, team in zip(draw.places, draw.result, strict=True)
    ]


def _pool(session: Session, draw: Draw) -> list[tuple[str, str, str]]:
    known = places.names(session, (c for lot in draw.pool for c in lot["recusals"]))
    return [
        (
            lot["name"],
            lot["team"],
            "、".join(known.get(code, code) for code in lot["recusals"]),
        )
        for lot in draw.pool
    ]


def teams(session: Session, campaign: Campaign) -> Sequence[Team]:
    """List the teams that can take part."""
    return session.scalars(Team.of(campaign.id)).all()


def counties(session: Session, campaign: Campaign) -> Sequence[Region]:
    """List the places that can be drawn for."""
    return session.scalars(places.counties(campaign)).all()
