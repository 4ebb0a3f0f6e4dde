"""The gate of the review: what is held for a look of its own, and what comes first.

Pure. Two people stay two people: what is not held may be accepted together with
others in one look, by the same reviewer who could have opened each.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from server.actions.review_settings import HoldRule, ReviewSettings

PARTS = 1_000_000


class Hold(StrEnum):
    """Why a submission is held; NOT when it may be decided together with others."""

    NOT = ""
    ALL = "all"
    FAILING = "failing"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Checks:
    """What checks say of a submission, as counts: words for people, never a score."""

    #: Answers that do not fit what the form asks.
    issues: int = 0
    #: Photos that ask for a look.
    flags: int = 0
    #: Rules that could not be run.
    troubles: int = 0
    is_late: bool = False

    @property
    def fail(self) -> bool:
        """Whether any check speaks of it."""
        return bool(self.issues or self.flags or self.troubles or self.is_late)


def hold(settings: ReviewSettings, instance_id: str, checks: Checks) -> Hold:
    """Say why a submission is held."""
    if settings.hold is HoldRule.ALL:
        return Hold.ALL
    if checks.fail:
        return Hold.FAILING
    if settings.hold is HoldRule.SHARE and drawn(instance_id, settings.hold_share):
        return Hold.DRAWN
    return Hold.NOT


def drawn(instance_id: str, share: float) -> bool:
    """Draw a share of a hundred by the submission's own id: always the same ones."""
    digest = hashlib.sha256(instance_id.encode()).digest()
    return int.from_bytes(digest[:8]) % PARTS < share * PARTS / 100
