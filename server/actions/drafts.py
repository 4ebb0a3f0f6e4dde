"""Forms on trial: kept, filled on a phone to try them, published or dropped.

What is filled lies in tables of its own, files too, and is deleted in the change that
publishes or drops the draft. Of it all stays one event: that a form was tried.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from forms import rules as finding_rules
from forms import xform as compiled_form
from forms.background import background
from forms.compiled import CompiledForm
from forms.definition import FormDefinition
from forms.instance import Instance, belongs_to, declared_files, finished_at, parse
from forms.open_findings import FINDING_LIST, open_findings_csv
from forms.regions import REGION_LIST
from server.actions import events, forms, looks, made_lists, offers
from server.actions.access import Actor
from server.actions.devices import hashed
from server.actions.forms import Source
from server.actions.looks import Seen
from server.actions.rules_in_use import RulesInUse
from server.actions.standing_book import BookChoice
from server.db import now
from server.errors import (
    BadInput,
    Conflict,
    InstanceConflict,
    NotFound,
    TooMany,
)
from server.models import (
    Campaign,
    DraftFile,
    DraftPhoto,
    DraftSubmission,
    FormDraft,
    FormVersion,
)

LIFE = timedelta(days=14)
#: So much may be sent to one draft: it is for trying, not for visits.
MOST_SUBMISSIONS, MOST_BYTES, LARGEST_FILE = 200, 200_000_000, 20_000_000
TOKEN_BYTES = 32


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


def keep(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    compiled: CompiledForm,
    source: Source,
) -> FormDraft:
    """Keep a form to be tried; raises Incomplete, BadInput as publishing would."""
    forms.fit(compiled, source)
    draft = FormDraft(
        campaign_id=campaign.id,
        form_id=compiled.form_id,
        version=compiled.version,
        title=compiled.title,
        xform=compiled.xform,
        xform_md5=md5(compiled.xform),
        source=source.content,
        source_name=source.name,
        rules=finding_rules.to_json(compiled.rules),
        media_names=list(compiled.media_names),
        created_by=actor.user_id,
        expires_at=now() + LIFE,
    )
    session.add(draft)
    session.flush()
    session.add_all(
        DraftFile(draft_id=draft.id, name=name, content=content, md5=md5(content))
        for name, content in source.files.items()
        if name in compiled.media_names
    )
    told = {"form": compiled.form_id, "version": compiled.version}
    events.record(session, actor, campaign, "form.tried", **told)
    return draft


def of_campaign(session: Session, campaign: Campaign, key: str) -> FormDraft:
    """Find a draft of a campaign that its actor manages; raises NotFound."""
    chosen = FormDraft.of(campaign.id).where(
        FormDraft.key == key, FormDraft.expires_at > now()
    )
    draft = session.scalar(chosen)
    if draft is None:
        raise NotFound
    return draft


def invite(session: Session, draft: FormDraft) -> str:
    """Make the token that opens this draft alone; the one before opens nothing."""
    token = secrets.token_hex(TOKEN_BYTES)
    draft.token_hash = hashed(token)
    session.flush()
    return token


def by_token(session: Session, token: str) -> FormDraft:
    """Find the draft that a token opens; raises NotFound for any other or too old."""
    draft = session.scalar(
        select(FormDraft).where(
            FormDraft.token_hash == hashed(token), FormDraft.expires_at > now()
        )
    )
    if draft is None:
        raise NotFound
    return draft


def definition(draft: FormDraft) -> FormDefinition:
    """Read what a draft asks."""
    return compiled_form.read(draft.xform)


def source(session: Session, draft: FormDraft) -> Source:
    """Give back the workbook with its lists, to be published as it was tried."""
    files = {
        file.name: file.content for file in session.scalars(DraftFile.of(draft.id))
    }
    return Source(draft.source_name, draft.source, files)


def files(session: Session, draft: FormDraft) -> dict[str, bytes]:
    """Give the files that a phone needs to fill a draft, by name.

    The regions are those of the whole campaign; of findings no phone sees any.
    """
    found = dict(source(session, draft).files)
    if REGION_LIST in draft.media_names:
        campaign = session.get_one(Campaign, draft.campaign_id)
        found[REGION_LIST] = offers.regions_under(session, (campaign.region_code,))
    if FINDING_LIST in draft.media_names:
        found[FINDING_LIST] = open_findings_csv(())
    return found


def look(session: Session, draft: FormDraft, xml: bytes) -> Tried:
    """Read what was filled and look at it as at any submission; writes nothing.

    Raises InstanceError, and NotFound for answers to another form.
    """
    instance, asked = parse(xml), definition(draft)
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
    _fits(session, draft, sent)
    submission = kept or _begin(session, draft, tried)
    known = set(
        session.scalars(
            select(DraftPhoto.name).where(DraftPhoto.submission_id == submission.id)
        )
    )
    session.add_all(
        _photo(submission, one)
        for one in {one.name: one for one in sent}.values()
        if one.name in tried.named and one.name not in known
    )
    session.flush()
    return kept is None


def publish(
    session: Session,
    actor: Actor,
    draft: FormDraft,
    compiled: CompiledForm,
    notes: str = "",
    choice: BookChoice | None = None,
) -> FormVersion:
    """Publish what was tried, and delete all that was filled to try it.

    Raises Conflict when it compiles to something else than was tried, and what
    publishing raises.
    """
    if md5(compiled.xform) != draft.xform_md5:
        raise Conflict("draft_differs")
    campaign = session.get_one(Campaign, draft.campaign_id)
    given = source(session, draft)
    _delete(session, draft)
    return forms.publish(session, actor, campaign, compiled, given, notes, choice)


def drop(session: Session, actor: Actor, draft: FormDraft) -> None:
    """Delete a draft with all that was filled to try it."""
    campaign = session.get_one(Campaign, draft.campaign_id)
    told = {"form": draft.form_id, "version": draft.version}
    _delete(session, draft)
    events.record(session, actor, campaign, "form.draft_dropped", **told)


def expired(session: Session, at: datetime) -> Sequence[FormDraft]:
    """List the drafts whose time is over."""
    return session.scalars(select(FormDraft).where(FormDraft.expires_at <= at)).all()


def md5(content: bytes) -> str:
    """Hash as OpenRosa's lists want it; no secret hangs on it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _known(session: Session, draft: FormDraft, asked: FormDefinition) -> RulesInUse:
    given = dict(source(session, draft).files)
    made = made_lists.made(session, draft)
    rules = finding_rules.from_json(draft.rules)
    return RulesInUse(asked, rules, {}, background(asked, given, made))


def _finished(asked: FormDefinition, instance: Instance) -> datetime:
    return finished_at(asked, instance) or now()


def _fits(session: Session, draft: FormDraft, sent: Sequence[Sent]) -> None:
    if any(len(one.content) > LARGEST_FILE for one in sent):
        raise BadInput("draft_file_too_large")
    count = select(func.count()).where(DraftSubmission.draft_id == draft.id)
    size = select(func.coalesce(func.sum(DraftPhoto.size), 0)).where(
        DraftPhoto.draft_id == draft.id
    )
    coming = sum(len(one.content) for one in sent)
    full = (session.scalar(count) or 0) >= MOST_SUBMISSIONS
    if full or (session.scalar(size) or 0) + coming > MOST_BYTES:
        raise TooMany("draft_full")


def _begin(session: Session, draft: FormDraft, tried: Tried) -> DraftSubmission:
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


def _delete(session: Session, draft: FormDraft) -> None:
    for row in (DraftPhoto, DraftSubmission, DraftFile):
        session.execute(delete(row).where(row.draft_id == draft.id))
    session.delete(draft)
    session.flush()


def forget(session: Session, draft: FormDraft) -> None:
    """Delete a draft whose time is over, with all that was filled to try it."""
    _delete(session, session.merge(draft))
