"""Findings: proposed by rules, decided by two people (domain study §2.3).

The team leader confirms, edits or drops; a reviewer who is neither the author nor
the sender accepts, and the finding gets its number and enters the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import (
    events,
    evidence,
    judging,
    proposed_units,
    rules_in_use,
)
from server.actions.access import Actor
from server.actions.life import recurrence
from server.actions.life.moves import somebody_else
from server.actions.life.sorting import SEVERITIES
from server.db import LOCAL, now, one_at_a_time
from server.errors import BadInput, Incomplete, WrongState
from server.models import (
    JUDGED,
    Campaign,
    Finding,
    FindingStatus,
    IssueCategory,
    Submission,
    Unit,
)
from server.models.place import level_of

LEAST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person says a finding is."""

    title: str
    description: str
    category_code: str
    severity: str
    responsible_text: str
    responsible_unit_id: int | None
    evidence: tuple[int, ...]


def as_it_stands(session: Session, finding: Finding) -> Edits:
    """Read a finding as edits that change nothing."""
    return Edits(
        title=finding.title,
        description=finding.description,
        category_code=finding.category_code,
        severity=finding.severity,
        responsible_text=finding.responsible_text,
        responsible_unit_id=finding.responsible_unit_id,
        evidence=tuple(evidence.shown(session, finding)),
    )


def edit(session: Session, actor: Actor, finding: Finding, edits: Edits) -> None:
    """Change what a finding says, before it goes to review; raises BadInput."""
    _need(finding, FindingStatus.CANDIDATE, FindingStatus.TEAM_CONFIRMED)
    _apply(session, finding, edits)
    events.record(session, actor, finding, "finding.edited")


def confirm(session: Session, actor: Actor, finding: Finding, edits: Edits) -> None:
    """Let the team leader stand by a candidate; raises Incomplete, WrongState."""
    _need(finding, FindingStatus.CANDIDATE)
    _judged(session, finding)
    _apply(session, finding, edits)
    _describe(finding)
    _ready(session, finding)
    _shown(session, finding)
    finding.status = FindingStatus.TEAM_CONFIRMED
    finding.author_id, finding.confirmed_at = actor.user_id, now()
    events.record(session, actor, finding, "finding.confirmed_by_team")


def drop(session: Session, actor: Actor, finding: Finding, reason: str) -> None:
    """Let a candidate go, with the reason (不予认定)."""
    _need(finding, FindingStatus.CANDIDATE, FindingStatus.TEAM_CONFIRMED)
    if not reason.strip():
        raise Incomplete("reason_missing")
    finding.status, finding.drop_reason = FindingStatus.DROPPED, reason.strip()
    finding.touched = True
    events.record(session, actor, finding, "finding.dropped", reason=reason.strip())


def reinstate(session: Session, actor: Actor, finding: Finding) -> None:
    """Take the leader's decision back: it is a candidate again."""
    _need(finding, FindingStatus.DROPPED, FindingStatus.TEAM_CONFIRMED)
    finding.status, finding.drop_reason = FindingStatus.CANDIDATE, ""
    events.record(session, actor, finding, "finding.reinstated")


def promote(session: Session, actor: Actor, finding: Finding) -> None:
    """Make a hint a candidate: a person takes it up."""
    _need(finding, FindingStatus.HINT)
    finding.status, finding.touched = FindingStatus.CANDIDATE, True
    events.record(session, actor, finding, "finding.promoted")


def write(
    session: Session, actor: Actor, submission: Submission, edits: Edits
) -> Finding:
    """Add a finding that no rule proposed; raises WrongState, Incomplete, BadInput."""
    _still_judged(submission)
    finding = Finding(
        campaign_id=submission.campaign_id,
        submission_id=submission.id,
        visit_id=submission.visit_id,
        team_id=submission.team_id,
        status=FindingStatus.CANDIDATE,
        title="",
        found_on=submission.finished_at.astimezone(LOCAL).date(),
        **place(submission),
    )
    session.add(finding)
    session.flush()
    _apply(session, finding, edits)
    events.record(session, actor, finding, "finding.written")
    return finding


def submit(session: Session, actor: Actor, submission: Submission) -> int:
    """Send what the team confirmed to review; answer how many.

    Raises WrongState, and Incomplete while candidates are undecided or nothing is
    confirmed.
    """
    _still_judged(submission)
    given = session.scalars(Finding.of_submission(submission.id)).all()
    if any(finding.status == FindingStatus.CANDIDATE for finding in given):
        raise Incomplete("candidates_undecided")
    confirmed = [one for one in given if one.status == FindingStatus.TEAM_CONFIRMED]
    if not confirmed:
        raise Incomplete("nothing_confirmed")
    for finding in confirmed:
        finding.status, finding.return_reason = FindingStatus.IN_REVIEW, ""
        events.record(session, actor, finding, "finding.submitted")
    return len(confirmed)


def hand_back(session: Session, actor: Actor, finding: Finding, reason: str) -> None:
    """Return a finding to the team leader with the reason; raises OwnFinding."""
    _need(finding, FindingStatus.IN_REVIEW)
    somebody_else(session, actor, finding)
    if not reason.strip():
        raise Incomplete("reason_missing")
    finding.status = FindingStatus.TEAM_CONFIRMED
    finding.return_reason = reason.strip()
    events.record(session, actor, finding, "finding.returned", reason=reason.strip())


def accept(session: Session, actor: Actor, finding: Finding, unit: Unit | None) -> str:
    """Let a finding into the ledger and give it its number.

    Raises OwnFinding for its author and its sender, Incomplete without a unit,
    WrongState.
    """
    _need(finding, FindingStatus.IN_REVIEW)
    _judged(session, finding)
    somebody_else(session, actor, finding)
    if unit is None or unit.campaign_id != finding.campaign_id:
        raise Incomplete("unit_missing")
    _ready(session, finding)
    finding.responsible_unit_id = unit.id
    finding.finding_no = _next_number(session, finding)
    finding.status = FindingStatus.CONFIRMED
    finding.manifest_level = finding.manifest_level or _level(session, finding)
    finding.accepted_by, finding.accepted_at = actor.user_id, now()
    recurrence.renew(session, actor, finding, unit.id, finding.category_code)
    events.record(
        session, actor, finding, "finding.accepted", finding_no=finding.finding_no
    )
    judging.accept_when_decided(session, actor, finding)
    return finding.finding_no


def _need(finding: Finding, *statuses: FindingStatus) -> None:
    if finding.status not in statuses:
        raise WrongState(status=finding.status)


def _judged(session: Session, finding: Finding) -> None:
    """Hold the submission, so that nobody sends it back meanwhile, and look."""
    kept = session.get_one(Submission, finding.submission_id, with_for_update=True)
    _still_judged(kept)


def _still_judged(submission: Submission) -> None:
    """Refuse while the answers are not whole, were sent back, or replaced."""
    if submission.state not in JUDGED:
        raise WrongState("submission_not_judged", state=submission.state)


def _describe(finding: Finding) -> None:
    """Let the title speak for a description that nobody wrote."""
    if not finding.description:
        finding.description = finding.title


def _ready(session: Session, finding: Finding) -> None:
    if len(finding.description) < LEAST_WORDS:
        raise Incomplete("description_too_short", least=LEAST_WORDS)
    known = IssueCategory.open_of(finding.campaign_id).where(
        IssueCategory.code == finding.category_code
    )
    if session.scalar(known) is None:
        raise Incomplete("category_missing")


def _shown(session: Session, finding: Finding) -> None:
    """Refuse without a photo where the rule names photos as its evidence.

    A finding that a person wrote has no rule, and asks for none.
    """
    asked = rules_in_use.evidence_of(session, finding)
    if asked and not evidence.received(session, finding):
        raise Incomplete("evidence_missing", field=asked)


def _apply(session: Session, finding: Finding, edits: Edits) -> None:
    if edits.severity not in SEVERITIES:
        raise BadInput("severity_unknown", severity=edits.severity)
    if not edits.title.strip():
        raise Incomplete("title_missing")
    if edits == as_it_stands(session, finding):
        return
    finding.title = edits.title.strip()[:300]
    finding.description = edits.description.strip()
    _categorise(session, finding, edits.category_code)
    finding.severity = edits.severity
    finding.responsible_text = edits.responsible_text.strip()[:200]
    finding.responsible_unit_id = _unit(session, finding, edits.responsible_unit_id)
    finding.touched = True
    evidence.show(session, finding, edits.evidence)


def _categorise(session: Session, finding: Finding, category: str) -> None:
    """Put a finding under another kind of problem, and propose who leads for that."""
    if category == finding.category_code:
        return
    finding.category_code = category
    if finding.responsible_kind == "county_lead":
        finding.proposed_unit_id = proposed_units.lead_of(
            session, finding.campaign_id, category, finding.region_code
        )


def _unit(session: Session, finding: Finding, unit_id: int | None) -> int | None:
    if unit_id is None:
        return None
    unit = session.get(Unit, unit_id)
    if unit is None or unit.campaign_id != finding.campaign_id:
        raise BadInput("unit_unknown")
    return unit.id


def _level(session: Session, finding: Finding) -> str:
    """Name the level at which a finding shows: that of its place."""
    home = session.get_one(Campaign, finding.campaign_id)
    return level_of(finding.region_code or home.region_code)


def _next_number(session: Session, finding: Finding) -> str:
    """Give the next number of campaign, county and day: JF26-371424-20260312-0001."""
    one_at_a_time(session.connection(), f"number:{finding.campaign_id}")
    campaign = session.get_one(Campaign, finding.campaign_id)
    county = (finding.county_code or campaign.region_code)[:6]
    head = f"{campaign.number_prefix}-{county}-{finding.found_on:%Y%m%d}-"
    last = session.scalar(
        select(Finding.finding_no)
        .where(
            Finding.campaign_id == finding.campaign_id,
            Finding.finding_no.startswith(head, autoescape=True),
        )
        .order_by(Finding.finding_no.desc())
        .limit(1)
    )
    return f"{head}{int(last[-4:]) + 1 if last else 1:04d}"


def place(submission: Submission) -> dict[str, str | None]:
    """Say where a finding of this submission is, by the codes of its levels."""
    code = submission.region_code
    return {
        "site_name": submission.site_name,
        "region_code": code,
        "city_code": code[:4].ljust(12, "0") if code else None,
        "county_code": code[:6].ljust(12, "0") if code else None,
    }
