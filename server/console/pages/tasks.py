"""A responsible unit's desk: what it owes, most urgent first, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.access import Actor
from server.actions.life import assignment, due, more_time, work
from server.console.pages import handling, places, reminders
from server.console.pages.handling import Owed
from server.console.pages.reminders import Count
from server.db import now
from server.errors import NotFound
from server.language import language
from server.models import (
    OPEN,
    OWING,
    Attachment,
    Campaign,
    Extension,
    Finding,
    FindingEvidence,
    FindingStatus,
    Part,
    Proof,
    Rectification,
    ReminderKind,
    Unit,
)
from server.texts import Text, say

SOON = timedelta(days=7)
#: In the order of the work: its mark and what it is called.
GROUPS: dict[str, tuple[str, LazyString]] = {
    "late": ("late", _("已超期")),
    "soon": ("check", _("7 日内到期")),
    "new": ("wait", _("待签收")),
    "doing": ("doing", _("整改中")),
    "overseen": ("wait", _("本单位监管")),
    "waiting": ("check", _("已上报，等待核查")),
    "closed": ("done", _("已销号")),
}

#: Those in which the unit has something to do.
TO_DO = ("late", "soon", "new", "doing")


@dataclass(frozen=True, slots=True)
class Task:
    """One finding that the unit owes, as the list shows it."""

    owed: Rectification
    finding: Finding
    group: str
    #: Days until it is due; negative when it is late.
    days: int | None
    reminded: frozenset[ReminderKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Open:
    """The task that is open on the desk."""

    task: Task
    unit: Unit
    path: tuple[str, ...]
    work: Owed
    photos: Sequence[Attachment]
    hidden: int
    proofs: Sequence[Proof]
    asked: Extension | None
    extended: int
    disputed: bool
    #: What is to do before it can be reported as put right.
    lacks: Sequence[Text]

    @property
    def may_work(self) -> bool:
        """Whether measures, notes and proofs can be written now."""
        acknowledged = self.task.owed.acknowledged_at is not None
        rectifying = self.task.finding.status == FindingStatus.RECTIFYING
        return acknowledged and rectifying and self.task.owed.part in OWING

    @property
    def may_acknowledge(self) -> bool:
        """Whether the unit has yet to say that it received the finding."""
        is_open = self.task.finding.status in OPEN and self.task.owed.part in OWING
        return is_open and self.task.owed.acknowledged_at is None

    @property
    def may_dispute(self) -> bool:
        """Whether the unit can still say that it is not the one."""
        owed = self.task.owed
        assigned = self.task.finding.status == FindingStatus.ASSIGNED
        return assigned and owed.part == Part.LEAD and not self.disputed

    @property
    def may_report(self) -> bool:
        """Whether it is this unit that reports, and now."""
        return self.may_work and self.task.owed.part == Part.LEAD

    @property
    def may_ask_time(self) -> bool:
        """Whether more time can be asked for."""
        spent = self.extended >= due.MOST_EXTENSIONS
        return self.may_report and self.asked is None and not spent


@dataclass(frozen=True, slots=True)
class Page:
    """The desk: the list by urgency, and one task open."""

    groups: tuple[tuple[str, LazyString, tuple[Task, ...]], ...]
    open: Open | None
    at: datetime
    today: date
    total: int
    #: Whether an office acts here for a unit for which nobody speaks.
    stands_in: bool
    reminders: tuple[Count, ...]


def read(session: Session, actor: Actor, campaign: Campaign, key: str | None) -> Page:
    """Read the desk; the first task lies open when none is named."""
    day = due.today(now())
    tasks = _tasks(session, actor, campaign, day)
    stood_in = _stood_in(session, actor, campaign, key, day)
    if stood_in is not None:
        tasks = [stood_in]
    chosen = _chosen(tasks, key)
    return Page(
        tuple(
            (mark, name, tuple(task for task in tasks if task.group == group))
            for group, (mark, name) in GROUPS.items()
        ),
        _open(session, chosen) if chosen else None,
        now(),
        day,
        len(tasks),
        stood_in is not None,
        reminders.counted(Counter(kind for task in tasks for kind in task.reminded)),
    )


def waiting(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count what waits for this unit to do something."""
    mine = _tasks(session, actor, campaign, due.today(now()))
    return sum(task.group in TO_DO for task in mine)


def _tasks(session: Session, actor: Actor, campaign: Campaign, day: date) -> list[Task]:
    rows = session.execute(
        access.rectifications(actor, campaign)
        .join(Finding, Finding.id == Rectification.finding_id)
        .add_columns(Finding)
        .where(Finding.status.in_((*OPEN, FindingStatus.CLOSED)))
        .order_by(Finding.due_on.asc().nulls_last(), Finding.id)
    ).all()
    told = reminders.of_findings(session, [finding.id for _owed, finding in rows])
    return [
        _task(owed, finding, day, told.get(finding.id, set())) for owed, finding in rows
    ]


def _stood_in(
    session: Session, actor: Actor, campaign: Campaign, key: str | None, day: date
) -> Task | None:
    """Give the task of a unit for which the actor acts; None for an own one."""
    owed = access.rectification(session, actor, key) if key else None
    if owed is None or owed.campaign_id != campaign.id:
        return None
    finding = session.get_one(Finding, owed.finding_id)
    own = owed.unit_id in access.own_units(actor, campaign.id)
    if own or finding.status not in (*OPEN, FindingStatus.CLOSED):
        return None
    return _task(owed, finding, day, set())


def _task(
    owed: Rectification, finding: Finding, day: date, told: set[ReminderKind]
) -> Task:
    group = group_of(owed, finding, day)
    if group not in TO_DO:
        told = set()
    if owed.acknowledged_at is not None:
        told = told - {ReminderKind.UNACKNOWLEDGED}
    return Task(owed, finding, group, _days(finding, day), frozenset(told))


def group_of(owed: Rectification, finding: Finding, day: date) -> str:
    """Say how urgent a task is for its unit."""
    if finding.status == FindingStatus.CLOSED:
        return "closed"
    if owed.part not in OWING:
        return "overseen"
    if finding.status not in (FindingStatus.ASSIGNED, FindingStatus.RECTIFYING):
        return "waiting"
    if due.is_overdue(finding.status, finding.due_on, day):
        return "late"
    if owed.acknowledged_at is None:
        return "new"
    near = finding.due_on is not None and finding.due_on - day <= SOON
    return "soon" if near else "doing"


def _days(finding: Finding, day: date) -> int | None:
    return (finding.due_on - day).days if finding.due_on else None


def _chosen(tasks: list[Task], key: str | None) -> Task | None:
    if key is None:
        order = list(GROUPS)
        return min(tasks, key=lambda task: order.index(task.group), default=None)
    found = next((task for task in tasks if task.owed.key == key), None)
    if found is None:
        raise NotFound
    return found


def _open(session: Session, task: Task) -> Open:
    finding, owed = task.finding, task.owed
    unit = session.get_one(Unit, owed.unit_id)
    known = places.names(session, [finding.region_code])
    photos = session.scalars(_evidence(finding)).all()
    leaves = redaction.leaving(session, photos)
    seen = [one for one in photos if one.is_released and one.id in leaves]
    proofs = Proof.of(finding.id).where(Proof.rectification_id == owed.id)
    asked = Extension.of(finding.id).where(Extension.decided_at.is_(None))
    return Open(
        task,
        unit,
        places.path(known, finding.region_code),
        handling.owed(session, owed, unit),
        seen,
        len(photos) - len(seen),
        session.scalars(proofs).all(),
        session.scalar(asked),
        more_time.extensions(session, finding),
        assignment.has_disputed(session, finding, owed),
        [
            say(one.code, dict(one.values), language())
            for one in work.lacks(session, finding)
        ],
    )


def _evidence(finding: Finding) -> Select[Attachment]:
    return (
        select(Attachment)
        .join(FindingEvidence, FindingEvidence.attachment_id == Attachment.id)
        .where(
            FindingEvidence.finding_id == finding.id,
            Attachment.received_at.is_not(None),
            Attachment.mime.startswith("image/"),
        )
        .order_by(FindingEvidence.id)
    )
