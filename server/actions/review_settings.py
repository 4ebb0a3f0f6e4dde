"""What a campaign sets for the review, with its defaults.

Here ``distance_m`` is read for the check of photos; rules get it as a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.models import Campaign

DISTANCE_M = 200
SHARE = 20


class HoldRule(StrEnum):
    """Which submissions are held until a reviewer has opened them."""

    ALL = "all"
    FAILING = "failing"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """How far a photo may be from its site, and what is held for a look.

    ``hold`` is ``all``, ``failing`` (what any check speaks of) or ``share`` (that,
    and of the rest ``hold_share`` of a hundred, drawn by the submission's id).
    """

    distance_m: int = DISTANCE_M
    hold: HoldRule = HoldRule.ALL
    hold_share: float = SHARE

    @classmethod
    def of(cls, campaign: Campaign) -> ReviewSettings:
        """Read a campaign's settings; what makes no sense is as if it were not set."""
        told = campaign.settings
        return cls(
            int(_between(told.get("distance_m"), 1, 100_000, DISTANCE_M)),
            _rule(told.get("hold")),
            _between(told.get("hold_share"), 0, 100, SHARE),
        )


def _between(value: Any, least: float, most: float, default: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and least <= value <= most else default


def _rule(value: Any) -> HoldRule:
    return HoldRule(value) if value in list(HoldRule) else HoldRule.ALL
