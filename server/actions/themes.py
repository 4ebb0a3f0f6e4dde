"""Themes (共性问题): drawn by the office, filled from the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from server.actions import access, events
from server.actions.access import Actor
from server.db import now
from server.errors import BadInput, Incomplete, WrongState
from server.models import (
    COUNTED,
    OWING,
    Campaign,
    Finding,
    IssueCategory,
    IssueTheme,
    Rectification,
    RectificationMeasure,
    ThemeFinding,
)
from server.models.place import prefix

LONGEST_NAME = 120
LONGEST = 4000
#: What a theme needs: a measure for all places of the kind, and for good.
AREA, LONG_TERM = "area", "long_term"


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes of a theme."""

    name: str
    aspect: str = ""
    summary: str = ""
    common_features: str = ""


def draw(
    session: Session, actor: Actor, campaign: Campaign, region_code: str, given: Words
) -> IssueTheme:
    """Draw a theme; raises BadInput."""
    mine = session.scalars(access.drawable(actor, campaign))
    if region_code not in {one.code for one in mine}:
        raise BadInput("outcome_region")
    drawn = IssueTheme(
        campaign_id=campaign.id, region_code=region_code, created_by=actor.user_id
    )
    _write(session, drawn, given)
    session.add(drawn)
    events.record(session, actor, drawn, "theme.drawn", name=drawn.name)
    return drawn


def rewrite(session: Session, actor: Actor, theme: IssueTheme, given: Words) -> None:
    """Write a theme anew; raises BadInput, WrongState once it is closed."""
    _open(session, theme)
    _write(session, theme, given)
    events.record(session, actor, theme, "theme.written", name=theme.name)


def put(
    session: Session, actor: Actor, theme: IssueTheme, findings: Sequence[Finding]
) -> int:
    """Put findings of the ledger into a theme; answer how many were not in it yet.

    Raises WrongState once it is closed, BadInput for what does not count or lies
    elsewhere: then none is put.
    """
    _open(session, theme)
    home = session.get_one(Campaign, theme.campaign_id)
    for one in findings:
        _fits(home, theme, one)
    inside = set(session.scalars(_inside(theme)))
    new = [one for one in findings if one.id not in inside]
    session.add_all(_row(actor, theme, one) for one in new)
    if new:
        keys = [one.key for one in new]
        events.record(session, actor, theme, "theme.put", findings=keys)
    return len(new)


def take_out(
    session: Session, actor: Actor, theme: IssueTheme, finding: Finding
) -> None:
    """Take a finding out of a theme; raises WrongState once it is closed."""
    _open(session, theme)
    session.execute(
        delete(ThemeFinding).where(
            ThemeFinding.theme_id == theme.id, ThemeFinding.finding_id == finding.id
        )
    )
    events.record(session, actor, theme, "theme.taken_out", findings=[finding.key])


def close(session: Session, actor: Actor, theme: IssueTheme) -> None:
    """Close a theme once something is done about it everywhere and for good.

    Raises Incomplete without a measure for the area and for the long term.
    """
    _open(session, theme)
    if not session.scalar(select(func.count()).select_from(lasting(theme).subquery())):
        raise Incomplete("theme_measure_missing")
    theme.closed_by, theme.closed_at = actor.user_id, now()
    events.record(session, actor, theme, "theme.closed", name=theme.name)


def reopen(session: Session, actor: Actor, theme: IssueTheme) -> None:
    """Open a closed theme again; raises WrongState."""
    session.refresh(theme, with_for_update=True)
    if theme.closed_at is None:
        raise WrongState
    theme.closed_by = theme.closed_at = None
    events.record(session, actor, theme, "theme.reopened", name=theme.name)


def lasting(theme: IssueTheme) -> Select[RectificationMeasure]:
    """Select the measures for the area and the long term that were not given up."""
    return measures(theme).where(
        RectificationMeasure.scope == AREA,
        RectificationMeasure.horizon == LONG_TERM,
        RectificationMeasure.explained == "",
    )


def measures(theme: IssueTheme) -> Select[RectificationMeasure]:
    """Select what units do about the findings of a theme that count."""
    owed = RectificationMeasure.rectification_id == Rectification.id
    return (
        select(RectificationMeasure)
        .join(Rectification, owed)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(ThemeFinding, ThemeFinding.finding_id == Finding.id)
        .where(
            ThemeFinding.theme_id == theme.id,
            Rectification.part.in_(OWING),
            Rectification.released_at.is_(None),
            Finding.status.in_(COUNTED),
        )
        .order_by(RectificationMeasure.id)
    )


def _open(session: Session, theme: IssueTheme) -> None:
    """Hold an open theme; raises WrongState for a closed one."""
    session.refresh(theme, with_for_update=True)
    if theme.closed_at is not None:
        raise WrongState


def _write(session: Session, theme: IssueTheme, given: Words) -> None:
    if not given.name.strip():
        raise BadInput("theme_name_missing")
    known = IssueCategory.of(theme.campaign_id)
    aspects = {row.aspect_code for row in session.scalars(known)}
    if given.aspect and given.aspect not in aspects:
        raise BadInput("theme_aspect_unknown")
    theme.name = given.name.strip()[:LONGEST_NAME]
    theme.aspect = given.aspect
    theme.summary = given.summary.strip()[:LONGEST]
    theme.common_features = given.common_features.strip()[:LONGEST]


def _fits(home: Campaign, theme: IssueTheme, finding: Finding) -> None:
    """Refuse what is in no count, and what the theme's office does not look over."""
    if finding.status not in COUNTED:
        raise BadInput("theme_not_counted")
    whole = home.region_code.startswith(prefix(theme.region_code))
    place = finding.region_code or ""
    if not whole and not place.startswith(prefix(theme.region_code)):
        raise BadInput("theme_elsewhere")


def _inside(theme: IssueTheme) -> Select[int]:
    return select(ThemeFinding.finding_id).where(ThemeFinding.theme_id == theme.id)


def _row(actor: Actor, theme: IssueTheme, finding: Finding) -> ThemeFinding:
    return ThemeFinding(
        campaign_id=theme.campaign_id,
        theme_id=theme.id,
        finding_id=finding.id,
        put_by=actor.user_id,
    )
