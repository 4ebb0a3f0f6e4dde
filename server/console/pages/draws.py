"""Draws as pages: those that were held, and one to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import draws
from server.console.pages import places
from server.models import Campaign, Draw, Region, Round, Team, User


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
    names = {lot["team"]: lot["name"] for lot in draw.pool}
    known = places.names(session, (c for lot in draw.pool for c in lot["recusals"]))
    by = session.get(User, draw.made_by) if draw.made_by else None
    return One(
        draw,
        (by.staff_no or by.login) if by else "",
        session.get(Round, draw.round_id) if draw.round_id else None,
        [
            Line(place["name"], place["code"], team, names[team])
            for place, team in zip(draw.places, draw.result, strict=True)
        ],
        [
            (
                lot["name"],
                lot["team"],
                "、".join(known.get(code, code) for code in lot["recusals"]),
            )
            for lot in draw.pool
        ],
        draws.agrees(draw),
    )


def teams(session: Session, campaign: Campaign) -> Sequence[Team]:
    """List the teams that can take part."""
    return session.scalars(Team.of(campaign.id)).all()


def counties(session: Session, campaign: Campaign) -> Sequence[Region]:
    """List the places that can be drawn for."""
    return session.scalars(places.counties(campaign)).all()
