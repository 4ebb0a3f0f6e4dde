"""One row of what teams bring by its key: what is not yours does not exist."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.access.by_key import named, require
from server.actions.access.roles import Actor, may, own_units, somewhere
from server.actions.access.sight import campaigns, is_secret
from server.errors import NotAllowed, NotFound
from server.models import (
    COUNTED,
    Attachment,
    Campaign,
    Correction,
    Device,
    Finding,
    FindingEvidence,
    FollowUp,
    Grant,
    Proof,
    Rectification,
    Submission,
    Team,
    User,
    Visit,
)


def campaign(session: Session, actor: Actor, code: str, verb: str) -> Campaign:
    """Find a campaign; raises NotFound, NotAllowed."""
    found = session.scalar(campaigns(actor).where(Campaign.code == code))
    if found is None:
        raise NotFound
    if not somewhere(actor, verb, found):
        raise NotAllowed
    return found


def submission(session: Session, actor: Actor, key: str, verb: str) -> Submission:
    """Find a submission; raises NotFound, NotAllowed."""
    found = named(session, Submission, key)
    home = session.get_one(Campaign, found.campaign_id)
    _known(session, actor, home, found)
    require(actor, verb, home, found.team_id, found.region_code, "submission.read")
    return found


def finding(session: Session, actor: Actor, key: str, verb: str) -> Finding:
    """Find a finding; raises NotFound, NotAllowed.

    What is not in the ledger is for those who open submissions.
    """
    found = named(session, Finding, key)
    home = session.get_one(Campaign, found.campaign_id)
    _known(session, actor, home, found)
    sight = "finding.read" if found.status in COUNTED else "submission.read"
    require(actor, verb, home, found.team_id, found.region_code, sight)
    return found


def rectification(session: Session, actor: Actor, key: str) -> Rectification:
    """Find what a unit owes, for its own people or who acts for it; raises NotFound."""
    found = named(session, Rectification, key)
    if found.released_at is not None:
        raise NotFound
    own = found.unit_id in own_units(actor, found.campaign_id)
    if not own and not stands_in(session, actor, found):
        raise NotFound
    return found


def stands_in(session: Session, actor: Actor, owed: Rectification) -> bool:
    """Say whether the actor acts for a unit for which nobody speaks.

    Whoever gives the finding out does, there: an office.
    """
    subject = session.get_one(Finding, owed.finding_id)
    home = session.get_one(Campaign, owed.campaign_id)
    place = subject.team_id, subject.region_code
    if not may(actor, "finding.assign", home, *place):
        return False
    spoken_for = (
        select(Grant.id)
        .join(User, User.id == Grant.user_id)
        .where(Grant.unit_id == owed.unit_id, User.disabled_at.is_(None))
    )
    secret = is_secret(session, actor, home, subject.visit_id)
    return not secret and session.scalar(spoken_for.limit(1)) is None


def proof(session: Session, actor: Actor, key: str) -> Proof:
    """Find a proof: for who opens what was filled in, or of the actor's own unit."""
    found = named(session, Proof, key)
    owed = session.get(Rectification, found.rectification_id or 0)
    if owed is not None and owed.unit_id in own_units(actor, found.campaign_id):
        return found
    subject = session.get_one(Finding, found.finding_id)
    finding(session, actor, subject.key, "submission.read")
    return found


def evidence(session: Session, actor: Actor, key: str) -> Attachment:
    """Find a photo that shows what a unit of the actor's own owes; raises NotFound.

    Only what a reviewer released is there; who acts for a unit sees what it would.
    """
    found = named(session, Attachment, key)
    owing = session.scalars(
        select(Rectification)
        .join(FindingEvidence, FindingEvidence.finding_id == Rectification.finding_id)
        .where(
            FindingEvidence.attachment_id == found.id,
            Rectification.released_at.is_(None),
        )
    )
    mine = own_units(actor, found.campaign_id)
    seen = (one.unit_id in mine or stands_in(session, actor, one) for one in owing)
    if not found.is_released or not any(seen):
        raise NotFound
    return found


def follow_up(session: Session, subject: Finding, submission: str) -> FollowUp:
    """Find what a submission says of a finding; raises NotFound."""
    said = FollowUp.of(subject.id).join(
        Submission, Submission.id == FollowUp.submission_id
    )
    found = session.scalar(said.where(Submission.key == submission))
    if found is None:
        raise NotFound
    return found


def correction(session: Session, subject: Finding, key: str) -> Correction:
    """Find a unit that is to be told of a finding; raises NotFound."""
    found = session.scalar(Correction.of(subject.id).where(Correction.key == key))
    if found is None:
        raise NotFound
    return found


def attachment(session: Session, actor: Actor, key: str) -> Attachment:
    """Find a photo or file of a submission that the actor may see."""
    found = named(session, Attachment, key)
    owner = session.get_one(Submission, found.submission_id)
    submission(session, actor, owner.key, "submission.read")
    return found


def team(session: Session, actor: Actor, key: str, verb: str) -> Team:
    """Find a team; raises NotFound, NotAllowed."""
    found = named(session, Team, key)
    home = session.get_one(Campaign, found.campaign_id)
    require(actor, verb, home, found.id, found.region_code, "team.read")
    return found


def device(session: Session, actor: Actor, key: str, verb: str) -> Device:
    """Find a phone of a team that the actor may see; raises NotFound, NotAllowed."""
    found = named(session, Device, key)
    _of_team(session, actor, found.team_id, verb)
    return found


def visit(session: Session, actor: Actor, key: str, verb: str) -> Visit:
    """Find a visit of a team that the actor may see; raises NotFound, NotAllowed."""
    found = named(session, Visit, key)
    _of_team(session, actor, found.team_id, verb)
    return found


def _of_team(session: Session, actor: Actor, team_id: int, verb: str) -> None:
    team(session, actor, session.get_one(Team, team_id).key, verb)


def _known(
    session: Session, actor: Actor, home: Campaign, found: Submission | Finding
) -> None:
    """Let nothing be found of a visit that is kept from the actor."""
    if is_secret(session, actor, home, found.visit_id):
        raise NotFound
