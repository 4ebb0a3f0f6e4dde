"""The notices as pages: their list, a new one, one of them, and a unit's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.actions.notices import drafting, steps, ways
from server.console.pages.listing import SIZES, Slice
from server.db import now
from server.models import (
    AWAITED,
    Campaign,
    Finding,
    Notice,
    NoticeFile,
    NoticeFinding,
    NoticeKind,
    NoticeState,
    Region,
    Unit,
    User,
)

KINDS, STATES = tuple(NoticeKind), tuple(NoticeState)
#: Beside the states: those whose answer is late.
LATE = "late"


@dataclass(frozen=True, slots=True)
class Line:
    """One notice on the list."""

    notice: Notice
    unit: str
    count: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands on the list."""

    lines: Sequence[Line]
    slice: Slice
    chosen: Mapping[str, str]
    may_write: bool
    may_manage: bool

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of this page's address, with some changed or left out."""
        size = "" if self.slice.size == SIZES[0] else self.slice.size
        own = {**self.chosen, "size": size, **changes}
        return {name: str(value) for name, value in own.items() if value}


@dataclass(frozen=True, slots=True)
class New:
    """What a draft is begun from: a kind, a unit, and what that unit owes."""

    kind: str
    unit: Unit | None
    units: Sequence[Unit]
    regions: Sequence[Region]
    findings: Sequence[Finding]
    today: date

    def is_proposed(self, finding: Finding) -> bool:
        """Whether it belongs into such a notice: what is late, or all of it."""
        if self.kind != NoticeKind.SUPERVISION:
            return True
        late = due.is_overdue(finding.status, finding.due_on, self.today)
        return late or bool(finding.escalated_to)


@dataclass(frozen=True, slots=True)
class Page:
    """One notice, with the steps that its reader may take."""

    subject: Notice
    unit: Unit
    findings: Sequence[Finding]
    files: Sequence[NoticeFile]
    people: Mapping[int, str]
    is_late: bool
    steps: Sequence[str] = ()
    #: What else the unit owes and could be put into a draft.
    others: Sequence[Finding] = ()
    may_take: bool = True
    #: A mark of all that it says now, for who approves or issues it.
    mark: str = ""

    @property
    def wordy(self) -> list[str]:
        """The steps that bring words along."""
        return [one for one in self.steps if one in steps.NEEDS]

    @property
    def short(self) -> list[str]:
        """The steps that are one button."""
        return [one for one in self.steps if one not in steps.NEEDS]


def listed(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Listed:
    """List the notices that the reader looks over, as the address chooses."""
    chosen = {name: query.get(name, "") for name in ("kind", "state", "text")}
    rows = _chosen(access.notices(actor, campaign), chosen)
    total = rows.order_by(None).with_only_columns(
        func.count(), maintain_column_froms=True
    )
    part = Slice.read(query, session.scalar(total) or 0)
    found = session.scalars(rows.offset(part.offset).limit(part.size)).all()
    return Listed(
        _lines(session, found),
        part,
        chosen,
        access.somewhere(actor, "notice.write", campaign),
        access.may(actor, "campaign.manage", campaign),
    )


def new(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> New:
    """Offer what a unit owes to be put into a notice."""
    units = session.scalars(Unit.of(campaign.id)).all()
    code = query.get("unit", "")
    unit = next((one for one in units if one.code == code), None)
    kind = query.get("kind", "")
    return New(
        kind if kind in KINDS else KINDS[0],
        unit,
        units,
        session.scalars(access.writable(actor, campaign)).all(),
        seen(session, actor, campaign, unit) if unit else (),
        due.today(now()),
    )


def seen(
    session: Session, actor: Actor, campaign: Campaign, unit: Unit
) -> Sequence[Finding]:
    """List what a unit owes, as far as the reader sees it in the ledger."""
    mine = access.ledger(actor, campaign).with_only_columns(Finding.id)
    return session.scalars(drafting.owed(unit).where(Finding.id.in_(mine))).all()


def for_office(
    session: Session, actor: Actor, campaign: Campaign, subject: Notice, mark: str
) -> Page:
    """Read a notice as the office does."""
    may = access.may(actor, "notice.write", campaign, None, subject.region_code)
    can = ways.office(subject.state) if may else []
    unit = session.get_one(Unit, subject.unit_id)
    drafted = may and subject.state == NoticeState.DRAFTED
    page = _page(session, subject)
    inside = {one.id for one in page.findings}
    owed = seen(session, actor, campaign, unit) if drafted else ()
    others = [one for one in owed if one.id not in inside]
    return replace(page, steps=can, others=others, may_take=may, mark=mark)


def for_unit(session: Session, subject: Notice) -> Page:
    """Read a notice as its unit does."""
    return replace(_page(session, subject), steps=ways.unit(subject.state))


def owed(session: Session, actor: Actor, campaign: Campaign) -> list[Line]:
    """List what was issued to the reader's own units."""
    return _lines(session, session.scalars(access.served(actor, campaign)).all())


def waiting(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count the notices that the reader's own units have not answered yet."""
    mine = access.served(actor, campaign).order_by(None)
    asked = mine.where(Notice.state.in_(AWAITED)).subquery()
    return session.scalar(select(func.count()).select_from(asked)) or 0


def _page(session: Session, subject: Notice) -> Page:
    return Page(
        subject,
        session.get_one(Unit, subject.unit_id),
        session.scalars(drafting.findings(subject)).all(),
        session.scalars(NoticeFile.of(subject.id)).all(),
        _people(session, subject),
        _is_late(subject),
    )


def _chosen(rows: Select[Notice], chosen: Mapping[str, str]) -> Select[Notice]:
    kind, state, text = chosen["kind"], chosen["state"], chosen["text"].strip()
    if kind:
        rows = rows.where(Notice.kind == kind)
    if state == LATE:
        today = due.today(now())
        rows = rows.where(Notice.state.in_(AWAITED), Notice.due_on < today)
    elif state:
        rows = rows.where(Notice.state == state if state in STATES else false())
    if text:
        units = select(Unit.id).where(Unit.name.contains(text, autoescape=True))
        number = Notice.no.contains(text, autoescape=True)
        rows = rows.where(Notice.unit_id.in_(units) | number)
    return rows


def _lines(session: Session, found: Sequence[Notice]) -> list[Line]:
    units = _names(session, found)
    counts = _counts(session, found)
    return [
        Line(one, units.get(one.unit_id, ""), counts.get(one.id, 0), _is_late(one))
        for one in found
    ]


def _names(session: Session, found: Sequence[Notice]) -> dict[int, str]:
    wanted = select(Unit.id, Unit.name).where(Unit.id.in_([n.unit_id for n in found]))
    return {row.id: row.name for row in session.execute(wanted)}


def _counts(session: Session, found: Sequence[Notice]) -> dict[int, int]:
    rows = session.execute(
        select(NoticeFinding.notice_id, func.count())
        .where(NoticeFinding.notice_id.in_([one.id for one in found]))
        .group_by(NoticeFinding.notice_id)
    )
    return {row[0]: row[1] for row in rows}


def _people(session: Session, subject: Notice) -> dict[int, str]:
    ids = (subject.drafted_by, subject.approved_by, subject.issued_by)
    wanted = select(User.id, User.display_name).where(User.id.in_(ids))
    return {row.id: row.display_name for row in session.execute(wanted)}


def _is_late(subject: Notice) -> bool:
    return subject.state in AWAITED and subject.due_on < due.today(now())
