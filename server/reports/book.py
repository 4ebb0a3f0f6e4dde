"""The ledger as it stands, or as it stood at the end of a day: the same questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions import access
from server.actions.access import Actor
from server.actions.events import KEPT
from server.db import end_of
from server.models import (
    COUNTED,
    Campaign,
    Finding,
    FindingStatus,
    FindingVersion,
)
from server.models.place import DIGITS


@dataclass(frozen=True, slots=True)
class Book:
    """The columns that people change, where they are read from.

    Team, place and day of a finding never change and are always its own.
    """

    status: ColumnElement[str] | InstrumentedAttribute[str]
    severity: ColumnElement[str] | InstrumentedAttribute[str]
    category_code: ColumnElement[str] | InstrumentedAttribute[str]
    finding_no: ColumnElement[Any] | InstrumentedAttribute[str | None]
    responsible_unit_id: ColumnElement[Any] | InstrumentedAttribute[int | None]
    due_on: ColumnElement[Any] | InstrumentedAttribute[date | None]
    #: Where it shows and where it is rooted, by level; empty when nobody said.
    manifest_level: ColumnElement[str]
    root_level: ColumnElement[str] | InstrumentedAttribute[str]
    words: tuple[Any, ...]
    #: When it was confirmed, accepted, assigned, reported and closed; then as ISO text.
    moments: tuple[Any, ...]
    #: What tells a row apart: the finding, and then its version.
    keys: tuple[Any, ...]


#: How many digits name a place of a level; the rest are zeros, but of a village.
USED = [(level, digits) for level, digits in DIGITS.items() if level != "village"]


def _shows(said: Any) -> ColumnElement[str]:
    """Give the level that a person said, or that of the place by its code."""
    code = Finding.region_code
    return case(
        (said != "", said),
        (code.is_(None), ""),
        *(
            (func.substr(code, used + 1) == "0" * (12 - used), name)
            for name, used in USED
        ),
        else_="village",
    )


NOW = Book(
    Finding.status,
    Finding.severity,
    Finding.category_code,
    Finding.finding_no,
    Finding.responsible_unit_id,
    Finding.due_on,
    _shows(Finding.manifest_level),
    Finding.root_level,
    (
        Finding.title,
        Finding.description,
        Finding.site_name,
        Finding.finding_no,
        Finding.responsible_text,
    ),
    (
        Finding.confirmed_at,
        Finding.accepted_at,
        Finding.assigned_at,
        Finding.reported_at,
        Finding.closed_at,
    ),
    (Finding.id,),
)
THEN = Book(
    FindingVersion.status,
    FindingVersion.severity,
    FindingVersion.category_code,
    FindingVersion.finding_no,
    FindingVersion.responsible_unit_id,
    FindingVersion.due_on,
    _shows(FindingVersion.manifest_level),
    FindingVersion.root_level,
    (
        FindingVersion.state["title"].as_string(),
        FindingVersion.state["description"].as_string(),
        Finding.site_name,
        FindingVersion.finding_no,
        FindingVersion.state["responsible_text"].as_string(),
    ),
    (
        Finding.confirmed_at,
        Finding.accepted_at,
        FindingVersion.state["assigned_at"].as_string(),
        FindingVersion.state["reported_at"].as_string(),
        FindingVersion.state["closed_at"].as_string(),
    ),
    (Finding.id, FindingVersion.id),
)


def of(as_of: date | None) -> Book:
    """Give the columns to ask for a day; None is now."""
    return NOW if as_of is None else THEN


def counted(actor: Actor, campaign: Campaign, as_of: date | None) -> Select[Finding]:
    """Select the findings that count, or counted at the end of a day."""
    return standing(actor, campaign, COUNTED, as_of)


def standing(
    actor: Actor,
    campaign: Campaign,
    statuses: Sequence[FindingStatus],
    as_of: date | None,
) -> Select[Finding]:
    """Select the findings of some states, as they are or were when a day ended."""
    seen = access.findings(actor, campaign)
    if as_of is None:
        return seen.where(Finding.status.in_(statuses))
    at = end_of(as_of)
    return seen.join(FindingVersion, FindingVersion.finding_id == Finding.id).where(
        FindingVersion.campaign_id == campaign.id,
        FindingVersion.from_at < at,
        or_(FindingVersion.to_at.is_(None), FindingVersion.to_at >= at),
        FindingVersion.status.in_(statuses),
    )


def read(
    session: Session, asked: Book, keys: Sequence[tuple[int, ...]]
) -> dict[tuple[int, ...], Finding]:
    """Read the findings of these keys, as they stand or as these versions say."""
    if asked is NOW:
        now = select(Finding).where(Finding.id.in_([one for (one,) in keys]))
        return {(finding.id,): finding for finding in session.scalars(now)}
    then = (
        select(FindingVersion.id, Finding, FindingVersion.state)
        .join(Finding, Finding.id == FindingVersion.finding_id)
        .where(FindingVersion.id.in_([version for _finding, version in keys]))
    )
    return {
        (finding.id, version): as_it_stood(finding, state)
        for version, finding, state in session.execute(then)
    }


def as_it_stood(finding: Finding, state: Mapping[str, Any]) -> Finding:
    """Copy a finding with the state of one of its versions; it belongs to nobody."""
    columns = Finding.__table__.columns
    fixed = {
        column.key: getattr(finding, column.key)
        for column in columns
        if column.key not in KEPT
    }
    return Finding(**fixed, **{name: _typed(name, state.get(name)) for name in KEPT})


def _typed(name: str, value: Any) -> Any:
    """Read a day or a moment back from JSON."""
    if not isinstance(value, str):
        return value
    if name.endswith(("_at", "_from")):
        return datetime.fromisoformat(value)
    if name.endswith(("_on", "_until")):
        return date.fromisoformat(value)
    return value
