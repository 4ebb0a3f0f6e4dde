"""Two photos side by side, each with what is known about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.flags.keeping import stay
from server.console.pages import flags, photos
from server.console.pages.photos import Fact
from server.errors import NotFound
from server.models import Attachment, Campaign, Submission, Team, Visit


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the photo, where it stands, and its facts."""

    photo: Attachment
    submission: Submission
    team: Team
    number: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Both, the one that was open first."""

    sides: tuple[Side, Side]


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    one: Attachment,
    other: Attachment,
) -> Page:
    """Lay two photos beside one another; raises NotFound for what is not seen."""
    known = flags.seen(session, actor, campaign, (one.id, other.id))
    if not {one.id, other.id} <= known.keys():
        raise NotFound
    first, second = (
        _side(session, campaign, known[photo.id]) for photo in (one, other)
    )
    return Page((first, second))


def _side(session: Session, campaign: Campaign, seen: flags.Seen) -> Side:
    visit = session.get_one(Visit, seen.submission.visit_id)
    there = stay(seen.submission, visit, campaign)
    told = photos.facts(seen.photo, there)
    return Side(seen.photo, seen.submission, seen.team, seen.number, told)
