"""Each form of a bundle through the same reception as if its phone had sent it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.errors import FormsError
from forms.instance import parse
from media import photo
from media.errors import MediaError
from media.store import Store
from server.actions import devices, events, forms, submissions
from server.actions.access import Actor
from server.actions.bundles import drafts
from server.actions.bundles.manifest import Bundle, Sheet
from server.actions.bundles.outcome import Outcome, What
from server.actions.envelope import Announced, Arrived, Envelope
from server.actions.lateness import lateness
from server.db import now
from server.errors import Refusal
from server.models import Campaign, Device, Submission, Team
from sync.decision import Decision
from sync.errors import SyncError

#: What a stand-in says of itself, for a phone that nobody knows any more.
PLATFORM = "bundle"

Writing = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Office:
    """Where a bundle is brought in, and by whom."""

    store: Store
    actor: Actor
    writing: Writing


def bring(
    office: Office, session: Session, device: Device, bundle: Bundle
) -> list[Outcome]:
    """Take in each form by itself; what one is refused for keeps none of the others."""
    return [_bring(office, session, device, bundle, sheet) for sheet in bundle.sheets]


def foresee(session: Session, device: Device | None, bundle: Bundle) -> list[Outcome]:
    """Say what would become of each form; nothing changes."""
    return [_foreseen(session, device, sheet) for sheet in bundle.sheets]


def stand_in(session: Session, actor: Actor, team: Team, label: str) -> Device:
    """Find or make the device that speaks for a phone nobody knows any more."""
    named = (label.strip() or PLATFORM)[:60]
    found = session.scalar(
        Device.of(team.id).where(Device.platform == PLATFORM, Device.label == named)
    )
    if found is not None:
        return found
    device = Device(
        campaign_id=team.campaign_id,
        team_id=team.id,
        label=named,
        platform=PLATFORM,
        token_hash=devices.hashed(secrets.token_hex(32)),
    )
    session.add(device)
    session.flush()
    events.record(session, actor, device, "device.stood_in", team=team.code)
    return device


def _bring(
    office: Office, session: Session, device: Device, bundle: Bundle, sheet: Sheet
) -> Outcome:
    try:
        arrived = _stored(office.store, session, device, bundle, sheet)
        if sheet.is_draft:
            with office.writing() as changing:
                what = drafts.keep(
                    changing, office.actor, device, bundle.xml(sheet), sheet, arrived
                )
            return _told(sheet, what)
        envelope = _envelope(session, device, bundle, sheet, arrived)
        with office.writing() as changing:
            taken = submissions.receive(changing, office.actor, device, envelope)
        return _told(sheet, _what(taken))
    except (Refusal, FormsError, MediaError, SyncError) as error:
        return _told(sheet, What.REFUSED, _reason(error))


def _envelope(
    session: Session,
    device: Device,
    bundle: Bundle,
    sheet: Sheet,
    arrived: tuple[Arrived, ...],
) -> Envelope:
    xml = bundle.xml(sheet)
    instance = parse(xml)
    version = forms.published(
        session, device.campaign_id, instance.form_id, instance.version
    )
    return Envelope(
        instance=instance,
        version=version,
        definition=forms.definition_of(session, version),
        xml_sha256=hashlib.sha256(xml).hexdigest(),
        late=lateness(session, device, version),
        received_at=now(),
        announced={file["name"]: _announced(file) for file in sheet.files},
        arrived=arrived,
        device_time=sheet.told["device_time"],
    )


def _announced(file: dict[str, object]) -> Announced:
    known = {name: file[name] for name in Announced.__slots__ if name in file}
    return Announced(**known)  # type: ignore[arg-type]


def _stored(
    store: Store, session: Session, device: Device, bundle: Bundle, sheet: Sheet
) -> tuple[Arrived, ...]:
    """Put the photographs into the store; durable before any row names them."""
    room = session.get_one(Campaign, device.campaign_id).room
    found = []
    for file in sheet.files:
        with bundle.open(file["path"]) as part:
            mime = photo.sniff(part.read(32))
        with bundle.open(file["path"]) as part:
            blob = store.put(room, part, file["sha256"])  # type: ignore[arg-type]
        found.append(Arrived(file["name"], blob.sha256, blob.size, mime))
    return tuple(found)


def _what(taken: submissions.Reception) -> What:
    if taken.decision is Decision.CONFLICT:
        return What.RIVAL
    if taken.decision is not Decision.ATTACH:
        return What.NEW
    return What.PHOTOS if taken.is_new else What.KNOWN


def _foreseen(session: Session, device: Device | None, sheet: Sheet) -> Outcome:
    campaign_id = device.campaign_id if device else None
    if sheet.is_draft:
        known = drafts.is_known(session, campaign_id, sheet)
        return _told(sheet, What.DRAFT_KNOWN if known else What.DRAFT_KEPT)
    kept = session.scalar(
        select(Submission).where(
            Submission.campaign_id == campaign_id,
            Submission.instance_id == sheet.instance_id,
        )
    )
    if kept is None:
        return _told(sheet, What.NEW)
    same = kept.xml_sha256 == sheet.told["xml_sha256"]
    return _told(sheet, What.KNOWN if same else What.RIVAL)


def _told(sheet: Sheet, what: What, reason: str = "") -> Outcome:
    return Outcome(sheet.instance_id, sheet.title, len(sheet.files), what, reason)


def _reason(error: Exception) -> str:
    return str(getattr(error, "code", type(error).__name__))
