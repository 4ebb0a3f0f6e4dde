"""Follow-ups: what a team may go back to, and what it said when it had been there.

A follow-up moves no finding: it stands beside it as a proposal, until the office takes
it up (`life.taking_up`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from forms.open_findings import OpenFinding, open_findings_csv
from server.actions import access, events
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.errors import NotFound
from server.models import (
    OPEN,
    Attachment,
    Device,
    Finding,
    FindingEvidence,
    FindingVersion,
    FollowUp,
    FormerName,
    IssueCategory,
    Part,
    Rectification,
    Submission,
    SubmissionState,
    Team,
    Unit,
)

#: The question by which a form says that it follows a finding up.
SUBJECT = "finding_id"
SAID = ("finding_id", "fix", "advice", "new_due_on")
#: The question that asks for photos of how it is now.
AFTER = "after"
#: So many photos of how it was are enough to know the place again.
BEFORE = 3


def list_of(session: Session, team: Team) -> bytes:
    """Make the list of open findings that a team's phones carry: its own."""
    chosen = access.followable(team).where(Finding.status.in_(OPEN))
    found = session.scalars(chosen.order_by(Finding.id)).all()
    return open_findings_csv(_told(session, team, found))


def closed(session: Session, team: Team, keys: Sequence[str]) -> dict[str, bool]:
    """Tell of findings that the team may go back to whether they are closed."""
    chosen = access.followable(team).where(Finding.key.in_(keys))
    rows = session.execute(chosen.with_only_columns(Finding.key, Finding.status))
    return {key: status not in OPEN for key, status in rows}


def before(session: Session, findings: Iterable[int]) -> dict[int, list[Attachment]]:
    """Find the photos that show each finding as it was, in their order."""
    rows = session.execute(
        select(FindingEvidence.finding_id, Attachment)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(
            FindingEvidence.finding_id.in_(list(findings)),
            Attachment.received_at.is_not(None),
            Attachment.mime.in_(SHOWN),
        )
        .order_by(FindingEvidence.id)
    )
    photos: dict[int, list[Attachment]] = {}
    for finding_id, photo in rows:
        photos.setdefault(finding_id, []).append(photo)
    return photos


def after(session: Session, seen: FollowUp) -> list[Attachment]:
    """Find the photos that a follow-up took of the same place, in their order."""
    chosen = Attachment.of(seen.submission_id).where(
        Attachment.question == AFTER,
        Attachment.rival.is_(False),
        Attachment.received_at.is_not(None),
        Attachment.mime.in_(SHOWN),
    )
    return list(session.scalars(chosen))


def photo(session: Session, device: Device, key: str) -> Attachment:
    """Find a photo of an open finding of the device's team; raises NotFound."""
    team = session.get_one(Team, device.team_id)
    own = access.followable(team).where(Finding.status.in_(OPEN))
    found = session.scalar(
        select(Attachment)
        .join(FindingEvidence, FindingEvidence.attachment_id == Attachment.id)
        .where(
            Attachment.key == key,
            Attachment.received_at.is_not(None),
            FindingEvidence.finding_id.in_(own.with_only_columns(Finding.id)),
        )
    )
    if found is None:
        raise NotFound
    return found


def join(
    session: Session, actor: Actor, submission_id: int, answers: Mapping[str, Any]
) -> None:
    """Lay a submission beside the finding that it follows up, if its team may.

    The same submission may come again; a correction takes its predecessor's place.
    """
    submission = session.get_one(Submission, submission_id)
    if submission.state == SubmissionState.SUPERSEDED:
        # Its correction was looked at first and has its place.
        return
    finding = _subject(session, submission, answers)
    seen = _seen(submission, finding, answers) if finding else None
    if _known(session, submission, seen):
        return
    _forget(session, submission)
    if finding is None or seen is None:
        return
    _place(submission, finding)
    session.add(seen)
    told = {"fix": seen.fix, "advice": seen.advice, "submission": submission.key}
    events.record(session, actor, finding, "finding.followed_up", **told)


def unit_of(session: Session, submission: Submission, key: str) -> Unit | None:
    """Find the unit that answers for the finding with this key, for a follow-up."""
    finding = _subject(session, submission, {SUBJECT: key})
    return session.get(Unit, finding.responsible_unit_id or 0) if finding else None


def _told(
    session: Session, team: Team, findings: Sequence[Finding]
) -> Iterator[OpenFinding]:
    photos = before(session, (finding.id for finding in findings))
    units = {
        unit.id: unit.name
        for unit in session.scalars(
            select(Unit).where(
                Unit.id.in_({one.responsible_unit_id for one in findings})
            )
        )
    }
    categories = {
        category.code: f"{category.code} {category.name}"
        for category in session.scalars(IssueCategory.of(team.campaign_id))
    }
    claims = _claims(session, findings)
    versions = _versions(session, team, findings)
    for finding in findings:
        shown = photos.get(finding.id, [])[:BEFORE]
        number = finding.finding_no or ""
        yield OpenFinding(
            name=finding.key,
            label=" · ".join(filter(None, (number, finding.title, finding.site_name))),
            number=number,
            title=finding.title,
            site=finding.site_name,
            unit=units.get(finding.responsible_unit_id or 0, finding.responsible_text),
            category=categories.get(finding.category_code, finding.category_code),
            severity=finding.severity,
            due=finding.due_on.isoformat() if finding.due_on else "",
            require=finding.requirement,
            claim=claims.get(finding.id, ""),
            place=_spot(shown),
            before=" ".join(photo.key for photo in shown),
            version=versions[finding.id] + len(shown),
        )


def _versions(
    session: Session, team: Team, findings: Sequence[Finding]
) -> dict[int, int]:
    """Count what makes a finding's row say something else; only ever upwards.

    Photos may come without a version of the finding, and go only with one.
    """
    renamed = select(func.count()).where(FormerName.campaign_id == team.campaign_id)
    names = session.scalar(renamed) or 0
    counted = (
        select(FindingVersion.finding_id, func.count())
        .where(FindingVersion.finding_id.in_([one.id for one in findings]))
        .group_by(FindingVersion.finding_id)
    )
    changes = dict(session.execute(counted).all())
    return {one.id: names + changes.get(one.id, 0) * (BEFORE + 1) for one in findings}


def _claims(session: Session, findings: Sequence[Finding]) -> dict[int, str]:
    """Read what the leading unit of each finding says that it has done."""
    owed = select(Rectification).where(
        Rectification.finding_id.in_([finding.id for finding in findings]),
        Rectification.released_at.is_(None),
        Rectification.part == Part.LEAD,
    )
    return {row.finding_id: row.report for row in session.scalars(owed)}


def _spot(photos: Iterable[Attachment]) -> str:
    """Say where the first photo that knows its place was taken."""
    for photo in photos:
        if photo.gps:
            at = photo.gps
            return f"{at['lat']} {at['lon']} 0 {at.get('acc') or 0}"
    return ""


def _subject(
    session: Session, submission: Submission, answers: Mapping[str, Any]
) -> Finding | None:
    key = str(answers.get(SUBJECT) or "")
    team = session.get_one(Team, submission.team_id)
    return session.scalar(access.followable(team).where(Finding.key == key))


def _known(session: Session, submission: Submission, seen: FollowUp | None) -> bool:
    """Tell whether the same was said before, or was taken up: nothing is new."""
    kept = session.scalar(
        select(FollowUp).where(FollowUp.submission_id == submission.id)
    )
    if kept is not None and kept.taken_up_at is not None:
        return True
    return (
        kept is not None
        and seen is not None
        and all(getattr(kept, name) == getattr(seen, name) for name in SAID)
    )


def _forget(session: Session, submission: Submission) -> None:
    """Take back what this submission, or the one that it corrects, said before.

    What the office has taken up stays said.
    """
    former = (submission.id, submission.revision_of)
    session.execute(
        delete(FollowUp).where(
            FollowUp.submission_id.in_(former), FollowUp.taken_up_at.is_(None)
        )
    )


def _place(submission: Submission, finding: Finding) -> None:
    """Put a submission that names no place where its finding is."""
    submission.region_code = submission.region_code or finding.region_code
    submission.site_name = submission.site_name or finding.site_name


def _seen(
    submission: Submission, finding: Finding, answers: Mapping[str, Any]
) -> FollowUp:
    return FollowUp(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        submission_id=submission.id,
        fix=str(answers.get("fix") or "")[:16],
        advice=str(answers.get("advice") or "")[:16],
        new_due_on=_day(answers.get("new_due")),
        seen_at=submission.finished_at,
    )


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) and told else None
    except ValueError:
        return None
