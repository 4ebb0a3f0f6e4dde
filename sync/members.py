"""Members of what goes over the wire; reading believes nothing: BadReceipt."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sync.errors import BadReceipt


def instant(moment: datetime) -> str:
    """Write a moment in UTC; one without its zone is a mistake."""
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def members(entry: Any) -> Mapping[str, Any]:
    """Take this for an object with members."""
    if not isinstance(entry, dict):
        raise BadReceipt
    return entry


def text(entry: Mapping[str, Any], name: str) -> str:
    """Return a member that is text and not empty."""
    found = entry.get(name)
    if not isinstance(found, str) or not found:
        raise BadReceipt(member=name)
    return found


def count(entry: Mapping[str, Any], name: str) -> int:
    """Return a member that is a whole number from 0."""
    found = entry.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise BadReceipt(member=name)
    return found


def listed(entry: Mapping[str, Any], name: str) -> list[Any]:
    """Return a member that is a list."""
    found = entry.get(name)
    if not isinstance(found, list):
        raise BadReceipt(member=name)
    return found


def moment(entry: Mapping[str, Any], name: str) -> datetime:
    """Return a member that is a moment with its zone."""
    try:
        moment = datetime.fromisoformat(text(entry, name))
    except ValueError:
        raise BadReceipt(member=name) from None
    if moment.tzinfo is None:
        raise BadReceipt(member=name)
    return moment
