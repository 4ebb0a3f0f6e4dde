"""How far a finding is (进度), the same on every page, sheet and paper."""

from __future__ import annotations

from server.models import FindingStatus as At

WHOLE = 100
#: Where the unit has said that it is done, and nobody has sent it back.
DONE = frozenset((At.REPORTED, At.VERIFYING, At.PENDING_NOTICE, At.CLOSED))


def told(status: str, noted: int | None) -> int | None:
    """Say how far, of 100: the whole once it is done, until then as last noted."""
    return WHOLE if status in DONE else noted
