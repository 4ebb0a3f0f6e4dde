"""The thread on a submission, for those who are in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import problems
from server.console.pages.answers import Reader
from server.console.pages.photos import Photo
from server.models import Campaign, Remark, Submission


@dataclass(frozen=True, slots=True)
class Line:
    """One remark: who said it, and on what."""

    remark: Remark
    who: str
    about: str
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said; nobody else may know that anything was."""

    lines: tuple[Line, ...]


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    reader: Reader,
    photos: Sequence[Photo],
) -> Thread | None:
    """Read the thread; None for who is not in it."""
    team, region = submission.team_id, submission.region_code
    if not access.may(actor, "submission.remark", campaign, team, region):
        return None
    said = session.scalars(Remark.of(submission.id)).all()
    people = problems.signers(session, [one.by for one in said])
    known = {photo.file.id: photo for photo in photos}
    lines = []
    for one in said:
        user, photo = people.get(one.by or 0), known.get(one.attachment_id or 0)
        about = photo.label if photo else reader.label(one.question)
        who = (user.staff_no or user.login) if user else ""
        lines.append(Line(one, who, about if photo or one.question else "", photo))
    return Thread(tuple(lines))
