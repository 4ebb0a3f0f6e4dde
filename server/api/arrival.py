"""From bytes on the wire to an envelope: parsed, hashed and stored before rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from flask import current_app
from sqlalchemy import bindparam, select

from forms.instance import belongs_to, parse
from media import photo
from media.store import Store
from server.actions import forms
from server.actions.envelope import Announced, Arrived, Envelope
from server.actions.lateness import lateness
from server.db import now, reading, table
from server.models import Campaign, Device

CAMPAIGN = table(Campaign).c
ROOM = select(CAMPAIGN.room).where(CAMPAIGN.id == bindparam("campaign"))


@dataclass(frozen=True, slots=True)
class Part:
    """A file as it came with a request: the sender's label and the bytes."""

    name: str
    stream: BinaryIO


def envelope(
    device: Device,
    xml: bytes,
    *,
    announced: Mapping[str, Announced] | None = None,
    parts: Iterable[Part] = (),
    device_time: datetime | None = None,
) -> Envelope:
    """Build the envelope; every part is durably stored when this returns.

    Raises InstanceError, NotFound for a form that is not this campaign's,
    EmptyBlob, StoreFull.
    """
    instance = parse(xml)
    version = forms.published(
        reading(), device.campaign_id, instance.form_id, instance.version
    )
    definition = forms.definition_of(reading(), version)
    belongs_to(definition, instance)
    return Envelope(
        instance=instance,
        version=version,
        definition=definition,
        xml_sha256=hashlib.sha256(xml).hexdigest(),
        late=lateness(reading(), device, version),
        received_at=now(),
        announced=announced or {},
        arrived=_stored(device, parts),
        device_time=device_time,
    )


def _stored(device: Device, parts: Iterable[Part]) -> tuple[Arrived, ...]:
    brought = list(parts)
    if not brought:
        return ()
    place = room(device)
    return tuple(stored(place, part) for part in brought)


def stored(place: str, part: Part, expected: str | None = None) -> Arrived:
    """Put a part into the store; its type is told by its bytes."""
    store: Store = current_app.extensions["store"]
    mime = photo.sniff(part.stream.read(32))
    part.stream.seek(0)
    blob = store.put(place, part.stream, expected)
    return Arrived(part.name, blob.sha256, blob.size, mime)


def room(device: Device) -> str:
    """Name the room of the store in which the device's campaign keeps its photos."""
    asked = {"campaign": device.campaign_id}
    found: str = reading().connection().execute(ROOM, asked).scalar_one()
    return found
