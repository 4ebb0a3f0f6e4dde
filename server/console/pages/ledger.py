"""The ledger as the address asks: filtered, sorted, one slice, with totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.console.pages import menu, places
from server.console.pages.listing import SIZES, Slice
from server.db import now
from server.models import (
    OPEN,
    Attachment,
    Campaign,
    Finding,
    FindingEvidence,
    FindingStatus,
    Form,
    IssueCategory,
    Region,
    Role,
    Team,
    Unit,
)
from server.reports import addressed, kept
from server.reports.called import Called
from server.reports.filters import LedgerFilter
from server.reports.vocabulary import SEVERITIES, STATUSES, Language
from server.reports.wanted import Wanted

EXPORTERS = set(access.VERBS["ledger.export"])
#: Those in whose name a notice goes to a unit.
PRINTERS = set(access.VERBS["notice.print"])
#: What is seen in the list of work instead, and never counted.
NOT_COUNTED = (
    FindingStatus.CANDIDATE,
    FindingStatus.TEAM_CONFIRMED,
    FindingStatus.IN_REVIEW,
    FindingStatus.DROPPED,
)
#: The conditions that hold for what is not in the ledger yet as well.
SHARED = (
    "county",
    "category",
    "severity",
    "team",
    "form",
    "source",
    "found_from",
    "found_to",
    "text",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in the ledger."""

    finding: Finding
    place: str
    category: str
    #: Its whole name and the one that fits a row; empty while nobody is named.
    unit: tuple[str, str]
    team: Team
    is_overdue: bool
    photos: int
    photo: str


@dataclass(frozen=True, slots=True)
class Group:
    """How many findings are alike in state, severity and lateness."""

    status: str
    severity: str
    is_late: bool
    count: int

    def fits(self, wanted: LedgerFilter) -> bool:
        """Whether they are in the states that are asked for."""
        states = wanted.status.split(",") if wanted.status else [self.status]
        return self.status in states and (self.is_late or not wanted.overdue)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters can be set to."""

    counties: Sequence[Region]
    categories: Sequence[IssueCategory]
    severities: Sequence[str]
    teams: Sequence[Team]
    forms: Sequence[Form]
    units: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the ledger."""

    filter: LedgerFilter
    at: datetime
    said: list[tuple[str, str, str]]
    slice: Slice
    lines: list[Line]
    by_severity: Mapping[str, int]
    by_status: Mapping[str, int]
    overdue: int
    not_counted: Mapping[str, int]
    choices: Choices
    may_export: bool
    may_print: bool
    #: Whether a selection can be assigned: by an office, and of the present only.
    may_assign: bool

    @property
    def printable(self) -> bool:
        """Whether notices of these rows can be printed: some, and not too many."""
        return self.may_print and 0 < self.slice.total <= addressed.MOST

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of this page's address, with some changed or left out."""
        fields: dict[str, object] = {**self.filter.query(), **changes}
        if self.slice.size != SIZES[0]:
            fields.setdefault("size", self.slice.size)
        return {name: str(value) for name, value in fields.items() if value}

    def sorting(self, column: str) -> dict[str, str]:
        """Give the address that sorts by a column, or turns it round."""
        turned = self.filter.sort == column and not self.filter.descending
        descending = "1" if turned else ""
        return self.query(sort=column, descending=descending, page="")

    @property
    def beside(self) -> dict[str, str]:
        """The conditions that lead to what is not counted."""
        return shared(self.filter).query()


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    query: Mapping[str, str],
    language: Language,
) -> Page:
    """Read the page that the address asks for; raises BadFilter."""
    wanted = LedgerFilter.read(query)
    chosen = wanted.select(actor, campaign)
    groups = _groups(Wanted(session, actor, campaign, wanted, now()))
    fitting = [one for one in groups if one.fits(wanted)]
    part = Slice.read(query, sum(one.count for one in fitting))
    return Page(
        wanted,
        now(),
        told(session, actor, campaign, wanted, language),
        part,
        lines(session, campaign, wanted, chosen, part) if part.total else [],
        {name: _sum(fitting, severity=name) for name in reversed(SEVERITIES)},
        {status: _sum(groups, status=status) for status in STATUSES},
        _sum(groups, is_late=True),
        _not_counted(session, actor, campaign, wanted),
        _choices(session, actor, campaign),
        menu.roles(actor, campaign) & EXPORTERS != set(),
        menu.roles(actor, campaign) & PRINTERS != set(),
        Role.OFFICE in menu.roles(actor, campaign) and wanted.as_of is None,
    )


def lines(
    session: Session,
    campaign: Campaign,
    wanted: LedgerFilter,
    chosen: Select[Any],
    part: Slice,
) -> list[Line]:
    """Read the rows of a slice, in a few queries however many."""
    sliced = chosen.limit(part.size).offset(part.offset)
    found = [one for many in wanted.rows(session, sliced, part.size) for one in many]
    called = Called.on(session, campaign, wanted.as_of)
    known = {
        code: called.region(code, name)
        for code, name in places.names(
            session, (one.region_code for one in found)
        ).items()
    }
    names = _category_names(session, campaign, called)
    units = _by_id(session, Unit, {one.responsible_unit_id for one in found})
    teams = _by_id(session, Team, {one.team_id for one in found})
    shown = _evidence(session, [one.id for one in found])
    return [
        Line(
            one,
            places.short(known, one.region_code),
            names.get(one.category_code, one.category_code),
            _unit(units.get(one.responsible_unit_id), called),
            teams[one.team_id],
            due.is_overdue(one.status, one.due_on, wanted.day),
            *shown.get(one.id, (0, "")),
        )
        for one in found
    ]


def told(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: LedgerFilter,
    language: Language,
) -> list[tuple[str, str, str]]:
    """Say each condition in words, with the field that clears it."""
    names = [n for n in wanted.query() if n not in ("sort", "descending")]
    found = []
    for name in names:
        only = replace(LedgerFilter(), **{name: getattr(wanted, name)})
        words = only.words(session, actor, campaign, language)
        found += [(name, *one) for one in words]
    return found


def shared(wanted: LedgerFilter) -> LedgerFilter:
    """Keep of a filter what can be asked of findings outside the ledger."""
    same = {name: getattr(wanted, name) for name in SHARED}
    return replace(LedgerFilter(), **same)


def _not_counted(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> Mapping[str, int]:
    seen = access.findings(actor, campaign).where(Finding.status.in_(NOT_COUNTED))
    open_ones = shared(wanted).narrow(seen)
    counted = _grouped(session, open_ones, Finding.status)
    return {status: counted.get(status, 0) for status in NOT_COUNTED}


def _groups(asked: Wanted) -> list[Group]:
    """Count once by state, severity and lateness what the other conditions leave."""
    wider = replace(asked.chosen, status="", overdue="", sort="region")
    wanted = replace(asked, chosen=replace(wider, descending=False))
    return kept.sums(wanted, "ledger", lambda: _counted(wanted))


def _counted(wanted: Wanted) -> list[Group]:
    asked, day = wanted.chosen.book, wanted.chosen.day
    is_late = (asked.due_on < day) & asked.status.in_(OPEN)
    columns = (asked.status, asked.severity, case((is_late, 1), else_=0))
    rows = wanted.session.execute(
        wanted.chosen.unsorted(wanted.actor, wanted.campaign)
        .with_only_columns(*columns, func.count(), maintain_column_froms=True)
        .group_by(*columns)
    )
    return [Group(status, severity, late == 1, n) for status, severity, late, n in rows]


def _sum(groups: Iterable[Group], **wanted: object) -> int:
    """Add up the groups that are as wanted."""
    return sum(
        one.count
        for one in groups
        if all(getattr(one, name) == value for name, value in wanted.items())
    )


def _grouped(session: Session, chosen: Select[Any], column: Any) -> dict[str, int]:
    rows = session.execute(
        chosen.order_by(None)
        .with_only_columns(column, func.count(), maintain_column_froms=True)
        .group_by(column)
    )
    return {row[0]: row[1] for row in rows}


def _choices(session: Session, actor: Actor, campaign: Campaign) -> Choices:
    whole = Wanted(session, actor, campaign, LedgerFilter(), now())
    named = kept.sums(whole, "responsible", lambda: _responsible(whole))
    return Choices(
        session.scalars(places.counties(campaign)).all(),
        session.scalars(IssueCategory.of(campaign.id)).all(),
        list(SEVERITIES),
        session.scalars(access.teams(actor, campaign)).all(),
        session.scalars(Form.of(campaign.id)).all(),
        session.scalars(Unit.of(campaign.id).where(Unit.id.in_(named))).all(),
    )


def _responsible(whole: Wanted) -> set[int]:
    """Read which units the findings of the ledger name."""
    rows = whole.session.scalars(
        whole.chosen.unsorted(whole.actor, whole.campaign)
        .with_only_columns(Finding.responsible_unit_id)
        .distinct()
    )
    return {one for one in rows if one is not None}


def _unit(unit: Unit | None, called: Called) -> tuple[str, str]:
    if unit is None:
        return "", ""
    name = called.unit(unit)
    return name, unit.short_name if unit.short_name and name == unit.name else name


def _category_names(
    session: Session, campaign: Campaign, called: Called
) -> Mapping[str, str]:
    rows = session.scalars(IssueCategory.of(campaign.id))
    return {row.code: called.category(row) for row in rows}


def _by_id(session: Session, model: Any, ids: set[int | None]) -> dict[Any, Any]:
    found = session.scalars(select(model).where(model.id.in_(ids - {None})))
    return {row.id: row for row in found}


def _evidence(session: Session, ids: list[int]) -> Mapping[int, tuple[int, str]]:
    """Count the photos of findings, with one that has arrived to show."""
    rows = session.execute(
        select(FindingEvidence.finding_id, Attachment.key, Attachment.received_at)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(FindingEvidence.finding_id.in_(ids))
        .order_by(FindingEvidence.id)
    )
    found: dict[int, tuple[int, str]] = {}
    for finding_id, key, received in rows:
        count, shown = found.get(finding_id, (0, ""))
        found[finding_id] = (count + 1, shown or (key if received else ""))
    return found
