"""Flags in rows: looked for without a lock, then written in one short change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from server.actions import queue
from server.actions.flags import alike
from server.actions.flags.alike import Like, Print, Resemble
from server.actions.flags.signs import Facts, Stay, Taken, signs
from server.actions.photos import SHOWN
from server.actions.review_settings import ReviewSettings
from server.db import LOCAL, one_at_a_time, table
from server.models import (
    Attachment,
    Campaign,
    FlagKind,
    PhotoBand,
    PhotoFlag,
    Submission,
    SubmissionState,
    Visit,
)

#: Flags that tell of photos of others; those tell of this one in turn.
MUTUAL = (FlagKind.REUSED, FlagKind.NEAR)
INDEX = insert(table(PhotoBand))


@dataclass(frozen=True, slots=True)
class Look:
    """What one submission's photos say, by their ids."""

    submission_id: int
    campaign_id: int
    #: The submission that this one took the place of.
    replaced: int | None
    found: dict[int, dict[FlagKind, Facts]]
    #: The photos of others that are told of, each with its submission.
    likes: dict[tuple[int, FlagKind], list[Like]] = field(default_factory=dict)


def index(session: Session, submissions: Sequence[int]) -> None:
    """Cut the hashes of photos that were not cut yet into their bands."""
    known = select(PhotoBand.attachment_id).where(
        PhotoBand.attachment_id == Attachment.id, PhotoBand.band == 0
    )
    chosen = select(Attachment.campaign_id, Attachment.id, Attachment.facts).where(
        Attachment.submission_id.in_(submissions),
        Attachment.received_at.is_not(None),
        ~known.exists(),
    )
    rows = [
        {
            "campaign_id": campaign_id,
            "band": band,
            "value": value,
            "attachment_id": photo,
            "phash": facts["phash"],
        }
        for campaign_id, photo, facts in session.execute(chosen)
        if facts and facts.get("phash")
        for band, value in enumerate(alike.bands(facts["phash"]))
    ]
    if rows:
        session.connection().execute(INDEX, rows)


def look(
    session: Session, submissions: Iterable[int], resemble: Resemble
) -> list[Look]:
    """Look at the photos of submissions that still stand; touches no rows."""
    chosen = (
        select(Submission, Visit, Campaign)
        .join(Visit, Visit.id == Submission.visit_id)
        .join(Campaign, Campaign.id == Submission.campaign_id)
        .where(
            Submission.id.in_(set(submissions)),
            Submission.state != SubmissionState.SUPERSEDED,
        )
        .order_by(Submission.id)
    )
    rows = session.execute(chosen).all()
    return [_look(session, *row, resemble) for row in rows]


def keep(session: Session, looks: Sequence[Look]) -> None:
    """Write the flags of submissions anew, and of the photos that they tell of."""
    for campaign_id in sorted({seen.campaign_id for seen in looks}):
        one_at_a_time(session.connection(), f"flags:{campaign_id}")
    for seen in looks:
        if seen.replaced is not None:
            _forget(session, seen.replaced)
        _rewrite(session, seen)


def look_again(session: Session, visit: Visit) -> None:
    """Let the photos of a visit be looked at anew: its place or days have changed."""
    sent = select(Submission.id).where(
        Submission.visit_id == visit.id, Submission.complete_at.is_not(None)
    )
    for submission_id in session.scalars(sent.order_by(Submission.id)):
        queue.enqueue(session.connection(), visit.campaign_id, "photos", submission_id)


def stay(submission: Submission, visit: Visit, campaign: Campaign) -> Stay:
    """Lay out where and when a submission's photos should have been taken."""
    day = submission.finished_at.astimezone(LOCAL).date()
    return Stay(
        visit.latitude,
        visit.longitude,
        min(visit.planned_from or day, day),
        max(visit.planned_to or day, day),
        submission.clock_offset_s,
        ReviewSettings.of(campaign).distance_m,
    )


def _look(
    session: Session,
    submission: Submission,
    visit: Visit,
    campaign: Campaign,
    resemble: Resemble,
) -> Look:
    here = Attachment.of(submission.id).where(Attachment.received_at.is_not(None))
    files = session.scalars(here).all()
    there = stay(submission, visit, campaign)
    seen = Look(
        submission.id,
        campaign.id,
        submission.revision_of,
        {file.id: signs(_taken(file), there) for file in files},
    )
    prints = [
        Print(file.id, file.sha256 or "", (file.facts or {}).get("phash"))
        for file in files
        if file.mime in SHOWN
    ]
    same = alike.same(session, campaign.id, submission.id, prints)
    for photo in prints:
        close = alike.near(session, campaign, submission.id, photo, resemble)
        _tell(seen, photo.id, FlagKind.REUSED, same.get(photo.id, []))
        _tell(seen, photo.id, FlagKind.NEAR, close)
    return seen


def _taken(file: Attachment) -> Taken:
    return Taken(
        file.source,
        file.named,
        file.rival,
        file.captured_at,
        file.gps,
        file.facts or {},
    )


def _tell(seen: Look, photo: int, kind: FlagKind, likes: list[Like]) -> None:
    if likes:
        seen.likes[photo, kind] = likes
        seen.found[photo][kind] = {"others": {str(one.id): one.bits for one in likes}}


def _rewrite(session: Session, seen: Look) -> None:
    """Replace what was written; bytes that did not fit are told until others come."""
    stale = PhotoFlag.submission_id == seen.submission_id
    done = or_(
        PhotoFlag.kind != FlagKind.MISMATCH, PhotoFlag.attachment_id.in_(seen.found)
    )
    session.execute(delete(PhotoFlag).where(stale, done))
    session.add_all(
        PhotoFlag(
            campaign_id=seen.campaign_id,
            submission_id=seen.submission_id,
            attachment_id=photo,
            kind=kind,
            facts=facts,
        )
        for photo, flags in seen.found.items()
        for kind, facts in flags.items()
    )
    session.flush()
    for (photo, kind), likes in seen.likes.items():
        for other in likes:
            _tell_back(session, seen.campaign_id, other, kind, photo)


def _tell_back(
    session: Session, campaign_id: int, other: Like, kind: FlagKind, photo: int
) -> None:
    """Let the other photo's flag name this one too."""
    flag = session.scalar(
        select(PhotoFlag).where(
            PhotoFlag.attachment_id == other.id, PhotoFlag.kind == kind
        )
    )
    if flag is None:
        flag = PhotoFlag(
            campaign_id=campaign_id,
            submission_id=other.submission_id,
            attachment_id=other.id,
            kind=kind,
            facts={"others": {}},
        )
        session.add(flag)
    known: dict[str, Any] = flag.facts["others"]
    if len(known) < alike.MOST:
        flag.facts = {"others": {**known, str(photo): other.bits}}
    session.flush()


def _forget(session: Session, submission_id: int) -> None:
    """Take a replaced submission's photos out: its correction brings its own."""
    flags = session.scalars(PhotoFlag.of(submission_id)).all()
    told: dict[int, set[str]] = defaultdict(set)
    for flag in flags:
        for other in flag.facts.get("others", {}):
            told[int(other)].add(str(flag.attachment_id))
    mutual = select(PhotoFlag).where(
        PhotoFlag.attachment_id.in_(told), PhotoFlag.kind.in_(MUTUAL)
    )
    for flag in session.scalars(mutual).all():
        left = {
            key: bits
            for key, bits in flag.facts["others"].items()
            if key not in told[flag.attachment_id]
        }
        flag.facts = {"others": left}
        if not left:
            session.delete(flag)
    own = select(Attachment.id).where(Attachment.submission_id == submission_id)
    session.execute(delete(PhotoFlag).where(PhotoFlag.submission_id == submission_id))
    session.execute(delete(PhotoBand).where(PhotoBand.attachment_id.in_(own)))
    session.flush()
