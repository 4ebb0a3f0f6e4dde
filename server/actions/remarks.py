"""Remarks: what teams and reviewers say to one another about a submission.

Never shown to a unit, never sent to a phone, in no export.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.errors import BadInput, Incomplete
from server.models import Attachment, Remark, Submission

LONGEST = 2000


def write(
    session: Session,
    actor: Actor,
    submission: Submission,
    text: str,
    question: str = "",
    photo: Attachment | None = None,
) -> Remark:
    """Add a line to the thread, on the whole, a question or a photo.

    Raises Incomplete without words, BadInput for a photo of another submission.
    """
    if not text.strip():
        raise Incomplete("remark_missing")
    if photo is not None and photo.submission_id != submission.id:
        raise BadInput
    said = Remark(
        campaign_id=submission.campaign_id,
        submission_id=submission.id,
        question=question[:200],
        attachment_id=photo.id if photo else None,
        text=text.strip()[:LONGEST],
        by=actor.user_id,
    )
    session.add(said)
    about = {"question": said.question, "photo": photo.name if photo else ""}
    events.record(session, actor, said, "remark.written", **about)
    return said
