"""The submissions that wait for this person, in the order in which to take them.

A reviewer's come by risk: what is gravest first, then what most checks speak of,
then the oldest. A leader's come newest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import menu, stages
from server.db import entries
from server.models import Campaign, Finding, FindingStatus, PhotoFlag, Submission


@dataclass(frozen=True, slots=True)
class Queue:
    """Where one submission stands among those that wait."""

    stage: str
    total: int
    place: int
    before: str
    after: str


def read(session: Session, actor: Actor, campaign: Campaign, key: str) -> Queue:
    """Find the neighbours of a submission in the queue of this person."""
    stage = stage_of(actor, campaign)
    order = _order(stage)
    waiting = chosen(actor, campaign, stage).with_only_columns(
        Submission.key,
        func.row_number().over(order_by=order).label("place"),
        func.lag(Submission.key).over(order_by=order).label("before"),
        func.lead(Submission.key).over(order_by=order).label("after"),
        func.count().over().label("total"),
    )
    lined = waiting.subquery()
    here = session.execute(select(lined).where(lined.c.key == key)).first()
    if here is not None:
        after, before = here.after or "", here.before or ""
        return Queue(stage, here.total, here.place, before, after)
    first = session.execute(select(lined).where(lined.c.place == 1)).first()
    return Queue(stage, first.total if first else 0, 0, "", first.key if first else "")


def stage_of(actor: Actor, campaign: Campaign) -> str:
    """Name what waits for this person: to be reviewed, or to be confirmed."""
    return "review" if menu.over_region(actor, campaign) else "todo"


def chosen(actor: Actor, campaign: Campaign, stage: str) -> Select[Submission]:
    """Select what waits."""
    return access.submissions(actor, campaign).where(stages.where(campaign.id, stage))


def by_risk() -> tuple[ColumnElement[Any], ...]:
    """Order by what asks for eyes: severity, then how many checks speak, then age."""
    return (
        gravest().desc(),
        (marks() + entries(Submission.issues)).desc(),
        Submission.finished_at.asc(),
        Submission.id.asc(),
    )


def marks() -> ScalarSelect[int]:
    """Count the photos of a submission that ask for a look."""
    return (
        select(func.count(PhotoFlag.attachment_id.distinct()))
        .where(PhotoFlag.submission_id == Submission.id)
        .correlate(Submission)
        .scalar_subquery()
    )


def gravest() -> ScalarSelect[int]:
    """Find how grave the gravest finding in review is: 3 for major, 0 for none."""
    degree = case({"major": 3, "serious": 2}, value=Finding.severity, else_=1)
    return (
        select(func.coalesce(func.max(degree), 0))
        .where(
            Finding.submission_id == Submission.id,
            Finding.status == FindingStatus.IN_REVIEW,
        )
        .correlate(Submission)
        .scalar_subquery()
    )


def _order(stage: str) -> tuple[ColumnElement[Any], ...]:
    if stage == "review":
        return by_risk()
    return (Submission.finished_at.desc(), Submission.id.desc())
