"""Imports: what there is, what a file would bring, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.imports import COLUMNS, KINDS, Column, Credential, Kind, Plan
from server.errors import NotFound
from server.models import (
    Arrangement,
    Campaign,
    CategoryLead,
    Clue,
    Grant,
    ImportBatch,
    IssueCategory,
    Milestone,
    OutcomeStat,
    Region,
    Round,
    Team,
    Unit,
    User,
    Visit,
)
from server.models.place import prefix

SHOWN = 200
#: Columns whose field has another name.
WRITTEN = (
    ("parent", "parent_code"),
    ("regions", "region_codes"),
    ("recusals", "recusal_codes"),
)
#: What a row has beside the columns of its file.
EXTRA = {"position": "次序", "closed": "停用"}
LISTED = 500
#: As many imports of the past as the page lists.
PAST = 50


@dataclass(frozen=True, slots=True)
class Lead:
    """The unit that leads for a kind of problem in a region."""

    category: str
    region: str
    unit: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of the past: who brought how much."""

    batch: ImportBatch
    by: str

    @property
    def added(self) -> int:
        """How many rows were new."""
        return len(self.batch.added)

    @property
    def changed(self) -> int:
        """How many rows became others."""
        return len(self.batch.changed)


@dataclass(frozen=True, slots=True)
class Page:
    """The form for one kind of file."""

    kind: Kind
    names: dict[str, str]
    columns: tuple[Column, ...]
    counts: dict[str, int]
    #: Who leads for what and where, as it was imported.
    leads: tuple[Lead, ...] = ()
    #: The categories with what of them is closed, in their order.
    categories: Sequence[IssueCategory] = ()
    #: What was imported of this kind, newest first.
    batches: tuple[Batch, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """It was brought in; new people's first passwords are shown once."""

    credentials: tuple[Credential, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the file: what would become of it, or what is wrong with it."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is there and would become another."""

    key: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a file brings, with errors first."""

    plan: Plan
    done: Done | None
    headings: tuple[str, ...]
    adds: tuple[tuple[str, ...], ...]
    changes: tuple[Changed, ...]
    errors: tuple[Told, ...]
    notes: tuple[Told, ...]

    @property
    def brings(self) -> int:
        """How many rows would be added or changed, or would go."""
        return len(self.plan.adds) + len(self.plan.changes) + len(self.plan.gone)


def verb(kind: Kind) -> str:
    """Name what it takes to bring files of a kind."""
    return "clue.work" if kind is Kind.CLUES else "campaign.manage"


def first(actor: Actor, campaign: Campaign) -> Kind:
    """Name the kind that the page begins with."""
    manages = access.somewhere(actor, "campaign.manage", campaign)
    return Kind.REGIONS if manages else Kind.CLUES


def sees(actor: Actor, batch: ImportBatch) -> bool:
    """Say whether an import is somebody's to look at: of clues only the own ones."""
    return batch.kind != Kind.CLUES or batch.made_by == actor.user_id


def kind(name: str) -> Kind:
    """Find a kind by its name in the address; raises NotFound."""
    if name not in list(Kind):
        raise NotFound
    return Kind(name)


def read(
    session: Session, actor: Actor, campaign: Campaign, wanted: Kind, language: str
) -> Page:
    """Read the page of one kind of file."""
    names = {
        str(one): said[language]
        for one, said in KINDS.items()
        if access.somewhere(actor, verb(one), campaign)
    }
    leads = _leads(session, campaign) if wanted is Kind.LEADS else ()
    counts = _counts(session, actor, campaign)
    batches = _batches(session, actor, campaign, wanted)
    kinds: Sequence[IssueCategory] = ()
    if wanted is Kind.CATEGORIES:
        kinds = session.scalars(IssueCategory.of(campaign.id)).all()
    return Page(wanted, names, COLUMNS[wanted], counts, leads, kinds, batches)


def report(plan: Plan, done: Done | None, language: Any) -> Report:
    """Put a plan into rows to be read."""
    columns = [c for c in COLUMNS[plan.kind] if c.name != "password"]
    said = {c.name: c.chinese if language == "zh" else c.name for c in columns}
    for written, field in WRITTEN:
        if written in said:
            said[field] = said[written]
    names = [name for name in _fields(plan) if name in said]
    said |= EXTRA if language == "zh" else {}
    return Report(
        plan,
        done,
        tuple(said[name] for name in names),
        tuple(
            tuple(_text(getattr(row, name)) for name in names)
            for row in plan.adds[:SHOWN]
        ),
        tuple(
            Changed(
                one.after.key,
                tuple(
                    (said.get(name, name), _text(before), _text(after))
                    for name, (before, after) in one.fields().items()
                ),
            )
            for one in plan.changes[:SHOWN]
        ),
        tuple(Told(e.row, e.column, e.text(language)) for e in plan.errors[:SHOWN]),
        tuple(Told(e.row, e.column, e.text(language)) for e in plan.notes[:SHOWN]),
    )


def _fields(plan: Plan) -> list[str]:
    if not plan.adds:
        return []
    return list(type(plan.adds[0]).__dataclass_fields__)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _leads(session: Session, campaign: Campaign) -> tuple[Lead, ...]:
    same = IssueCategory.campaign_id == CategoryLead.campaign_id
    rows = session.execute(
        select(CategoryLead, IssueCategory.name, Region.name, Unit.name)
        .join(Unit, Unit.id == CategoryLead.unit_id)
        .join(Region, Region.code == CategoryLead.region_code)
        .outerjoin(
            IssueCategory, same & (IssueCategory.code == CategoryLead.category_code)
        )
        .where(CategoryLead.campaign_id == campaign.id)
        .order_by(CategoryLead.category_code, CategoryLead.region_code)
        .limit(LISTED)
    )
    return tuple(
        Lead(f"{lead.category_code} {kind or ''}".strip(), place, unit)
        for lead, kind, place, unit in rows
    )


def _batches(
    session: Session, actor: Actor, campaign: Campaign, wanted: Kind
) -> tuple[Batch, ...]:
    rows = session.execute(
        ImportBatch.of(campaign.id)
        .where(ImportBatch.kind == wanted)
        .outerjoin(User, User.id == ImportBatch.made_by)
        .add_columns(User.staff_no, User.login)
        .limit(PAST)
    )
    return tuple(
        Batch(batch, staff_no or login or "")
        for batch, staff_no, login in rows
        if sees(actor, batch)
    )


def _counts(session: Session, actor: Actor, campaign: Campaign) -> dict[str, int]:
    within = Region.code.startswith(prefix(campaign.region_code), autoescape=True)
    wanted = {
        "regions": select(func.count()).select_from(Region).where(within),
        "units": _of(Unit, campaign),
        "teams": _of(Team, campaign),
        "leads": _of(CategoryLead, campaign),
        "arrangements": _of(Arrangement, campaign),
        "milestones": _of(Milestone, campaign),
        "rounds": _of(Round, campaign),
        "visits": _of(Visit, campaign).where(Visit.unplanned_for.is_(None)),
        "outcomes": _of(OutcomeStat, campaign).where(OutcomeStat.replaced_at.is_(None)),
        "clues": access.clues(actor, campaign)
        .order_by(None)
        .with_only_columns(func.count(Clue.id)),
        "categories": _of(IssueCategory, campaign).where(
            IssueCategory.closed_at.is_(None)
        ),
        "users": select(func.count(Grant.user_id.distinct())).where(
            Grant.campaign_id == campaign.id
        ),
    }
    return {name: session.scalar(chosen) or 0 for name, chosen in wanted.items()}


def _of(model: Any, campaign: Campaign) -> Any:
    counted = select(func.count()).select_from(model)
    return counted.where(model.campaign_id == campaign.id)
