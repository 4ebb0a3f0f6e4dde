"""Where a submission stands for people: what it waits for, and whom.

The same conditions filter the list, count the doors and order the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import (
    JUDGED,
    Campaign,
    Finding,
    FindingStatus,
    Submission,
    SubmissionState,
)

#: What the list can be narrowed to, in the order of the work.
FILTERS = (
    "partial",
    "checking",
    "decide",
    "send",
    "handed_back",
    "review",
    "accepted",
    "returned",
    "superseded",
)
#: What an address may ask for besides.
ALSO = ("todo", "standing")


def where(campaign_id: int, stage: str) -> ColumnElement[bool]:
    """Say which submissions are at a stage.

    `todo` is all that a leader must do, `standing` all that no other took the place of.
    """
    confirmed = _has(campaign_id, FindingStatus.TEAM_CONFIRMED)
    candidate = _has(campaign_id, FindingStatus.CANDIDATE)
    waiting = _has(campaign_id, FindingStatus.IN_REVIEW)
    judged = Submission.state.in_(JUDGED)
    complete = Submission.state == SubmissionState.COMPLETE
    checked = Submission.rules_run_at.is_not(None)
    decided = and_(complete, checked, ~candidate, ~confirmed)
    conditions = {
        "checking": and_(complete, ~checked),
        "decide": and_(judged, candidate),
        "send": and_(judged, ~candidate, confirmed),
        "todo": and_(judged, or_(candidate, confirmed)),
        "standing": Submission.state != SubmissionState.SUPERSEDED,
        "handed_back": and_(judged, _returned(campaign_id)),
        "review": or_(and_(judged, waiting), decided),
    }
    return conditions.get(stage, Submission.state == stage)


def stage_of(submission: Submission, given: Mapping[str, int]) -> str:
    """Name the stage of one submission from the counts of its findings."""
    if submission.state not in JUDGED:
        return submission.state
    for status, stage in (
        (FindingStatus.CANDIDATE, "decide"),
        (FindingStatus.TEAM_CONFIRMED, "send"),
        (FindingStatus.IN_REVIEW, "review"),
    ):
        if given.get(status):
            return stage
    if submission.state == SubmissionState.ACCEPTED:
        return "accepted"
    return "pass" if submission.rules_run_at else "checking"


def counter(session: Session, actor: Actor, campaign: Campaign) -> Callable[[str], int]:
    """Give a function that counts what the actor may see at a stage."""
    seen = access.submissions(actor, campaign)

    def count(stage: str) -> int:
        return total(session, seen.where(where(campaign.id, stage)))

    return count


def total(session: Session, chosen: Select[Submission]) -> int:
    """Count the rows of a choice of submissions."""
    counting = chosen.order_by(None).with_only_columns(
        func.count(), maintain_column_froms=True
    )
    return session.scalar(counting) or 0


def _has(campaign_id: int, status: FindingStatus) -> ColumnElement[bool]:
    """Ask from the side of the findings: those that are still open are few."""
    return Submission.id.in_(_at(campaign_id, status))


def _returned(campaign_id: int) -> ColumnElement[bool]:
    confirmed = _at(campaign_id, FindingStatus.TEAM_CONFIRMED)
    return Submission.id.in_(confirmed.where(Finding.return_reason != ""))


def _at(campaign_id: int, status: FindingStatus) -> Select[int]:
    return select(Finding.submission_id).where(
        Finding.campaign_id == campaign_id, Finding.status == status
    )
