"""What each field of a ledger's filter asks of the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from server.db import search
from server.models import (
    Attachment,
    Event,
    Finding,
    FindingEvidence,
    Proof,
    Region,
    Team,
    Unit,
)
from server.models.place import under
from server.reports import by_form
from server.reports.book import NOW, Book
from server.reports.vocabulary import STAGES, UNSAID


def in_county(code: str) -> ColumnElement[bool]:
    """Ask for a place and all below it; UNSAID is what lies in no county."""
    if code == UNSAID:
        counties = select(Region.code).where(Region.level == "county")
        nowhere = Finding.county_code.is_(None)
        return or_(nowhere, Finding.county_code.not_in(counties))
    return under(Finding.region_code, code)


def _of_team(code: str) -> ColumnElement[bool]:
    return Finding.team_id.in_(select(Team.id).where(Team.code == code))


def _of_unit(asked: Book, code: str) -> ColumnElement[bool]:
    return asked.responsible_unit_id.in_(select(Unit.id).where(Unit.code == code))


def _in_category(asked: Book, code: str) -> ColumnElement[bool]:
    below = asked.category_code.startswith(f"{code}.", autoescape=True)
    return or_(asked.category_code == code, below)


def _reached(asked: Book, stage: str) -> ColumnElement[bool]:
    reached: ColumnElement[bool] = asked.moments[list(STAGES).index(stage)].is_not(None)
    return reached


def _at_level(column: Any, level: str) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = column == ("" if level == UNSAID else level)
    return wanted


def _mentions(asked: Book, text: str) -> ColumnElement[bool]:
    """Ask for a text in any of the words; today's are narrowed by their index first."""
    held = or_(*(place.icontains(text, autoescape=True) for place in asked.words))
    if asked is not NOW or not search.searchable(text):
        return held
    return Finding.id.in_(search.holding(text, search.FINDINGS)) & held


def changed(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Ask for those to which something happened between two moments.

    What happens to their photos, before and afterwards, happens to them.
    """

    def to(rows: type[Finding | Attachment | Proof]) -> Select[int]:
        about = Event.subject == rows.__tablename__
        return select(Event.subject_id).where(
            about, Event.at >= since, Event.at < until
        )

    shown = select(FindingEvidence.finding_id).where(
        FindingEvidence.attachment_id.in_(to(Attachment))
    )
    proven = select(Proof.finding_id).where(Proof.id.in_(to(Proof)))
    return or_(*(Finding.id.in_(each) for each in (to(Finding), shown, proven)))


CONDITIONS: dict[str, Callable[[Book, Any], ColumnElement[bool]]] = {
    "county": lambda _book, code: in_county(code),
    "category": _in_category,
    "severity": lambda asked, severity: asked.severity == severity,
    "status": lambda asked, states: asked.status.in_(states.split(",")),
    "stage": _reached,
    "source": lambda _book, source: Finding.source == source,
    "shows": lambda asked, level: _at_level(asked.manifest_level, level),
    "root": lambda asked, level: _at_level(asked.root_level, level),
    "team": lambda _book, code: _of_team(code),
    "form": lambda _book, form_id: by_form.given_by(form_id),
    "unit": _of_unit,
    "found_from": lambda _book, day: Finding.found_on >= day,
    "found_to": lambda _book, day: Finding.found_on <= day,
    "text": _mentions,
}
