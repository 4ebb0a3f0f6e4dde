"""The list of submissions: who sent what, and how much of it is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import places, stages
from server.console.pages.listing import Slice
from server.console.shapes import HERE
from server.db import end_of
from server.models import (
    Attachment,
    Campaign,
    Finding,
    Form,
    FormVersion,
    Region,
    Round,
    Submission,
    Team,
    Visit,
    VisitStatus,
)
from server.models.place import prefix


@dataclass(frozen=True, slots=True)
class Filter:
    """Which submissions; empty fields choose all."""

    stage: str = ""
    team: str = ""
    form: str = ""
    county: str = ""
    day: str = ""
    #: The number of the round that its visit belongs to.
    round: str = ""
    #: Only what had been received when this day ended.
    until: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filter:
        """Read a filter from the address; unknown stages and days choose all."""
        values = {f.name: query.get(f.name, "").strip()[:100] for f in fields(cls)}
        if values["stage"] not in (*stages.FILTERS, *stages.ALSO):
            values["stage"] = ""
        for name in ("day", "until"):
            if _day(values[name]) is None:
                values[name] = ""
        return cls(**values)

    def query(self) -> dict[str, str]:
        """Give back the fields of the address, without the empty ones."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in found.items() if value}

    def select(self, actor: Actor, campaign: Campaign) -> Select[Submission]:
        """Select what the actor may see and what fits."""
        return (
            access.submissions(actor, campaign)
            .join(Team, Team.id == Submission.team_id)
            .join(FormVersion, FormVersion.id == Submission.form_version_id)
            .join(Form, Form.id == FormVersion.form_id)
            .where(*self._conditions(campaign.id))
        )

    def _conditions(self, campaign_id: int) -> list[ColumnElement[bool]]:
        chosen: list[ColumnElement[bool]] = []
        if self.stage:
            chosen.append(stages.where(campaign_id, self.stage))
        if self.team:
            chosen.append(Team.code == self.team)
        if self.form:
            chosen.append(Form.form_id == self.form)
        if self.county:
            below = prefix(self.county)
            chosen.append(Submission.region_code.startswith(below, autoescape=True))
        if found := _day(self.day):
            start = datetime.combine(found, time.min, HERE).astimezone(UTC)
            chosen.append(Submission.finished_at >= start)
            chosen.append(Submission.finished_at < start + timedelta(days=1))
        chosen += self._told(campaign_id)
        if self.text:
            chosen.append(_mentions(self.text))
        return chosen

    def _told(self, campaign_id: int) -> list[ColumnElement[bool]]:
        """Say what the wall chart asks for: a round, and until when."""
        chosen: list[ColumnElement[bool]] = []
        if self.round.isascii() and self.round.isdigit():
            chosen.append(Submission.visit_id.in_(_of_round(campaign_id, self.round)))
        if last := _day(self.until):
            chosen.append(Submission.received_at < end_of(last))
        return chosen


@dataclass(frozen=True, slots=True)
class Line:
    """One submission in the list."""

    submission: Submission
    team: Team
    form_title: str
    place: str
    stage: str
    photos: int
    arrived: int
    given: Mapping[str, int]

    @property
    def proposed(self) -> int:
        """How many candidates wait for the leader."""
        return self.given.get("candidate", 0)

    @property
    def counted(self) -> int:
        """How many findings of it stand in the ledger."""
        return self.given.get("confirmed", 0)


@dataclass(frozen=True, slots=True)
class Page:
    """The list as filtered, one slice of it."""

    filter: Filter
    slice: Slice
    lines: list[Line]
    teams: list[Team]
    forms: list[Form]
    counties: list[Region]


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the page that the address asks for."""
    wanted = Filter.read(query)
    chosen = wanted.select(actor, campaign)
    part = Slice.read(query, stages.total(session, chosen))
    return Page(
        wanted,
        part,
        lines(session, chosen, part),
        list(session.scalars(access.teams(actor, campaign))),
        list(session.scalars(Form.of(campaign.id))),
        list(session.scalars(places.counties(campaign))),
    )


def lines(session: Session, chosen: Select[Submission], part: Slice) -> list[Line]:
    """Read the rows of a slice, newest first, in four queries however many."""
    rows = session.execute(
        chosen.add_columns(Team, Form.title)
        .order_by(Submission.finished_at.desc(), Submission.id.desc())
        .limit(part.size)
        .offset(part.offset)
    ).all()
    return lines_of(session, rows)


def lines_of(session: Session, rows: Sequence[Any]) -> list[Line]:
    """Lay out rows of submission, team and title of the form."""
    ids = [row[0].id for row in rows]
    given, files = _given(session, ids), _files(session, ids)
    known = places.names(session, (row[0].region_code for row in rows))
    return [_line(row, given[row[0].id], files, known) for row in rows]


def _line(
    row: Any,
    given: Mapping[str, int],
    files: Mapping[int, tuple[int, int]],
    known: places.Names,
) -> Line:
    submission, team, title, *_rest = row
    photos, arrived = files.get(submission.id, (0, 0))
    return Line(
        submission,
        team,
        title,
        places.short(known, submission.region_code),
        stages.stage_of(submission, given),
        photos,
        arrived,
        given,
    )


def _given(session: Session, ids: list[int]) -> Mapping[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = session.execute(
        select(Finding.submission_id, Finding.status, func.count())
        .where(Finding.submission_id.in_(ids))
        .group_by(Finding.submission_id, Finding.status)
    )
    for submission_id, status, count in rows:
        found[submission_id][status] = count
    return found


def _files(session: Session, ids: list[int]) -> Mapping[int, tuple[int, int]]:
    rows = session.execute(
        select(
            Attachment.submission_id,
            func.count(),
            func.count(Attachment.received_at),
        )
        .where(Attachment.submission_id.in_(ids), Attachment.named, ~Attachment.rival)
        .group_by(Attachment.submission_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _of_round(campaign_id: int, number: str) -> Select[int]:
    wanted = (Round.campaign_id == campaign_id, Round.no == int(number[:4]))
    visits = select(Visit.id).join(Round, Round.id == Visit.round_id)
    return visits.where(*wanted, Visit.status != VisitStatus.CANCELLED)


def _mentions(text: str) -> ColumnElement[bool]:
    places_in = (Submission.title, Submission.site_name, Submission.instance_id)
    return or_(*(place.icontains(text, autoescape=True) for place in places_in))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
