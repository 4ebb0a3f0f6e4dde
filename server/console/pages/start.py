"""Where a campaign stands today, as far as this person may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access, given_up
from server.actions.access import Actor
from server.actions.given_up import GivenUp
from server.console.pages import (
    corrections,
    menu,
    places,
    reminders,
    stages,
    submissions,
    verifying,
)
from server.console.pages.corrections import Untold
from server.console.pages.listing import Slice
from server.console.pages.reminders import Reminders
from server.console.pages.submissions import Line
from server.console.pages.verifying import Verifying
from server.models import (
    COUNTED,
    Campaign,
    Finding,
    FindingStatus,
    IssueCategory,
    Role,
    Submission,
    SubmissionState,
)

LATEST = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A category or a county, and how many findings of it count."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of the taxonomy with its categories."""

    code: str
    name: str
    categories: tuple[Figure, ...]

    @property
    def count(self) -> int:
        """How many findings of the aspect count."""
        return sum(one.count for one in self.categories)


@dataclass(frozen=True, slots=True)
class Page:
    """The figures of the start page; each is a door."""

    leads: bool
    judges: bool
    waiting: Mapping[str, int]
    received: int
    findings: Mapping[str, int]
    #: How many findings in review lie with a phone, for their submission went back.
    with_phones: int
    verifying: Verifying | None
    aspects: tuple[Aspect, ...]
    counties: tuple[Figure, ...]
    queue: list[Line]
    latest: list[Line]
    reminders: Reminders
    untold: Sequence[Untold]
    given_up: list[GivenUp]

    @property
    def counted(self) -> int:
        """How many findings stand in the ledger."""
        return sum(self.findings.get(status, 0) for status in COUNTED)

    @property
    def most(self) -> int:
        """The largest category: the full length of a bar."""
        figures = (one.count for aspect in self.aspects for one in aspect.categories)
        return max(figures, default=0)

    @property
    def most_in_county(self) -> int:
        """The largest county: the full length of a bar."""
        return max((one.count for one in self.counties), default=0)


def read(session: Session, actor: Actor, campaign: Campaign) -> Page:
    """Read the start page of this person."""
    count = stages.counter(session, actor, campaign)
    judges = menu.roles(actor, campaign) & set(access.JUDGES) != set()
    leads = Role.TEAM_LEADER in menu.roles(actor, campaign)
    seen = access.submissions(actor, campaign)
    reads = access.somewhere(actor, "submission.read", campaign)
    todo = "review" if judges else "todo"
    return Page(
        leads=leads,
        judges=judges,
        waiting={stage: count(stage) for stage in (*stages.FILTERS, "todo")},
        received=stages.total(session, seen),
        findings=_by_status(session, actor, campaign),
        with_phones=_with_phones(session, actor, campaign),
        verifying=verifying.read(session, actor, campaign),
        aspects=_aspects(session, actor, campaign),
        counties=_counties(session, actor, campaign),
        queue=_few(session, actor, campaign, todo) if judges or leads else [],
        latest=_few(session, actor, campaign, "") if reads else [],
        reminders=reminders.read(session, actor, campaign),
        untold=corrections.read(session, actor, campaign),
        given_up=_given_up(session, actor, campaign),
    )


def _given_up(session: Session, actor: Actor, campaign: Campaign) -> list[GivenUp]:
    """Read what was given up, for whoever can have it tried again."""
    if not access.may(actor, "campaign.manage", campaign):
        return []
    return given_up.read(session, campaign)


def _few(session: Session, actor: Actor, campaign: Campaign, stage: str) -> list[Line]:
    wanted = submissions.Filter(stage=stage)
    part = Slice(LATEST, 1, LATEST)
    return submissions.lines(session, wanted.select(actor, campaign), part)


def _by_status(session: Session, actor: Actor, campaign: Campaign) -> Mapping[str, int]:
    rows = session.execute(
        access.findings(actor, campaign)
        .with_only_columns(Finding.status, func.count(), maintain_column_froms=True)
        .group_by(Finding.status)
    )
    return {row[0]: row[1] for row in rows}


def _with_phones(session: Session, actor: Actor, campaign: Campaign) -> int:
    returned = select(Submission.id).where(
        Submission.campaign_id == campaign.id,
        Submission.state == SubmissionState.RETURNED,
    )
    counting = access.findings(actor, campaign).where(
        Finding.status == FindingStatus.IN_REVIEW, Finding.submission_id.in_(returned)
    )
    return (
        session.scalar(
            counting.with_only_columns(func.count(), maintain_column_froms=True)
        )
        or 0
    )


def _counts(
    session: Session, actor: Actor, campaign: Campaign, column: str
) -> Mapping[str, int]:
    chosen = getattr(Finding, column)
    rows = session.execute(
        access.ledger(actor, campaign)
        .with_only_columns(chosen, func.count(), maintain_column_froms=True)
        .group_by(chosen)
    )
    return {row[0]: row[1] for row in rows}


def _aspects(session: Session, actor: Actor, campaign: Campaign) -> tuple[Aspect, ...]:
    counted = _counts(session, actor, campaign, "category_code")
    grouped: dict[str, list[Figure]] = {}
    titles: dict[str, str] = {}
    for one in session.scalars(IssueCategory.of(campaign.id)):
        titles[one.aspect_code] = one.aspect_name
        figure = Figure(one.code, one.name, counted.get(one.code, 0))
        grouped.setdefault(one.aspect_code, []).append(figure)
    return tuple(
        Aspect(code, titles[code], tuple(found)) for code, found in grouped.items()
    )


def _counties(session: Session, actor: Actor, campaign: Campaign) -> tuple[Figure, ...]:
    """List the counties in code order, zero ones too, as far as they are seen."""
    counted = _counts(session, actor, campaign, "county_code")
    whole = menu.over_region(actor, campaign)
    rows = session.scalars(places.counties(campaign)).all()
    shown = [row for row in rows if whole or counted.get(row.code)]
    return tuple(Figure(row.code, row.name, counted.get(row.code, 0)) for row in shown)
