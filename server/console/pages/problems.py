"""The problems of a submission: hints, candidates, and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import (
    JUDGED,
    Attachment,
    Campaign,
    Finding,
    FindingEvidence,
    FindingStatus,
    IssueCategory,
    Submission,
    Unit,
    User,
)


@dataclass(frozen=True, slots=True)
class Powers:
    """What this person may do with the problems of a submission."""

    decide: bool
    review: bool
    user_id: int | None
    sender_id: int | None
    #: Whether this person may say where the visit's site is.
    place: bool = False

    def accept(self, finding: Finding) -> bool:
        """Say whether this person is another one than who found it."""
        return self.review and self.user_id not in (finding.author_id, self.sender_id)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with what a person needs to decide about it."""

    finding: Finding
    category: str
    unit: Unit | None
    proposed: Unit | None
    evidence: tuple[str, ...]
    may_decide: bool
    may_accept: bool
    own: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for this very person."""
        candidate = self.finding.status == FindingStatus.CANDIDATE
        return (candidate and self.may_decide) or self.may_accept

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.finding.status in (
            FindingStatus.CANDIDATE,
            FindingStatus.TEAM_CONFIRMED,
            FindingStatus.IN_REVIEW,
        )

    @property
    def is_dealt_with(self) -> bool:
        """Whether it is done for those who look: a leader's part ends by confirming."""
        if not self.may_decide:
            return not self.open
        confirmed = self.finding.status == FindingStatus.TEAM_CONFIRMED
        handed_back = confirmed and self.finding.return_reason != ""
        return self.finding.status != FindingStatus.CANDIDATE and not handed_back


@dataclass(frozen=True, slots=True)
class Problems:
    """All problems of a submission, hints apart."""

    listed: tuple[Problem, ...]
    hints: tuple[Problem, ...]

    def count(self, *statuses: str) -> int:
        """Count those that stand somewhere."""
        return sum(problem.finding.status in statuses for problem in self.listed)

    @property
    def decided(self) -> int:
        """How many are dealt with by those who look."""
        return sum(problem.is_dealt_with for problem in self.listed)

    @property
    def undecided(self) -> int:
        """How many still wait for somebody."""
        return sum(problem.open for problem in self.listed)


def powers(
    actor: Actor, campaign: Campaign, submission: Submission, sender_id: int | None
) -> Powers:
    """Say what the actor may do here; nothing unless the answers are whole."""
    judged = submission.state in JUDGED
    team, region = submission.team_id, submission.region_code
    decide = access.may(actor, "finding.confirm", campaign, team, region)
    review = access.may(actor, "finding.review", campaign, team, region)
    manage = access.may(actor, "campaign.manage", campaign, team, region)
    return Powers(
        judged and decide, judged and review, actor.user_id, sender_id, manage
    )


def read(
    session: Session, campaign: Campaign, submission: Submission, allowed: Powers
) -> Problems:
    """Read what a submission gave, in four queries however many."""
    found = session.scalars(Finding.of_submission(submission.id)).all()
    names = categories(session, campaign)
    units = _units(session, found)
    shown = evidence(session, (finding.id for finding in found))
    all_of_them = [_problem(one, names, units, shown, allowed) for one in found]
    return Problems(
        tuple(p for p in all_of_them if p.finding.status != FindingStatus.HINT),
        tuple(p for p in all_of_them if p.finding.status == FindingStatus.HINT),
    )


def categories(session: Session, campaign: Campaign) -> Mapping[str, str]:
    """Name the categories of a campaign by code."""
    found = session.scalars(IssueCategory.of(campaign.id))
    return {one.code: f"{one.code} {one.name}" for one in found}


def evidence(session: Session, ids: Iterable[int]) -> Mapping[int, list[str]]:
    """List the photos of findings, by their keys."""
    shown: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(FindingEvidence.finding_id, Attachment.key)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(FindingEvidence.finding_id.in_(list(ids)))
        .order_by(FindingEvidence.id)
    )
    for finding_id, key in rows:
        shown[finding_id].append(key)
    return shown


def signers(session: Session, ids: Iterable[int | None]) -> Mapping[int, User]:
    """Find the people behind ids."""
    wanted = {one for one in ids if one is not None}
    found = session.scalars(select(User).where(User.id.in_(wanted)))
    return {user.id: user for user in found}


def _problem(
    finding: Finding,
    names: Mapping[str, str],
    units: Mapping[int, Unit],
    shown: Mapping[int, list[str]],
    allowed: Powers,
) -> Problem:
    own = not allowed.accept(finding)
    in_review = finding.status == FindingStatus.IN_REVIEW
    return Problem(
        finding,
        names.get(finding.category_code, finding.category_code),
        units.get(finding.responsible_unit_id or 0),
        units.get(finding.proposed_unit_id or 0),
        tuple(shown.get(finding.id, ())),
        allowed.decide,
        allowed.review and in_review and not own,
        allowed.review and in_review and own,
    )


def _units(session: Session, found: Sequence[Finding]) -> Mapping[int, Unit]:
    ids = {one.responsible_unit_id for one in found}
    ids |= {one.proposed_unit_id for one in found}
    chosen = select(Unit).where(Unit.id.in_(ids - {None}))
    return {unit.id: unit for unit in session.scalars(chosen)}
