"""A form's version as it stands in an address."""

from __future__ import annotations

from urllib.parse import quote

from server.actions import offers
from server.db import reading
from server.models import Device, FormVersion

#: Stands in an address for a form without a version.
NONE = "-"


def in_address(version: str) -> str:
    """Write a version as a part of an address."""
    return quote(version or NONE, safe="")


def from_address(part: str) -> str:
    """Read the version that a part of an address names."""
    return "" if part == NONE else part


def version_of(device: Device, form_id: str, part: str) -> FormVersion:
    """Find the version that an address names to this phone; raises NotFound."""
    named = from_address(part)
    return offers.version(reading(), device.campaign_id, form_id, named)
