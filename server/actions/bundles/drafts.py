"""Drafts out of a bundle: kept aside, and taken on by somebody who says so."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.instance import parse
from server.actions import events, forms, submissions
from server.actions.access import Actor
from server.actions.bundles.manifest import Sheet
from server.actions.bundles.outcome import What
from server.actions.envelope import Announced, Arrived, Envelope
from server.actions.lateness import lateness
from server.actions.shapes import plain
from server.db import now
from server.errors import BadInput, WrongState
from server.models import Device, KeptDraft, Submission
from sync.decision import Decision


def keep(
    session: Session,
    actor: Actor,
    device: Device,
    xml: bytes,
    sheet: Sheet,
    arrived: tuple[Arrived, ...],
) -> What:
    """Keep a draft aside, unless it is here already: as a draft, or finished since.

    Raises BadInput for answers that are no text.
    """
    if is_known(session, device.campaign_id, sheet):
        return What.DRAFT_KNOWN
    draft = KeptDraft(
        campaign_id=device.campaign_id,
        team_id=device.team_id,
        device_id=device.id,
        instance_id=sheet.instance_id,
        form_id=sheet.told["form_id"],
        title=sheet.title,
        xml=_text(xml),
        xml_sha256=sheet.told["xml_sha256"],
        files=[asdict(file) for file in arrived],
        aside=sheet.told["aside"],
        saved_at=sheet.told["saved_at"],
    )
    session.add(draft)
    session.flush()
    names = [file.name for file in arrived]
    told = {"instance_id": sheet.instance_id, "names": names}
    events.record(session, actor, draft, "draft.kept", **told)
    return What.DRAFT_KEPT


def is_known(session: Session, campaign_id: int | None, sheet: Sheet) -> bool:
    """Say whether this very draft is kept, or the form came in finished."""
    as_draft = select(KeptDraft.id).where(
        KeptDraft.campaign_id == campaign_id,
        KeptDraft.instance_id == sheet.instance_id,
        KeptDraft.xml_sha256 == sheet.told["xml_sha256"],
    )
    finished = select(Submission.id).where(
        Submission.campaign_id == campaign_id,
        Submission.instance_id == sheet.instance_id,
    )
    found = (session.scalar(as_draft), session.scalar(finished))
    return any(one is not None for one in found)


def take_in(session: Session, actor: Actor, draft: KeptDraft) -> Submission:
    """Take a draft in as it stands; what is missing in it, its review shows.

    Raises WrongState when it was taken in, or its form came in finished since with
    other answers.
    """
    if draft.submission_id is not None:
        raise WrongState
    device = session.get_one(Device, draft.device_id)
    envelope = _envelope(session, device, draft)
    taken = submissions.receive(session, actor, device, envelope)
    if taken.decision is Decision.CONFLICT:
        raise WrongState
    draft.submission_id = taken.submission_id
    events.record(session, actor, draft, "draft.taken_in")
    return session.get_one(Submission, taken.submission_id)


def _envelope(session: Session, device: Device, draft: KeptDraft) -> Envelope:
    xml = draft.xml.encode()
    instance = parse(xml)
    version = forms.published(
        session, draft.campaign_id, instance.form_id, instance.version
    )
    return Envelope(
        instance=instance,
        version=version,
        definition=forms.definition_of(session, version),
        xml_sha256=hashlib.sha256(xml).hexdigest(),
        late=lateness(session, device, version),
        received_at=now(),
        announced={
            file["name"]: Announced(
                file["name"], file["sha256"], file["size"], file["mime"]
            )
            for file in draft.files
        },
        arrived=tuple(
            Arrived(file["name"], file["sha256"], file["size"], file["mime"])
            for file in draft.files
        ),
        device_time=draft.saved_at,
    )


def _text(xml: bytes) -> str:
    try:
        text = xml.decode()
        plain(text)
    except (UnicodeDecodeError, ValidationError) as error:
        raise BadInput("draft_unreadable") from error
    return text
