"""Which submissions: one filter for the list, the charts and the export."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import LOCAL, end_of, read_day, search
from server.models import (
    Answer,
    Campaign,
    Form,
    FormVersion,
    Round,
    RuleFired,
    Submission,
    SubmissionState,
    Team,
    Visit,
    VisitStatus,
)
from server.models.place import prefix

#: What a question can be asked, in the order in which it is offered.
OPERATORS = ("is", "not", "has", "least", "most", "below", "any", "none")
#: Those that compare numbers or days.
MEASURED = ("least", "most", "below")
#: Those that need no value.
ALONE = ("any", "none")
#: As many conditions as one filter has.
MOST = 10
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Condition:
    """What the answers to one question must be like."""

    question: str
    operator: str
    value: str = ""

    @classmethod
    def read(cls, written: str) -> Condition | None:
        """Read `question:operator:value`; nothing when it says nothing."""
        question, _colon, rest = written.partition(":")
        operator, _colon, value = rest.partition(":")
        found = cls(question.strip(), operator, value.strip()[:LONGEST])
        return found if found._says_something() else None

    def __str__(self) -> str:
        """Write it as the address has it."""
        return f"{self.question}:{self.operator}:{self.value}"

    def _says_something(self) -> bool:
        if not self.question or self.operator not in OPERATORS:
            return False
        if self.operator in MEASURED:
            return _day(self.value) is not None or _number(self.value) is not None
        if self.operator == "has":
            return search.searchable(self.value)
        return self.operator in ALONE or bool(self.value)


@dataclass(frozen=True, slots=True)
class SubmissionFilter:
    """Which submissions; empty fields choose all. Answers need their form."""

    form_id: str = ""
    #: The code of a team.
    team: str = ""
    county: str = ""
    day: date | None = None
    #: In the title, the site, the id, or in what was written.
    text: str = ""
    #: The code of a rule that held.
    rule: str = ""
    #: The number of the round that its visit belongs to.
    round: str = ""
    #: Only what had been received when this day ended.
    until: date | None = None
    answers: tuple[Condition, ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, str]) -> SubmissionFilter:
        """Read a filter from the address; nonsense chooses all."""
        return cls(
            _said(query, "form"),
            _said(query, "team"),
            _said(query, "county"),
            _day(_said(query, "day")),
            _said(query, "text"),
            _said(query, "rule"),
            _round(query),
            _day(_said(query, "until")),
            _conditions(query),
        )

    def query(self) -> dict[str, Any]:
        """Give back the fields of the address, without the empty ones."""
        fields = {
            "form": self.form_id,
            "team": self.team,
            "county": self.county,
            "day": self.day.isoformat() if self.day else "",
            "text": self.text,
            "rule": self.rule,
            "round": self.round,
            "until": self.until.isoformat() if self.until else "",
            "a": [str(one) for one in self.answers],
        }
        return {name: value for name, value in fields.items() if value}

    def select(self, actor: Actor, campaign: Campaign) -> Select[Submission]:
        """Select the actor's submissions that fit; a replaced one is left out."""
        return self.select_all(actor, campaign).where(
            Submission.state != SubmissionState.SUPERSEDED
        )

    def select_all(self, actor: Actor, campaign: Campaign) -> Select[Submission]:
        """Select the actor's submissions that fit, with those that were replaced."""
        return (
            access.submissions(actor, campaign)
            .join(Team, Team.id == Submission.team_id)
            .join(FormVersion, FormVersion.id == Submission.form_version_id)
            .join(Form, Form.id == FormVersion.form_id)
            .where(*self._conditions(campaign.id))
        )

    def _conditions(self, campaign_id: int) -> list[ColumnElement[bool]]:
        parts: list[ColumnElement[bool]] = [
            make(getattr(self, name))
            for name, make in CONDITIONS.items()
            if getattr(self, name)
        ]
        if self.rule:
            parts.append(_fired(campaign_id, self.rule))
        if self.round:
            parts.append(_of_round(campaign_id, int(self.round)))
        if self.form_id:
            parts += [_answered(campaign_id, self.form_id, one) for one in self.answers]
        return parts


def count(session: Session, chosen: Select[Any]) -> int:
    """Count what is chosen."""
    rows = chosen.order_by(None).with_only_columns(
        Submission.id, maintain_column_froms=True
    )
    ids = rows.subquery()
    from_them = select(func.count()).select_from(ids)
    return session.scalar(from_them) or 0


def _sent_on(day: date) -> ColumnElement[bool]:
    start = datetime.combine(day, time.min, LOCAL).astimezone(UTC)
    return Submission.finished_at.between(
        start, start + timedelta(days=1) - timedelta(microseconds=1)
    )


def _mentions(text: str) -> ColumnElement[bool]:
    places = (Submission.title, Submission.site_name, Submission.instance_id)
    parts = [place.icontains(text, autoescape=True) for place in places]
    if search.searchable(text):
        parts.append(Submission.id.in_(search.holding(text)))
    return or_(*parts)


CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "form_id": lambda form_id: Form.form_id == form_id,
    "team": lambda code: Team.code == code,
    "county": lambda code: Submission.region_code.startswith(
        prefix(code), autoescape=True
    ),
    "day": _sent_on,
    "text": _mentions,
    "until": lambda day: Submission.received_at < end_of(day),
}


def _fired(campaign_id: int, rule: str) -> ColumnElement[bool]:
    return Submission.id.in_(
        select(RuleFired.submission_id).where(
            RuleFired.campaign_id == campaign_id, RuleFired.rule == rule
        )
    )


def _of_round(campaign_id: int, number: int) -> ColumnElement[bool]:
    wanted = (Round.campaign_id == campaign_id, Round.no == number)
    visits = select(Visit.id).join(Round, Round.id == Visit.round_id)
    standing = visits.where(*wanted, Visit.status != VisitStatus.CANCELLED)
    return Submission.visit_id.in_(standing)


def _answered(campaign_id: int, form_id: str, asked: Condition) -> ColumnElement[bool]:
    """Say which submissions answer so in any row; `not` and `none`: in no row."""
    form = select(Form.id).where(
        Form.campaign_id == campaign_id, Form.form_id == form_id
    )
    rows = select(Answer.submission_id).where(
        Answer.campaign_id == campaign_id,
        Answer.form_id == form.scalar_subquery(),
        Answer.question == asked.question,
        *_like(asked),
    )
    found = Submission.id.in_(rows)
    if asked.operator in ("not", "none"):
        return ~found
    if asked.operator == "has":
        return found & Submission.id.in_(search.holding(asked.value))
    return found


def _like(asked: Condition) -> list[ColumnElement[bool]]:
    if asked.operator in ALONE:
        return []
    if asked.operator == "has":
        return [Answer.value.icontains(asked.value, autoescape=True)]
    if asked.operator in ("is", "not"):
        return [Answer.value == asked.value]
    day = _day(asked.value)
    if day is not None:
        return [COMPARED[asked.operator](Answer.day, day)]
    return [COMPARED[asked.operator](Answer.number, _number(asked.value))]


COMPARED: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "least": operator.ge,
    "most": operator.le,
    "below": operator.lt,
}


def _conditions(query: Mapping[str, str]) -> tuple[Condition, ...]:
    written: Iterable[str] = getattr(query, "getlist", lambda _name: ())("a")
    found = (Condition.read(one.replace("\0", "")) for one in written)
    return tuple(dict.fromkeys(one for one in found if one is not None))[:MOST]


def _round(query: Mapping[str, str]) -> str:
    number = _said(query, "round")[:4]
    return number if number.isascii() and number.isdigit() else ""


def _said(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:LONGEST]


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= 1e15 else None
