"""What became of each form in a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What became, or would become, of one form."""

    NEW = "new"
    KNOWN = "known"
    PHOTOS = "photos"
    RIVAL = "rival"
    DRAFT_KEPT = "draft_kept"
    DRAFT_KNOWN = "draft_known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One form of a bundle, and what became of it."""

    instance_id: str
    title: str
    photos: int
    what: What
    #: Why it was refused, by the refusal's code.
    reason: str = ""
