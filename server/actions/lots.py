"""Drawing by lot, decided by a seed alone: whoever has it draws the same again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.models.place import prefix


@dataclass(frozen=True, slots=True)
class Lot:
    """A team in the pool, and the places that it must not go to (回避)."""

    team: str
    recusals: tuple[str, ...] = ()

    def may_go(self, place: str) -> bool:
        """Say whether it may go to a place: neither there nor inside, nor around."""
        return not any(_overlap(place, other) for other in self.recusals)


def drawn(seed: str, places: Sequence[str], pool: Sequence[Lot]) -> dict[str, str]:
    """Give each place a team that may go there, all teams about equally often.

    Of the teams that have gone least often, the one whose hash with the seed and the
    place is least. A place for which nobody is left has no team.
    """
    often = {lot.team: 0 for lot in pool}
    found: dict[str, str] = {}
    # Those with the fewest teams first: else others would take what they need.
    for place in sorted(places, key=lambda one: (_choice(one, pool), one)):
        fit = [lot.team for lot in pool if lot.may_go(place)]
        if fit:
            team = min(fit, key=lambda one: (often[one], _hash(seed, place, one)))
            often[team] += 1
            found[place] = team
    return found


def agrees(
    seed: str, places: Sequence[str], pool: Sequence[Lot], result: Mapping[str, str]
) -> bool:
    """Draw again and say whether the same comes out."""
    return drawn(seed, places, pool) == result


def _choice(place: str, pool: Sequence[Lot]) -> int:
    return sum(lot.may_go(place) for lot in pool)


def _hash(seed: str, place: str, team: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{place}\x1f{team}".encode()).hexdigest()


def _overlap(one: str, other: str) -> bool:
    first, second = prefix(one), prefix(other)
    return first.startswith(second) or second.startswith(first)
