"""Teams drawn by lot for places, recorded so that anybody can draw again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import events, lots
from server.actions.access import Actor
from server.actions.lots import Lot
from server.errors import BadInput, Incomplete, NotFound
from server.models import Campaign, Draw, Region, Round, Team

MOST = 2000
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What is drawn: which teams for which places, what for."""

    purpose: str
    teams: Sequence[Team]
    places: Sequence[Region]
    round: Round | None = None
    #: A number drawn in public, say; empty lets the machine make one.
    seed: str = ""


def named(session: Session, campaign: Campaign, key: str) -> Draw:
    """Find a draw of a campaign; raises NotFound."""
    found = session.scalar(Draw.of(campaign.id).where(Draw.key == key))
    if found is None:
        raise NotFound
    return found


def hold(session: Session, actor: Actor, campaign: Campaign, wish: Wish) -> Draw:
    """Draw, and keep seed, pool, places and result.

    Raises Incomplete, and BadInput naming the places to which no team may go.
    """
    _refuse(wish)
    seed = wish.seed.strip()[:64] or secrets.token_hex(16)
    pool = [_lot(team) for team in wish.teams]
    codes = [place.code for place in wish.places]
    found = lots.drawn(seed, codes, pool)
    _refuse_unmanned(wish.places, found)
    made = Draw(
        campaign_id=campaign.id,
        round_id=wish.round.id if wish.round else None,
        purpose=wish.purpose.strip()[:LONGEST],
        seed=seed,
        pool=[
            {"team": team.code, "name": team.name, "recusals": list(lot.recusals)}
            for team, lot in zip(wish.teams, pool, strict=True)
        ],
        places=[{"code": one.code, "name": one.name} for one in wish.places],
        result=[found[code] for code in codes],
        made_by=actor.user_id,
    )
    session.add(made)
    told = {"seed": seed, "teams": len(pool), "places": len(codes)}
    events.record(session, actor, made, "draw.held", **told)
    return made


def agrees(draw: Draw) -> bool:
    """Draw again from what was kept, and say whether the same comes out."""
    codes = [place["code"] for place in draw.places]
    pool = [Lot(one["team"], tuple(one["recusals"])) for one in draw.pool]
    result = dict(zip(codes, draw.result, strict=True))
    return lots.agrees(draw.seed, codes, pool, result)


def recusals(team: Team) -> tuple[str, ...]:
    """Name where a team must not go: what is written, and its own county or below."""
    own = team.region_code or ""
    near = (own,) if own and not own.endswith("00000000") else ()
    return (*team.recusal_codes, *near)


def _lot(team: Team) -> Lot:
    return Lot(team.code, tuple(dict.fromkeys(recusals(team))))


def _refuse(wish: Wish) -> None:
    if not wish.purpose.strip():
        raise Incomplete("draw_purpose_missing")
    if not wish.teams:
        raise Incomplete("draw_pool_empty")
    if not wish.places:
        raise Incomplete("draw_places_missing")
    if len(wish.places) > MOST:
        raise BadInput("draw_too_many", most=MOST)


def _refuse_unmanned(places: Sequence[Region], found: dict[str, str]) -> None:
    left = [place.name for place in places if place.code not in found]
    if left:
        raise BadInput("draw_unmanned", names="、".join(left[:5]), count=len(left))
