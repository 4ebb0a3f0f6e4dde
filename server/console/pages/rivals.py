"""Two sets of answers under one id, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access, forms
from server.actions.access import Actor
from server.console.pages import answers, review
from server.console.pages.pairs import Pair, paired
from server.errors import NotFound
from server.models import (
    Campaign,
    Device,
    FormVersion,
    RivalAnswers,
    Submission,
    Team,
)


@dataclass(frozen=True, slots=True)
class Page:
    """Both sides, who sent them and when."""

    submission: Submission
    rival: RivalAnswers
    team: Team
    kept_device: Device
    rival_device: Device
    pairs: tuple[Pair, ...]

    @property
    def different(self) -> int:
        """How many lines differ."""
        return sum(pair.differs for pair in self.pairs)


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    digest: str,
    language: str,
) -> Page:
    """Read both sides; raises NotFound for answers that the actor may not see."""
    rival = find(session, actor, campaign, submission, digest)
    version = session.get_one(FormVersion, submission.form_version_id)
    return Page(
        submission,
        rival,
        session.get_one(Team, submission.team_id),
        session.get_one(Device, submission.device_id),
        session.get_one(Device, rival.device_id),
        _pairs(session, submission, version, rival.xml, language),
    )


def find(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    digest: str,
) -> RivalAnswers:
    """Find other answers by their hash; raises NotFound where they are not seen."""
    seen = access.rivals(actor, campaign, submission)
    rival = session.scalar(seen.where(RivalAnswers.xml_sha256 == digest))
    if rival is None:
        raise NotFound
    return rival


def _pairs(
    session: Session,
    submission: Submission,
    version: FormVersion,
    rival: bytes,
    language: str,
) -> tuple[Pair, ...]:
    both = [review.as_sent(version, xml) for xml in (submission.xml, rival)]
    definition = forms.definition(version)
    named = review.entries_of(session, submission, version)
    reader = answers.reader(session, version, definition, both, language, named)
    left, right = (reader.blocks(one) for one in both)
    return paired(left, right)
