"""Decide what a submission's word on an entity is: a pure truth table.

=========  ===============  ==========================================  =============
wants      kept             base of the update                          outcome
=========  ===============  ==========================================  =============
create     nothing          —                                           create
create     a forced one     the newest version                          update
create     another          —                                           wait: taken
update     nothing          —                                           wait: unknown
both       nothing          —                                           create
update     something        a version that is there                     update
update     something        an earlier step of its branch is missing    wait: branch
update     something        none told, or one that is yet to come       wait: base
=========  ===============  ==========================================  =============

An update on an older version than the newest is a conflict: *soft* where other
properties were changed since, *hard* where the same one says something else now. It is
applied all the same, and both versions are kept for a person to look at.
The cases stand in ``tests/conformance/entities.json``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

#: The label's place among the values that are compared.
LABEL = "label"


class Outcome(StrEnum):
    """What becomes of the word of a submission."""

    CREATE = "create"
    UPDATE = "update"
    WAIT = "wait"


class Reason(StrEnum):
    """Why it waits."""

    NO_ID = "no_id"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    BRANCH = "branch"
    BASE = "base"
    DELETED = "deleted"


class Clash(StrEnum):
    """How an update meets what was changed since its base; the worse one is last."""

    NONE = ""
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Word:
    """What a submission says of one entity; the label is one of the values."""

    id: str
    creates: bool = False
    updates: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    base: int | None = None
    trunk: int | None = None
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of an entity: all its values, and the step of a branch."""

    number: int
    values: Mapping[str, str]
    branch: str = ""
    branch_base: int | None = None
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is to be done, on which version, and what it clashes with."""

    outcome: Outcome
    reason: Reason | None = None
    base: int | None = None
    clash: Clash = Clash.NONE
    disputed: tuple[str, ...] = ()
    #: Made without what it waited for.
    forced: bool = False


def meet(word: Word, kept: Sequence[Version]) -> Meeting:
    """Say what a word does to an entity whose versions are kept, oldest first."""
    if not word.id:
        return _wait(Reason.NO_ID)
    if not kept:
        return _first(word)
    if not word.updates:
        return _created_again(word, kept)
    base = _base(word, kept)
    return base if isinstance(base, Meeting) else _update(word, base, kept[-1])


def force(word: Word, kept: Sequence[Version]) -> Meeting:
    """Say what it does when it has waited long enough, or a person wants it done.

    What is missing is done without: the newest version is its base.
    """
    if not kept:
        return Meeting(Outcome.CREATE, forced=True)
    meeting = meet(word, kept)
    if meeting.outcome is not Outcome.WAIT:
        return meeting
    return _update(word, kept[-1], kept[-1])


def amend(word: Word, said: int, kept: Sequence[Version]) -> Meeting | None:
    """Say what a correction does, after the version that the corrected one made.

    None where it says nothing else than was said.
    """
    base = next(version for version in kept if version.number == said)
    if not _differing(word.values, base.values):
        return None
    return _update(word, base, kept[-1])


def changed(base: Version, newest: Version) -> dict[str, str]:
    """Give what was changed between two versions, as the newer says it."""
    return {
        name: value
        for name, value in newest.values.items()
        if base.values.get(name, "") != value
    }


def merged(word: Word, newest: Version | None) -> dict[str, str]:
    """Lay a word's values over what is there."""
    return {**(newest.values if newest else {}), **word.values}


def _first(word: Word) -> Meeting:
    return Meeting(Outcome.CREATE) if word.creates else _wait(Reason.UNKNOWN)


def _created_again(word: Word, kept: Sequence[Version]) -> Meeting:
    if not kept[0].forced:
        return _wait(Reason.TAKEN)
    known = kept[-1].values
    told = {name: value for name, value in word.values.items() if name in known}
    disputed = _differing(told, known)
    clash = Clash.HARD if disputed else Clash.SOFT
    return Meeting(Outcome.UPDATE, None, kept[-1].number, clash, disputed)


def _base(word: Word, kept: Sequence[Version]) -> Version | Meeting:
    """Find the version that an update was made on."""
    if word.base is None or (word.trunk or 0) > kept[-1].number:
        return _wait(Reason.BASE)
    # An offline branch counts on by itself; only its first step names our version.
    begins = word.trunk is None and word.base == 1
    if not word.branch or begins or word.base == word.trunk:
        numbered = [one for one in kept if one.number == word.base]
        return numbered[0] if numbered else _wait(Reason.BASE)
    step = (word.branch, word.base - 1)
    before = [one for one in kept if (one.branch, one.branch_base) == step]
    return before[-1] if before else _wait(Reason.BRANCH)


def _update(word: Word, base: Version, newest: Version) -> Meeting:
    if base.number == newest.number:
        return Meeting(Outcome.UPDATE, None, base.number)
    since = changed(base, newest)
    disputed = tuple(
        name
        for name, value in word.values.items()
        if name in since and since[name] != value
    )
    clash = Clash.HARD if disputed else Clash.SOFT
    return Meeting(Outcome.UPDATE, None, base.number, clash, disputed)


def _differing(told: Mapping[str, str], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name, value in told.items() if known.get(name, "") != value)


def _wait(reason: Reason) -> Meeting:
    return Meeting(Outcome.WAIT, reason)
