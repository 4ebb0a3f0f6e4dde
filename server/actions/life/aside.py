"""Findings that leave the counts: merged into another, cleared, or exempted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events, judging
from server.actions.access import Actor
from server.actions.life import corrections, recurrence, stages
from server.actions.life.moves import held, move, somebody_else, told
from server.actions.life.stages import Step
from server.db import now
from server.errors import BadInput, Conflict, NotAllowed, WrongState
from server.models import COUNTED, Finding, SettingAside

STEPS: dict[str, Step] = {"cleared": "clear", "exempted": "exempt"}


class OwnProposal(NotAllowed):
    """A second person decides."""

    code = "own_proposal"


class ProposalOpen(Conflict):
    """A proposal about this finding waits for its answer."""

    code = "proposal_open"


def merge(session: Session, actor: Actor, finding: Finding, into: Finding) -> None:
    """Count a finding as part of one that counts (并案); raises WrongState, BadInput.

    What is only in review may yet be dropped, and both would be out of every count.
    """
    held(session, finding, "merge")
    somebody_else(session, actor, finding)
    if into.id == finding.id or into.campaign_id != finding.campaign_id:
        raise BadInput("merge_target_wrong")
    session.refresh(into, with_for_update=True)
    if into.status not in COUNTED:
        raise BadInput("merge_target_wrong")
    finding.merged_into_id = into.id
    move(session, actor, finding, "merge", into=into.id)
    judging.accept_when_decided(session, actor, finding)


def propose(
    session: Session, actor: Actor, finding: Finding, outcome: str, reason: str
) -> SettingAside:
    """Propose to clear (不属实) or exempt (容错) a finding.

    Raises WrongState, BadInput, Incomplete, ProposalOpen.
    """
    if outcome not in STEPS:
        raise BadInput("outcome_unknown")
    held(session, finding, STEPS[outcome])
    if pending(session, finding) is not None:
        raise ProposalOpen
    proposal = SettingAside(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        outcome=outcome,
        reason=told(reason, "reason_missing"),
        asked_by=actor.user_id,
    )
    session.add(proposal)
    events.record(
        session,
        actor,
        finding,
        "finding.aside_proposed",
        outcome=outcome,
        reason=proposal.reason,
    )
    return proposal


def agree(session: Session, actor: Actor, finding: Finding) -> None:
    """Let a second person agree: the finding leaves the counts.

    Whoever had received it is to be told. Raises WrongState, OwnProposal.
    """
    proposal = _decided(session, actor, finding)
    proposal.agreed = True
    step = STEPS[proposal.outcome]
    stages.after(finding.status, step)
    corrections.list_recipients(session, finding)
    finding.recurrent = False
    move(session, actor, finding, step, reason=proposal.reason)
    unit_id, code = finding.responsible_unit_id, finding.category_code
    recurrence.renew(session, actor, finding, unit_id, code)


def decline(session: Session, actor: Actor, finding: Finding) -> None:
    """Let a second person decline: the finding stays what it is."""
    _decided(session, actor, finding).agreed = False
    events.record(session, actor, finding, "finding.aside_declined")


def pending(session: Session, finding: Finding) -> SettingAside | None:
    """Find the proposal that waits for an answer."""
    return session.scalar(
        SettingAside.of(finding.id).where(SettingAside.decided_at.is_(None))
    )


def _decided(session: Session, actor: Actor, finding: Finding) -> SettingAside:
    session.refresh(finding, with_for_update=True)
    proposal = pending(session, finding)
    if proposal is None:
        raise WrongState
    if actor.user_id is None or actor.user_id == proposal.asked_by:
        raise OwnProposal
    proposal.decided_by, proposal.decided_at = actor.user_id, now()
    return proposal
