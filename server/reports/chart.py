"""The figures of the wall chart, and how they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.models import OPEN
from server.models.place import LEVELS
from server.reports.coverage import RoundCover


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings count, how many of them are open, and late."""

    counted: int = 0
    open: int = 0
    late: int = 0

    def plus(self, other: Tally) -> Tally:
        """Add two tallies."""
        return Tally(
            self.counted + other.counted,
            self.open + other.open,
            self.late + other.late,
        )

    def minus(self, other: Tally) -> Tally:
        """Take one tally from another."""
        return Tally(
            self.counted - other.counted,
            self.open - other.open,
            self.late - other.late,
        )


@dataclass(frozen=True, slots=True)
class County:
    """A county's findings, and how many of its towns were visited."""

    code: str
    name: str
    is_zone: bool
    tally: Tally
    towns: int
    visited: int
    is_visited: bool

    @property
    def cover(self) -> int:
        """Of 4: none, some, half or more, all of its towns were visited."""
        if not self.visited:
            return 0
        if self.visited >= self.towns:
            return 4
        return 3 if self.visited * 2 >= self.towns else 2


@dataclass(frozen=True, slots=True)
class Category:
    """A category and its findings; zero ones are listed too."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect of the taxonomy with its categories."""

    code: str
    name: str
    categories: tuple[Category, ...]

    @property
    def tally(self) -> Tally:
        """The sum of its categories."""
        return total(one.tally for one in self.categories)


@dataclass(frozen=True, slots=True)
class Stage:
    """How many findings came this far, and the median days since the one before."""

    name: str
    count: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where findings came from, and how many; zero ones are listed too."""

    code: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Crossing:
    """At which level findings show, against that at which they are rooted."""

    #: By both levels; nought for those at which nothing was found.
    counts: Counter[tuple[str, str]]

    def row(self, shows: str) -> int:
        """How many show at a level."""
        return sum(n for (at, _root), n in self.counts.items() if at == shows)

    def column(self, root: str) -> int:
        """How many are rooted at a level."""
        return sum(n for (_shows, at), n in self.counts.items() if at == root)

    @property
    def above(self) -> int:
        """How many are rooted above where they show."""
        found = self.counts.items()
        return sum(n for (shows, root), n in found if _is_above(root, shows))


def _is_above(root: str, shows: str) -> bool:
    if root not in LEVELS or shows not in LEVELS:
        return False
    return LEVELS.index(root) < LEVELS.index(shows)


@dataclass(frozen=True, slots=True)
class TeamLine:
    """What a team brought; teams stand in the order of their codes, never ranked."""

    code: str
    name: str
    visits: int
    submissions: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of the wall chart; every one of them opens its rows."""

    counties: tuple[County, ...]
    aspects: tuple[Aspect, ...]
    by_status: Mapping[str, int]
    stages: tuple[Stage, ...]
    tally: Tally
    candidates: int
    sources: tuple[Source, ...]
    levels: Crossing
    teams: tuple[TeamLine, ...]
    #: The counties of which the campaign covers so many: with or without zones.
    denominator: tuple[County, ...]
    rounds: tuple[RoundCover, ...]

    @property
    def covered(self) -> int:
        """How many of the counties that count were visited."""
        return sum(1 for one in self.denominator if one.is_visited)

    @property
    def missing(self) -> tuple[str, ...]:
        """The counties that count and that nobody visited, by name."""
        return tuple(one.name for one in self.denominator if not one.is_visited)

    @property
    def apart(self) -> tuple[County, ...]:
        """The functional zones that are told apart from the counties that count."""
        return tuple(one for one in self.counties if one not in self.denominator)

    @property
    def elsewhere(self) -> Tally:
        """What counts in no county: found above it, or nowhere said."""
        return self.tally.minus(total(one.tally for one in self.counties))

    @property
    def others(self) -> Tally:
        """What teams found whose names are not for this reader."""
        return self.tally.minus(total(one.tally for one in self.teams))

    @property
    def rate(self) -> float:
        """Of a hundred that count, how many are closed (办结率)."""
        closed = self.tally.counted - self.tally.open
        return round(100 * closed / self.tally.counted, 1) if closed else 0.0

    @property
    def towns(self) -> tuple[int, int]:
        """How many towns were visited, of how many."""
        visited = sum(one.visited for one in self.counties)
        return visited, sum(one.towns for one in self.counties)

    @property
    def most(self) -> int:
        """The largest category: the full length of a bar."""
        every = (one.tally.counted for each in self.aspects for one in each.categories)
        return max(every, default=0)


def tally_of(status: str, count: int, late: int | None) -> Tally:
    """Count findings of one state; what is closed is not late."""
    is_open = status in OPEN
    return Tally(count, count if is_open else 0, int(late or 0) if is_open else 0)


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up."""
    found = Tally()
    for one in tallies:
        found = found.plus(one)
    return found
