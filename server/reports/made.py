"""What was advised and made for good in a county, as it stood at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from server.actions import access
from server.models import (
    IssueTheme,
    Recommendation,
    SystemMeasure,
    SystemMeasureStep,
    Unit,
)
from server.models.place import prefix
from server.reports.wanted import Wanted

STAGES = {
    "drafting": "起草",
    "consulting": "征求意见",
    "approving": "审定",
    "issued": "印发",
    "in_force": "施行",
}


def advised(wanted: Wanted, county: str) -> Iterator[tuple[int, str, str]]:
    """Give what units of a county were asked: unit, number, where it stood.

    What is asked for a theme that the reader does not look over is not there.
    """
    seen = access.themes(wanted.actor, wanted.campaign).order_by(None)
    rows = wanted.session.scalars(
        select(Recommendation)
        .join(Unit, Unit.id == Recommendation.unit_id)
        .where(
            Recommendation.theme_id.in_(seen.with_only_columns(IssueTheme.id)),
            Recommendation.delivered_at < wanted.until,
            _in(county),
        )
        .order_by(Recommendation.id)
    )
    for one in rows:
        closed = one.closed_at is not None and one.closed_at < wanted.until
        yield one.unit_id, f"建议书 {one.no}", "已办结" if closed else "办理中"


def rules(wanted: Wanted, county: str) -> Iterator[tuple[int, str, str]]:
    """Give what units of a county made: unit, what it is called, its stage then."""
    last = _last_steps(wanted.until).subquery()
    rows = wanted.session.execute(
        access.system_measures(wanted.actor, wanted.campaign)
        .join(last, last.c.measure_id == SystemMeasure.id)
        .join(SystemMeasureStep, SystemMeasureStep.id == last.c.step_id)
        .join(Unit, Unit.id == SystemMeasure.unit_id)
        .where(_in(county))
        .add_columns(SystemMeasureStep.stage)
        .order_by(None)
        .order_by(SystemMeasure.id)
    )
    for one, stage in rows:
        part = f"（{one.part}）" if one.part else ""
        yield one.unit_id, f"{one.title}{part}", STAGES[stage]


def _in(county: str) -> ColumnElement[bool]:
    return Unit.region_code.startswith(prefix(county), autoescape=True)


def _last_steps(until: datetime) -> Select[int, int]:
    return (
        select(
            SystemMeasureStep.measure_id,
            func.max(SystemMeasureStep.id).label("step_id"),
        )
        .where(SystemMeasureStep.at < until)
        .group_by(SystemMeasureStep.measure_id)
    )
