"""Bulletins: drafted for a region and a period, published with every figure kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.actions import access, events
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.errors import BadInput, Incomplete, WrongState
from server.models import Bulletin, BulletinState, Campaign, PublishedFigure

LONGEST_TITLE = 120
LONGEST = 20_000
DAY = timedelta(days=1)
FIRST_SPAN = timedelta(days=29)


class FiguresMoved(WrongState):
    """What was looked at is not what the bulletin says now."""

    code = "bulletin_moved"


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody types of a bulletin."""

    title: str
    since: date | None
    until: date | None
    approach: str = ""
    demands: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure as it is published, with the question that it answers."""

    name: str
    words: str
    value: int
    query: Mapping[str, Any]
    as_of: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be published: made of these words, its files in the store already."""

    words: Words
    figures: Sequence[Kept]
    sha256: str
    pdf_sha256: str = ""


def draft(
    session: Session, actor: Actor, campaign: Campaign, region_code: str, given: Words
) -> Bulletin:
    """Begin a bulletin; raises BadInput."""
    mine = session.scalars(access.writable(actor, campaign))
    if region_code not in {one.code for one in mine}:
        raise BadInput("outcome_region")
    begun = Bulletin(
        campaign_id=campaign.id, region_code=region_code, created_by=actor.user_id
    )
    _write(begun, given)
    session.add(begun)
    told = {"region": region_code, "since": str(begun.since), "until": str(begun.until)}
    events.record(session, actor, begun, "bulletin.drafted", **told)
    return begun


def rewrite(session: Session, actor: Actor, subject: Bulletin, given: Words) -> None:
    """Write a draft anew; raises WrongState once it is published, BadInput."""
    _draft(session, subject)
    _write(subject, given)
    told = {"since": str(subject.since), "until": str(subject.until)}
    events.record(session, actor, subject, "bulletin.written", **told)


def words_of(subject: Bulletin) -> Words:
    """Give the words and days of a bulletin as they stand."""
    days = subject.since, subject.until
    return Words(subject.title, *days, subject.approach, subject.demands)


def publish(session: Session, actor: Actor, subject: Bulletin, made: Made) -> None:
    """Keep each figure with its question, and the files.

    Raises WrongState, FiguresMoved when it was written anew since the files were made,
    Incomplete.
    """
    _draft(session, subject)
    if words_of(subject) != made.words:
        raise FiguresMoved
    for part in ("approach", "demands"):
        if not getattr(subject, part).strip():
            raise Incomplete(f"bulletin_{part}_missing")
    subject.state = BulletinState.PUBLISHED
    subject.sha256, subject.pdf_sha256 = made.sha256, made.pdf_sha256
    subject.published_by, subject.published_at = actor.user_id, now()
    session.add_all(_rows(subject, made.figures))
    figures = {one.name: one.value for one in made.figures}
    told = {"sha256": made.sha256, "figures": figures}
    events.record(session, actor, subject, "bulletin.published", **told)


def drop(session: Session, actor: Actor, subject: Bulletin) -> None:
    """Drop a draft, which can be taken up again; raises WrongState for any other."""
    _draft(session, subject)
    subject.state = BulletinState.DROPPED
    events.record(session, actor, subject, "bulletin.dropped", title=subject.title)


def take_up(session: Session, actor: Actor, subject: Bulletin) -> None:
    """Take a dropped draft up again; raises WrongState for any other."""
    session.refresh(subject, with_for_update=True)
    if subject.state != BulletinState.DROPPED:
        raise WrongState
    subject.state = BulletinState.DRAFT
    events.record(session, actor, subject, "bulletin.taken_up", title=subject.title)


def next_period(
    session: Session, campaign: Campaign, region_code: str
) -> tuple[date, date]:
    """Propose the days since a region's last published bulletin until yesterday."""
    yesterday = due.today(now()) - DAY
    published = Bulletin.of(campaign.id).where(
        Bulletin.region_code == region_code,
        Bulletin.state == BulletinState.PUBLISHED,
    )
    last = session.scalars(published.limit(1)).first()
    began = campaign.starts_on or yesterday - FIRST_SPAN
    return min(last.until + DAY if last else began, yesterday), yesterday


def _draft(session: Session, subject: Bulletin) -> None:
    """Hold a draft until this change is written; raises WrongState for any other."""
    session.refresh(subject, with_for_update=True)
    if subject.state != BulletinState.DRAFT:
        raise WrongState


def _write(subject: Bulletin, given: Words) -> None:
    if not given.since or not given.until or given.since > given.until:
        raise BadInput("outcome_period")
    if given.until >= due.today(now()):
        raise BadInput("bulletin_day_open")
    if not given.title.strip():
        raise BadInput("bulletin_title_missing")
    subject.since, subject.until = given.since, given.until
    subject.title = given.title.strip()[:LONGEST_TITLE]
    subject.approach = given.approach.strip()[:LONGEST]
    subject.demands = given.demands.strip()[:LONGEST]


def _rows(subject: Bulletin, figures: Sequence[Kept]) -> list[PublishedFigure]:
    return [
        PublishedFigure(
            campaign_id=subject.campaign_id,
            bulletin_id=subject.id,
            name=one.name,
            words=one.words,
            value=one.value,
            query=dict(one.query),
            as_of=one.as_of,
            sha256=one.sha256,
        )
        for one in figures
    ]
