"""Where a submission stands for people: what it waits for, and whom.

The same conditions filter the list, count the doors and order the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import (
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
JUDGED = (SubmissionState.COMPLETE, SubmissionState.ACCEPTED)


def where(stage: str) -> ColumnElement[bool]:
    """Say which submissions are at a stage; `todo` is all a leader must do."""
    confirmed = _has(FindingStatus.TEAM_CONFIRMED)
    candidate = _has(FindingStatus.CANDIDATE)
    judged = Submission.state.in_(JUDGED)
    checked = Submission.rules_run_at.is_not(None)
    complete = Submission.state == SubmissionState.COMPLETE
    conditions: dict[str, Callable[[], ColumnElement[bool]]] = {
        "checking": lambda: and_(complete, ~checked),
        "decide": lambda: and_(judged, candidate),
        "send": lambda: and_(judged, ~candidate, confirmed),
        "todo": lambda: and_(judged, or_(candidate, confirmed)),
        "handed_back": lambda: and_(judged, _returned()),
        "review": lambda: or_(_waiting(), _all_decided()),
    }
    if stage in conditions:
        return conditions[stage]()
    return Submission.state == stage


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
        return total(session, seen.where(where(stage)))

    return count


def total(session: Session, chosen: Select[Submission]) -> int:
    """Count the rows of a choice of submissions."""
    counting = chosen.order_by(None).with_only_columns(
        func.count(), maintain_column_froms=True
    )
    return session.scalar(counting) or 0


def _has(status: FindingStatus) -> ColumnElement[bool]:
    return exists().where(
        Finding.submission_id == Submission.id, Finding.status == status
    )


def _returned() -> ColumnElement[bool]:
    return exists().where(
        Finding.submission_id == Submission.id,
        Finding.status == FindingStatus.TEAM_CONFIRMED,
        Finding.return_reason != "",
    )


def _waiting() -> ColumnElement[bool]:
    judged = Submission.state.in_(JUDGED)
    return and_(judged, _has(FindingStatus.IN_REVIEW))


def _all_decided() -> ColumnElement[bool]:
    """Complete and checked, and the team has nothing more to say."""
    return and_(
        Submission.state == SubmissionState.COMPLETE,
        Submission.rules_run_at.is_not(None),
        ~_has(FindingStatus.CANDIDATE),
        ~_has(FindingStatus.TEAM_CONFIRMED),
    )
