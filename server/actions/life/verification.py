"""Whether it is really put right: level by level, then in public, then closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due, hands, stages
from server.actions.life.moves import held, move, set_due, told
from server.actions.life.stages import Step
from server.db import now
from server.errors import BadInput, Incomplete, NotAllowed, WrongState
from server.models import (
    Campaign,
    Finding,
    FindingEvidence,
    Part,
    Proof,
    Rectification,
    VerificationStep,
)
from server.models.place import LEVELS

REASONS = ("rebound", "false_fix")


class OwnWork(NotAllowed):
    """Nobody verifies or closes what they worked on for the unit."""

    code = "own_work"


class OwnVerification(NotAllowed):
    """Who verified a finding does not close it."""

    code = "own_verification"


class OtherLevel(NotAllowed):
    """Another level's verifier is next."""

    code = "other_level"


@dataclass(frozen=True, slots=True)
class Failure:
    """What is still wrong, and until when it is to be put right."""

    comment: str
    due_on: date | None = None


def fix_on_spot(session: Session, actor: Actor, finding: Finding) -> None:
    """Let the leader show that it was put right at once (立行立改).

    A photo before and a proof after must be there; raises Incomplete, WrongState.
    """
    held(session, finding, "fix_on_spot")
    before = FindingEvidence.finding_id == finding.id
    if session.query(FindingEvidence).where(before).first() is None:
        raise Incomplete("before_photo_missing")
    if session.scalar(Proof.of(finding.id).limit(1)) is None:
        raise Incomplete("after_photo_missing")
    finding.reported_by, finding.reported_at = actor.user_id, now()
    finding.verified_level = ""
    move(session, actor, finding, "fix_on_spot")


def waits_for(session: Session, finding: Finding) -> str | None:
    """Name the level whose verification is next; None when all have passed it."""
    campaign = session.get_one(Campaign, finding.campaign_id)
    return stages.next_level(levels(campaign), finding.verified_level)


def levels(campaign: Campaign) -> tuple[str, ...]:
    """List the levels that verify in a campaign, lowest first."""
    return tuple(campaign.settings.get("verification_levels", ("county",)))


def turns(campaign: Campaign) -> dict[str, list[str]]:
    """Say, for each level, after which verified levels its turn comes."""
    found: dict[str, list[str]] = {level: [] for level in LEVELS}
    for verified in ("", *LEVELS):
        level = stages.next_level(levels(campaign), verified)
        if level is not None:
            found[level].append(verified)
    return found


def pass_(session: Session, actor: Actor, finding: Finding, comment: str) -> None:
    """Let the verifier whose level is next agree (核查通过).

    Raises WrongState, OwnWork, OtherLevel.
    """
    held(session, finding, "pass_level")
    level = _own_level(session, actor, finding)
    verdict = _verdict(actor, finding, level, comment)
    verdict.passed = True
    session.add(verdict)
    finding.verified_level, finding.verified_by = level, actor.user_id
    if waits_for(session, finding) is not None:
        move(session, actor, finding, "pass_level", level=level)
        return
    finding.notice_until = _notice_until(session, finding)
    move(session, actor, finding, "pass_last_level", level=level)


def fail(session: Session, actor: Actor, finding: Finding, failure: Failure) -> None:
    """Send a finding back to be put right (核查不通过), with what is still wrong.

    Raises WrongState, OwnWork, OtherLevel, Incomplete, BadInput.
    """
    held(session, finding, "fail")
    level = _own_level(session, actor, finding)
    comment = told(failure.comment, "comment_missing")
    verdict = _verdict(actor, finding, level, comment)
    verdict.passed = False
    session.add(verdict)
    finding.verified_level, finding.rework_from = "", now()
    if _leading(session, finding) is None:
        move(session, actor, finding, "fail_unassigned", level=level, comment=comment)
        return
    _anew(session, actor, finding, failure.due_on, comment)
    move(session, actor, finding, "fail", level=level, comment=comment)


def object_to(session: Session, actor: Actor, finding: Finding, reason: str) -> None:
    """Take up an objection made during the public notice: it is verified again."""
    held(session, finding, "object")
    why = told(reason, "reason_missing")
    finding.verified_level, finding.notice_until = "", None
    move(session, actor, finding, "object", reason=why)


def notice_runs(finding: Finding) -> bool:
    """Say whether the public may still object (公示期间)."""
    last = finding.notice_until
    return last is not None and due.today(now()) <= last


def close(session: Session, actor: Actor, finding: Finding) -> None:
    """Strike a finding off (销号): somebody else than who verified or worked on it.

    Raises WrongState, OwnWork, OwnVerification, Incomplete.
    """
    held(session, finding, "close")
    if session.scalar(Proof.of(finding.id).limit(1)) is None:
        raise Incomplete("proof_missing")
    _somebody_else(session, actor, finding)
    if notice_runs(finding):
        raise WrongState("notice_running", until=str(finding.notice_until))
    finding.closed_by, finding.closed_at = actor.user_id, now()
    move(session, actor, finding, "close", verified_by=finding.verified_by)


def reopen(
    session: Session,
    actor: Actor,
    finding: Finding,
    reason: str,
    failure: Failure,
) -> None:
    """Open a closed finding again: it came back, or was never put right."""
    held(session, finding, "reopen")
    if reason not in REASONS:
        raise BadInput("reason_unknown")
    comment = told(failure.comment, "comment_missing")
    assigned = _leading(session, finding) is not None
    if assigned:
        _anew(session, actor, finding, failure.due_on, comment)
    finding.reopened += 1
    finding.verified_level, finding.rework_from = "", now()
    finding.closed_by = finding.closed_at = finding.notice_until = None
    step: Step = "reopen" if assigned else "reopen_unassigned"
    move(session, actor, finding, step, reason=reason, comment=comment)


def _own_level(session: Session, actor: Actor, finding: Finding) -> str:
    """Give the level whose turn it is, if it is the actor's; not for its worker."""
    _no_hand_in_it(session, actor, finding)
    campaign = session.get_one(Campaign, finding.campaign_id)
    level = stages.next_level(levels(campaign), finding.verified_level)
    mine = access.levels(actor, campaign, finding.region_code)
    if level is None or level not in mine:
        raise OtherLevel(level=level)
    return level


def _no_hand_in_it(session: Session, actor: Actor, finding: Finding) -> None:
    """Refuse who did anything for the unit, and say when; raises OwnWork."""
    if actor.user_id is None:
        raise OwnWork
    act = hands.worked(session, finding, actor.user_id)
    if act is not None:
        raise OwnWork(day=str(due.today(act.at)))


def _somebody_else(session: Session, actor: Actor, finding: Finding) -> None:
    """Refuse who worked on it, and who verified since it was last reported."""
    _no_hand_in_it(session, actor, finding)
    steps = VerificationStep.of(finding.id).where(
        VerificationStep.verifier_id == actor.user_id, VerificationStep.passed
    )
    if finding.reported_at is not None:
        steps = steps.where(VerificationStep.at >= finding.reported_at)
    if session.scalar(steps.limit(1)) is not None:
        raise OwnVerification


def _verdict(
    actor: Actor, finding: Finding, level: str, comment: str
) -> VerificationStep:
    """Make the row of a level's verdict; whether it passed is said by who asks."""
    return VerificationStep(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        level=level,
        verifier_id=actor.user_id,
        comment=comment.strip(),
    )


def _notice_until(session: Session, finding: Finding) -> date | None:
    """Count the days of public notice; None when the campaign gives none."""
    campaign = session.get_one(Campaign, finding.campaign_id)
    days = int(campaign.settings.get("notice_days", 0))
    return due.today(now()) + timedelta(days=days) if days else None


def _leading(session: Session, finding: Finding) -> Rectification | None:
    owing = Rectification.of(finding.id).where(Rectification.part == Part.LEAD)
    return session.scalar(owing)


def _anew(
    session: Session, actor: Actor, finding: Finding, new: date | None, comment: str
) -> None:
    """Let the work begin again, until a new date that is not past."""
    day = due.today(now())
    if new is None and finding.due_on is not None and finding.due_on < day:
        raise Incomplete("due_missing")
    if new is not None:
        if new < day:
            raise BadInput("due_in_the_past")
        set_due(session, actor, finding, new, comment)
    for owed in session.scalars(Rectification.of(finding.id)):
        owed.reported_at = None
    finding.reported_at, finding.rework_from = None, now()
