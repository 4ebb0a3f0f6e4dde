"""Decisions about many submissions at once, with a moment to think better of it.

What is decided waits; nothing of it has happened until the job takes it up, so
undoing it leaves no number, no event of a finding, and nothing on a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access, events, findings, judging, queue
from server.actions.access import Actor
from server.actions.review_gate import Checks, Hold, hold
from server.actions.review_settings import ReviewSettings
from server.db import now
from server.errors import BadInput, Conflict, Incomplete, NotFound, Refusal, WrongState
from server.models import (
    BulkDecision,
    Campaign,
    Finding,
    FindingStatus,
    PhotoFlag,
    Submission,
    SubmissionState,
    Unit,
    User,
)

#: Longer than the page offers to undo it.
PAUSE = timedelta(seconds=10)
#: So many are decided at once: they are written in one change.
MOST = 50


class Held(Conflict):
    """It has to be opened and judged by itself."""

    code = "bulk_held"


def decide(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    verb: str,
    keys: Sequence[str],
    reason: str,
) -> BulkDecision:
    """Let a decision wait for its moment.

    Raises BadInput, Incomplete, Held, NotFound, NotAllowed.
    """
    if verb not in DOES or len(keys) > MOST:
        raise BadInput("bulk_unknown", most=MOST)
    if not keys:
        raise Incomplete("bulk_empty")
    if verb == "return" and not reason.strip():
        raise Incomplete("reason_missing")
    for submission in _chosen(session, actor, campaign, keys):
        if verb == "accept":
            open_to_many(session, campaign, submission)
    made = BulkDecision(
        campaign_id=campaign.id,
        verb=verb,
        reason=reason.strip(),
        chosen=list(keys),
        by=actor.user_id,
        at=now(),
        due_at=now() + PAUSE,
    )
    session.add(made)
    events.record(session, actor, made, f"bulk.{verb}", count=len(keys))
    queue.enqueue_for(session.connection(), campaign.id, "bulk", made.id, made.due_at)
    return made


def undo(session: Session, actor: Actor, made: BulkDecision) -> None:
    """Think better of it; raises NotFound for another's, WrongState once it is done."""
    session.refresh(made, with_for_update=True)
    if made.by != actor.user_id:
        raise NotFound
    if made.done_at is not None or made.undone_at is not None:
        raise WrongState("bulk_done")
    made.undone_at = now()
    events.record(session, actor, made, "bulk.undone")


def carry_out(session: Session, decision_id: int) -> None:
    """Do what was decided, each submission by itself; what is refused is counted."""
    made = session.get_one(BulkDecision, decision_id, with_for_update=True)
    if made.done_at is not None or made.undone_at is not None:
        return
    campaign = session.get_one(Campaign, made.campaign_id)
    actor = _decider(session, made)
    refused: Counter[str] = Counter()
    done = accepted = 0
    for key in made.chosen:
        try:
            with session.begin_nested():
                accepted += _one(session, actor, campaign, made, key)
                done += 1
        except Refusal as refusal:
            refused[refusal.code] += 1
    made.done_at = now()
    made.outcome = {"submissions": done, "findings": accepted, "refused": dict(refused)}
    events.record(session, actor, made, "bulk.done", **made.outcome)


def _decider(session: Session, made: BulkDecision) -> Actor:
    """Give who decided, with what that person may do by now."""
    user = session.get_one(User, made.by)
    actor = access.actor_of_user(session, user)
    return replace(actor, held=()) if user.disabled_at is not None else actor


def checks(session: Session, submission: Submission) -> Checks:
    """Count what checks say of a submission."""
    flagged = select(func.count(PhotoFlag.attachment_id.distinct())).where(
        PhotoFlag.submission_id == submission.id
    )
    return Checks(
        len(submission.issues),
        session.scalar(flagged) or 0,
        len(submission.rule_troubles),
        bool(submission.late),
    )


def open_to_many(session: Session, campaign: Campaign, submission: Submission) -> None:
    """Refuse what has to be opened by itself; raises Held."""
    told = checks(session, submission)
    settings = ReviewSettings.of(campaign)
    if hold(settings, submission.instance_id, told) is not Hold.NOT:
        raise Held(site=submission.site_name or submission.title)


def _one(
    session: Session, actor: Actor, campaign: Campaign, made: BulkDecision, key: str
) -> int:
    (submission,) = _chosen(session, actor, campaign, [key])
    return DOES[made.verb](session, actor, campaign, submission, made.reason)


def _chosen(
    session: Session, actor: Actor, campaign: Campaign, keys: Sequence[str]
) -> list[Submission]:
    """Find what was chosen, asking each time whether the actor may."""
    found = [
        access.submission(session, actor, key, "submission.review") for key in keys
    ]
    if any(one.campaign_id != campaign.id for one in found):
        raise NotFound
    return found


def _accept(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    _reason: str,
) -> int:
    """Accept what a submission gave; answer how many findings got their number."""
    open_to_many(session, campaign, submission)
    waiting = session.scalars(
        Finding.of_submission(submission.id).where(
            Finding.status == FindingStatus.IN_REVIEW
        )
    ).all()
    for finding in waiting:
        unit = finding.responsible_unit_id or finding.proposed_unit_id
        findings.accept(session, actor, finding, session.get(Unit, unit or 0))
    if submission.state == SubmissionState.COMPLETE:
        judging.accept(session, actor, submission)
    return len(waiting)


def _return(
    session: Session,
    actor: Actor,
    _campaign: Campaign,
    submission: Submission,
    reason: str,
) -> int:
    judging.send_back(session, actor, submission, reason, [])
    return 0


DOES: dict[str, Callable[[Session, Actor, Campaign, Submission, str], int]] = {
    "accept": _accept,
    "return": _return,
}
