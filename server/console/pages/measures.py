"""Rules made (制度成果) as pages: their list by stage, and one with its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access, system_measures
from server.actions.access import Actor
from server.actions.life import due
from server.console.pages.listing import SIZES, Slice
from server.db import now
from server.models import (
    Campaign,
    Finding,
    IssueTheme,
    MeasureStage,
    Recommendation,
    SystemMeasure,
    SystemMeasureStep,
    Unit,
)

#: As many findings as the page of one bears.
MOST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands on the list."""

    rows: Sequence[SystemMeasure]
    units: Mapping[int, str]
    themes: Mapping[int, str]
    by_stage: Mapping[str, int]
    slice: Slice
    stage: str
    today: date

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of this page's address, with some changed or left out."""
        size = "" if self.slice.size == SIZES[0] else self.slice.size
        own = {"stage": self.stage, "size": size, **changes}
        return {name: str(value) for name, value in own.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """One rule, with what led to it."""

    subject: SystemMeasure
    unit: Unit
    theme: IssueTheme
    advice: Recommendation | None
    steps: Sequence[SystemMeasureStep]
    findings: Sequence[Finding]
    ahead: Sequence[MeasureStage]
    may_write: bool
    today: date


def listed(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Listed:
    """List what was made for the themes that the reader looks over."""
    stage = query.get("stage", "")
    seen = access.system_measures(actor, campaign)
    rows = seen.where(SystemMeasure.stage == stage) if stage else seen
    by_stage = counted(session, actor, campaign)
    total = by_stage.get(stage, 0) if stage else sum(by_stage.values())
    part = Slice.read(query, total)
    found = session.scalars(rows.offset(part.offset).limit(part.size)).all()
    return Listed(
        found,
        _units(session, found),
        _themes(session, found),
        by_stage,
        part,
        stage,
        due.today(now()),
    )


def counted(session: Session, actor: Actor, campaign: Campaign) -> dict[str, int]:
    """Count by stage what the reader looks over."""
    seen = access.system_measures(actor, campaign).order_by(None).subquery()
    rows = session.execute(
        select(seen.c.stage, func.count()).group_by(seen.c.stage)
    ).all()
    return {row[0]: row[1] for row in rows}


def read(
    session: Session, actor: Actor, campaign: Campaign, subject: SystemMeasure
) -> Page:
    """Read one as the office does."""
    theme = session.get_one(IssueTheme, subject.theme_id)
    may = access.may(actor, "advice.issue", campaign, None, theme.region_code)
    seen = access.ledger(actor, campaign).with_only_columns(Finding.id)
    found = system_measures.findings(subject).where(Finding.id.in_(seen))
    return Page(
        subject,
        session.get_one(Unit, subject.unit_id),
        theme,
        session.get(Recommendation, subject.recommendation_id or 0),
        session.scalars(SystemMeasureStep.of(subject.id)).all(),
        session.scalars(found.limit(MOST)).all(),
        system_measures.ahead(subject) if may else (),
        may,
        due.today(now()),
    )


def of_theme(session: Session, theme: IssueTheme) -> Sequence[SystemMeasure]:
    """List what was made for a theme."""
    chosen = SystemMeasure.of(theme.campaign_id)
    return session.scalars(chosen.where(SystemMeasure.theme_id == theme.id)).all()


def of_advice(session: Session, advice: Recommendation) -> Sequence[SystemMeasure]:
    """List what a unit made upon a recommendation."""
    chosen = SystemMeasure.of(advice.campaign_id)
    own = SystemMeasure.recommendation_id == advice.id
    return session.scalars(chosen.where(own)).all()


def _units(session: Session, found: Sequence[SystemMeasure]) -> dict[int, str]:
    ids = {one.unit_id for one in found}
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _themes(session: Session, found: Sequence[SystemMeasure]) -> dict[int, str]:
    ids = {one.theme_id for one in found}
    wanted = select(IssueTheme.id, IssueTheme.name).where(IssueTheme.id.in_(ids))
    return {row.id: row.name for row in session.execute(wanted)}
