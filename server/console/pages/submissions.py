"""The list of submissions: who sent what, and how much of it is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import conditions, places, stages
from server.console.pages.conditions import Told
from server.console.pages.listing import Slice
from server.models import (
    Attachment,
    Campaign,
    Finding,
    Form,
    Region,
    Submission,
    Team,
)
from server.reports.submission_filter import Condition, SubmissionFilter


@dataclass(frozen=True, slots=True)
class Filter:
    """Which submissions; empty fields choose all."""

    stage: str = ""
    asked: SubmissionFilter = field(default_factory=SubmissionFilter)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filter:
        """Read a filter from the address; unknown stages and days choose all."""
        stage = query.get("stage", "").strip()
        known = stage in (*stages.FILTERS, *stages.ALSO)
        return cls(stage if known else "", SubmissionFilter.read(query))

    def query(self) -> dict[str, Any]:
        """Give back the fields of the address, without the empty ones."""
        return {**({"stage": self.stage} if self.stage else {}), **self.asked.query()}

    def select(self, actor: Actor, campaign: Campaign) -> Select[Submission]:
        """Select what the actor may see and what fits."""
        chosen = self.asked.select_all(actor, campaign)
        if not self.stage:
            return chosen
        return chosen.where(stages.where(campaign.id, self.stage))


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
    #: The form that is chosen, and the conditions on its answers in words.
    form: Form | None
    told: list[Told]

    @property
    def charts(self) -> dict[str, Any]:
        """Give the address of the charts of the same submissions."""
        return replace(self.filter.asked, form_id="").query()

    def without(self, condition: Condition) -> dict[str, Any]:
        """Give the address without one of the conditions."""
        asked = self.filter.asked
        left = tuple(one for one in asked.answers if one != condition)
        return replace(self.filter, asked=replace(asked, answers=left)).query()


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    query: Mapping[str, str],
    language: str,
) -> Page:
    """Read the page that the address asks for."""
    wanted = Filter.read(query)
    chosen = wanted.select(actor, campaign)
    part = Slice.read(query, stages.total(session, chosen))
    forms = list(session.scalars(Form.of(campaign.id)))
    named = (one for one in forms if one.form_id == wanted.asked.form_id)
    form = next(named, None)
    told = (
        conditions.in_words(session, actor, campaign, form, wanted.asked, language)
        if form
        else []
    )
    return Page(
        wanted,
        part,
        lines(session, chosen, part),
        list(session.scalars(access.teams(actor, campaign))),
        forms,
        list(session.scalars(places.counties(campaign))),
        form,
        told,
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
