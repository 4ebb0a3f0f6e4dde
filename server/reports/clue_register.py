"""The register of clues (线索登记簿): chosen how, as of when, and its sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.db import end_of, now, read_day
from server.errors import BadInput
from server.models import (
    UNFINISHED,
    Campaign,
    Clue,
    ClueOutcome,
    ClueSource,
    ClueState,
    ClueStep,
    Link,
    Region,
)
from server.models.place import prefix
from server.reports.vocabulary import CLUE_STATES, CLUE_SUMS, SOURCE_NAMES, Language

#: Beside the states: those that are late.
LATE = "late"
#: What a clue comes to in a table of sums: not known yet, passed on, or an outcome.
OPEN = "open"
COLUMNS = (OPEN, ClueState.OUT_OF_SCOPE.value, *(one.value for one in ClueOutcome))
ALL: dict[Language, str] = {"zh": "全部线索", "en": "all clues"}
FIELDS = ("source", "state", "region", "came", "text")


class Head(NamedTuple):
    """What of a clue never changes."""

    key: str
    clue_no: str
    region_code: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A clue as the register has it, now or on a past day."""

    clue: Head
    stood: Mapping[str, Any]
    day: date

    @property
    def due_on(self) -> date | None:
        """The day until which it is to be checked."""
        return _day(self.stood["due_on"])

    @property
    def answered_on(self) -> date | None:
        """The day on which it was answered."""
        return _day(self.stood["answered_on"])

    @property
    def is_late(self) -> bool:
        """Whether it was late on the day that is asked for."""
        is_open = self.stood["state"] in UNFINISHED
        return is_open and self.due_on is not None and self.due_on < self.day

    @property
    def came_to(self) -> str:
        """The column of the sums that it stands in."""
        if self.stood["state"] == ClueState.OUT_OF_SCOPE:
            return ClueState.OUT_OF_SCOPE
        return str(self.stood["outcome"]) or OPEN


@dataclass(frozen=True, slots=True)
class ClueFilter:
    """Which clues: of a source, a state, a region, with a text; as of a day."""

    source: str = ""
    state: str = ""
    region: str = ""
    #: A column of the sums: what it came to.
    came: str = ""
    text: str = ""
    as_of: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> ClueFilter:
        """Read the filter from an address; raises BadInput for what is no day."""
        told = {name: query.get(name, "").strip()[:60] for name in FIELDS}
        try:
            return cls(**told, as_of=read_day(query.get("as_of", "")))
        except ValueError:
            raise BadInput("date_unknown") from None

    @property
    def day(self) -> date:
        """The day that is counted to."""
        return self.as_of or due.today(now())

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of an address, with some changed or left out."""
        own: dict[str, object] = {name: getattr(self, name) for name in FIELDS}
        own["as_of"] = self.as_of or ""
        return {name: str(value) for name, value in {**own, **changes}.items() if value}

    def sentence(self, session: Session, language: Language) -> str:
        """Say the filter in one line."""
        region = session.get(Region, self.region) if self.region else None
        late = {"zh": "已超期", "en": "overdue"}
        state = late if self.state == LATE else CLUE_STATES.get(self.state, {})
        parts = (
            SOURCE_NAMES.get(self.source, {}).get(language, ""),
            state.get(language, ""),
            CLUE_SUMS.get(self.came, {}).get(language, ""),
            region.name if region else self.region,
            self.text,
            str(self.as_of or ""),
        )
        return "，".join(part for part in parts if part) or ALL[language]

    def lines(self, session: Session, actor: Actor, home: Campaign) -> Sequence[Line]:
        """Read the register as the actor sees it, the last received first."""
        moment = end_of(self.as_of) if self.as_of else None
        rows = session.execute(_stood(access.clues(actor, home), moment, self.region))
        day = self.day
        lines = (Line(Head(*head), state, day) for *head, state in rows)
        return [one for one in lines if self._takes(one)]

    def _takes(self, one: Line) -> bool:
        stood = one.stood
        if self.source and stood["source"] != self.source:
            return False
        if self.came and one.came_to != self.came:
            return False
        if self.state == LATE and not one.is_late:
            return False
        if self.state not in {"", LATE, stood["state"]}:
            return False
        return not self.text or self.text.casefold() in _searched(one).casefold()


def sums(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    """Count by source and what it came to: all five sources, zeros too."""
    found = {source.value: dict.fromkeys(COLUMNS, 0) for source in ClueSource}
    for one in lines:
        found[one.stood["source"]][one.came_to] += 1
    return found


def waiting(session: Session, actor: Actor, home: Campaign) -> int:
    """Count the clues that nobody has screened yet, of those the actor works on."""
    mine = access.within(actor, home, "clue.work")
    if not mine:
        return 0
    there = or_(*(Clue.region_code.startswith(one, autoescape=True) for one in mine))
    chosen = access.clues(actor, home).where(Clue.state == ClueState.REGISTERED, there)
    counted = chosen.order_by(None).with_only_columns(func.count(Clue.id))
    return session.scalar(counted) or 0


def found(actor: Actor, home: Campaign, text: str) -> Select[Clue]:
    """Select the clues in whose register line a text stands; never in the content."""
    fields = (Clue.clue_no, Clue.external_no, Clue.unit_named, Clue.digest)
    fits = or_(*(one.icontains(text, autoescape=True) for one in fields))
    return access.clues(actor, home).where(fits)


def numbers(
    session: Session,
    actor: Actor,
    home: Campaign,
    findings: Iterable[int],
    until: datetime,
) -> dict[int, str]:
    """Name the clues of findings that the actor sees, linked before a moment."""
    linking = or_(
        and_(Clue.finding_link == Link.FROM, ClueStep.step == "register"),
        and_(Clue.finding_link == Link.INTO, ClueStep.step == "become"),
    )
    seen = access.clues(actor, home).order_by(None).with_only_columns(Clue.id)
    rows = session.execute(
        select(Clue.finding_id, Clue.clue_no)
        .join(ClueStep, ClueStep.clue_id == Clue.id)
        .where(
            Clue.id.in_(seen),
            Clue.finding_id.in_(list(findings)),
            linking,
            ClueStep.from_at < until,
        )
        .order_by(Clue.clue_no)
    )
    found: dict[int | None, list[str]] = {}
    for finding_id, number in rows:
        found.setdefault(finding_id, []).append(number)
    return {one: "、".join(several) for one, several in found.items() if one}


def _stood(
    seen: Select[Clue], moment: datetime | None, region: str
) -> Select[*tuple[Any, ...]]:
    """Select what never changes of each clue, and how it stood; no row is opened."""
    standing = (
        ClueStep.until_at.is_(None)
        if moment is None
        else and_(
            ClueStep.from_at < moment,
            or_(ClueStep.until_at.is_(None), ClueStep.until_at >= moment),
        )
    )
    head = (getattr(Clue, name) for name in Head._fields)
    chosen = select(*head, ClueStep.state).join(ClueStep, ClueStep.clue_id == Clue.id)
    if region:
        inside = Clue.region_code.startswith(prefix(region), autoescape=True)
        chosen = chosen.where(inside)
    ids = seen.order_by(None).with_only_columns(Clue.id)
    return chosen.where(Clue.id.in_(ids), standing).order_by(
        Clue.received_on.desc(), Clue.clue_no.desc()
    )


def _searched(one: Line) -> str:
    told = (one.stood[name] for name in ("external_no", "unit_named", "digest"))
    return "\n".join((one.clue.clue_no, *map(str, told)))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
