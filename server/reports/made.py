"""What was advised and made for good in a county, as it stood at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.models import Recommendation, SystemMeasure, SystemMeasureStep, Unit
from server.models.place import prefix

STAGES = {
    "drafting": "起草",
    "consulting": "征求意见",
    "approving": "审定",
    "issued": "印发",
    "in_force": "施行",
}


def advised(
    session: Session, campaign_id: int, county: str, until: datetime
) -> Iterator[tuple[int, str, str]]:
    """Give what units of a county were asked: unit, number, where it stood."""
    rows = session.execute(
        select(Recommendation)
        .join(Unit, Unit.id == Recommendation.unit_id)
        .where(
            Recommendation.campaign_id == campaign_id,
            Recommendation.delivered_at < until,
            Unit.region_code.startswith(prefix(county), autoescape=True),
        )
        .order_by(Recommendation.id)
    ).scalars()
    for one in rows:
        closed = one.closed_at is not None and one.closed_at < until
        yield one.unit_id, f"建议书 {one.no}", "已办结" if closed else "办理中"


def rules(
    session: Session, campaign_id: int, county: str, until: datetime
) -> Iterator[tuple[int, str, str]]:
    """Give what units of a county made: unit, what it is called, its stage then."""
    last = _last_steps(until).subquery()
    rows = session.execute(
        select(SystemMeasure, SystemMeasureStep.stage)
        .join(last, last.c.measure_id == SystemMeasure.id)
        .join(SystemMeasureStep, SystemMeasureStep.id == last.c.step_id)
        .join(Unit, Unit.id == SystemMeasure.unit_id)
        .where(
            SystemMeasure.campaign_id == campaign_id,
            Unit.region_code.startswith(prefix(county), autoescape=True),
        )
        .order_by(SystemMeasure.id)
    )
    for one, stage in rows:
        part = f"（{one.part}）" if one.part else ""
        yield one.unit_id, f"{one.title}{part}", STAGES[stage]


def _last_steps(until: datetime) -> Select[int, int]:
    return (
        select(
            SystemMeasureStep.measure_id,
            func.max(SystemMeasureStep.id).label("step_id"),
        )
        .where(SystemMeasureStep.at < until)
        .group_by(SystemMeasureStep.measure_id)
    )
