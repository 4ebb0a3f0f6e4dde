"""What is filled to try a draft: looked at as any submission, kept with the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms import rules as finding_rules
from forms.background import background
from forms.definition import FormDefinition
from forms.instance import Instance, belongs_to, declared_files, finished_at, parse
from server.actions import drafts, looks, made_lists
from server.actions.looks import Seen
from server.actions.rules_in_use import RulesInUse
from server.db import now
from server.errors import BadInput, InstanceConflict, NotFound, TooMany
from server.models import Campaign, DraftPhoto, DraftSubmission, FormDraft

#: So much may be sent to one draft: it is for trying, not for visits.
MOST_SUBMISSIONS, MOST_BYTES, LARGEST_FILE = 200, 200_000_000, 20_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a phone sent it."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Tried:
    """A test submission that was read and looked at; nothing is written yet."""

    instance_id: str
    xml: bytes
    seen: Seen
    #: The files that its answers name.
    named: frozenset[str]


def look(session: Session, draft: FormDraft, xml: bytes) -> Tried:
    """Read what was filled and look at it as at any submission; writes nothing.

    Raises InstanceError, and NotFound for answers to another form.
    """
    instance, asked = parse(xml), drafts.definition(draft)
    if (instance.form_id, instance.version) != (draft.form_id, draft.version):
        told = {"form_id": instance.form_id, "version": instance.version}
        raise NotFound("form_unknown", **told)
    belongs_to(asked, instance)
    campaign = session.get_one(Campaign, draft.campaign_id)
    seen = looks.look(
        0,
        xml,
        _finished(asked, instance),
        _known(session, draft, asked),
        looks.terms(campaign, campaign.settings),
    )
    named = frozenset(file.name for file in declared_files(asked, instance))
    return Tried(instance.instance_id, xml, seen, named)


def receive(
    session: Session, draft: FormDraft, tried: Tried, sent: Sequence[Sent]
) -> bool:
    """Keep a test submission and its files; tell whether the answers are new.

    Raises InstanceConflict for other answers under the same id, TooMany when the
    draft is full, BadInput for a file that is too large.
    """
    session.refresh(draft, with_for_update=True)
    kept = session.scalar(
        DraftSubmission.of(draft.id).where(
            DraftSubmission.instance_id == tried.instance_id
        )
    )
    if kept is not None and kept.xml != tried.xml:
        raise InstanceConflict(instance_id=tried.instance_id)
    if any(len(one.content) > LARGEST_FILE for one in sent):
        raise BadInput("draft_file_too_large")
    submission = kept or _begin(session, draft, tried)
    known = set(
        session.scalars(
            select(DraftPhoto.name).where(DraftPhoto.submission_id == submission.id)
        )
    )
    missing = [
        one
        for one in {one.name: one for one in sent}.values()
        if one.name in tried.named and one.name not in known
    ]
    _fit(session, draft, missing)
    session.add_all(_photo(submission, one) for one in missing)
    session.flush()
    return kept is None


def _known(session: Session, draft: FormDraft, asked: FormDefinition) -> RulesInUse:
    given = dict(drafts.source(session, draft).files)
    made = made_lists.made(session, draft)
    rules = finding_rules.from_json(draft.rules)
    return RulesInUse(asked, rules, {}, background(asked, given, made))


def _finished(asked: FormDefinition, instance: Instance) -> datetime:
    return finished_at(asked, instance) or now()


def _fit(session: Session, draft: FormDraft, missing: Sequence[Sent]) -> None:
    size = select(func.coalesce(func.sum(DraftPhoto.size), 0)).where(
        DraftPhoto.draft_id == draft.id
    )
    coming = sum(len(one.content) for one in missing)
    if (session.scalar(size) or 0) + coming > MOST_BYTES:
        raise TooMany("draft_full")


def _begin(session: Session, draft: FormDraft, tried: Tried) -> DraftSubmission:
    count = select(func.count()).where(DraftSubmission.draft_id == draft.id)
    if (session.scalar(count) or 0) >= MOST_SUBMISSIONS:
        raise TooMany("draft_full")
    proposals = tried.seen.proposals
    submission = DraftSubmission(
        draft_id=draft.id,
        instance_id=tried.instance_id,
        xml=tried.xml,
        answers=tried.seen.answers,
        proposals=[
            {
                "rule": one.rule,
                "title": one.title,
                "category": one.category,
                "severity": one.severity,
                "days": one.days,
                "position": one.position,
            }
            for one in proposals.candidates
        ],
        issues=list(tried.seen.issues),
    )
    session.add(submission)
    session.flush()
    return submission


def _photo(submission: DraftSubmission, sent: Sent) -> DraftPhoto:
    return DraftPhoto(
        draft_id=submission.draft_id,
        submission_id=submission.id,
        name=sent.name,
        mime=sent.mime,
        size=len(sent.content),
        content=sent.content,
    )
