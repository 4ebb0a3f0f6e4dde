"""A finding opened for changes: its words, the units to pick, the photos to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from server.actions.findings import Edits
from server.console.pages import photos, problems, review, units
from server.console.pages.photos import Photo
from server.models import Campaign, Finding, IssueCategory, Submission, Unit

EMPTY = Edits("", "", "", "general", "", None, ())


@dataclass(frozen=True, slots=True)
class Page:
    """What the form needs."""

    submission: Submission
    finding: Finding | None
    aspects: tuple[tuple[str, tuple[IssueCategory, ...]], ...]
    unit: Unit | None
    proposed: Unit | None
    units: Sequence[Unit]
    near: tuple[Photo, ...]
    others: tuple[Photo, ...]
    ticked: frozenset[str]

    @property
    def region(self) -> str:
        """Where to look for units first."""
        return self.submission.region_code or ""


def of_finding(
    session: Session, campaign: Campaign, finding: Finding, language: str
) -> Page:
    """Open a finding as it stands."""
    submission = session.get_one(Submission, finding.submission_id)
    return _page(session, campaign, submission, finding, language)


def of_submission(
    session: Session, campaign: Campaign, submission: Submission, language: str
) -> Page:
    """Open an empty finding about a submission."""
    return _page(session, campaign, submission, None, language)


def _page(
    session: Session,
    campaign: Campaign,
    submission: Submission,
    finding: Finding | None,
    language: str,
) -> Page:
    ticked = _ticked(session, finding)
    near, others = _photos(session, submission, finding, ticked, language)
    unit = session.get(Unit, finding.responsible_unit_id or 0) if finding else None
    proposed = session.get(Unit, finding.proposed_unit_id or 0) if finding else None
    return Page(
        submission,
        finding,
        _aspects(session, campaign),
        unit,
        proposed,
        units.search(session, campaign, "", submission.region_code or ""),
        near,
        others,
        ticked,
    )


def _ticked(session: Session, finding: Finding | None) -> frozenset[str]:
    if finding is None:
        return frozenset()
    return frozenset(problems.evidence(session, [finding.id]).get(finding.id, ()))


def _photos(
    session: Session,
    submission: Submission,
    finding: Finding | None,
    ticked: frozenset[str],
    language: str,
) -> tuple[tuple[Photo, ...], tuple[Photo, ...]]:
    """Part the photos: those of the row or already ticked, and all others."""
    sheet = review.sheet(session, submission, language)
    found = photos.read(session, submission, sheet.reader, sheet.positions, {})
    row = finding.repeat_uuid if finding else ""
    near = [
        one
        for one in found
        if one.file.key in ticked or (row and one.file.repeat_uuid == row)
    ]
    others = [one for one in found if one not in near]
    return tuple(near), tuple(others)


def _aspects(
    session: Session, campaign: Campaign
) -> tuple[tuple[str, tuple[IssueCategory, ...]], ...]:
    found = session.scalars(IssueCategory.open_of(campaign.id)).all()
    grouped = groupby(found, key=lambda one: f"{one.aspect_code} {one.aspect_name}")
    return tuple((name, tuple(categories)) for name, categories in grouped)
