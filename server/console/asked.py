"""What a request asks: a part of the open page, or something of this campaign."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from flask import request
from sqlalchemy.orm import Session

from server.actions import access
from server.console.desk import here
from server.db import read_day, reading
from server.errors import BadInput, NotFound
from server.models import (
    Attachment,
    Bulletin,
    Campaign,
    CaseConference,
    Clue,
    ClueTransfer,
    Device,
    Finding,
    Form,
    IssueTheme,
    Notice,
    Rectification,
    SelfCheck,
    Submission,
    SystemMeasure,
    Team,
    Unit,
    Visit,
)

Row = TypeVar(
    "Row",
    Attachment,
    Bulletin,
    CaseConference,
    Clue,
    ClueTransfer,
    Device,
    Finding,
    Form,
    IssueTheme,
    Notice,
    Rectification,
    SelfCheck,
    Submission,
    SystemMeasure,
    Team,
    Visit,
)


def in_page() -> bool:
    """Say whether the answer goes into a page that is already open."""
    return "HX-Request" in request.headers


def of_campaign(row: Row) -> Row:
    """Give back a row of this desk's campaign; raises NotFound for any other's."""
    if row.campaign_id != here().campaign.id:
        raise NotFound
    return row


def told(field: str) -> str:
    """Give what a form says in a field; empty when it says nothing."""
    return request.form.get(field, "")


def day(field: str) -> date | None:
    """Give the day that a form names; raises BadInput for what is none."""
    text = told(field)
    try:
        return read_day(text)
    except ValueError:
        raise BadInput("date_unknown") from None


def chosen_unit(session: Session, text: str) -> Unit | None:
    """Give the unit that a list of choices names by its id; None for any other."""
    wanted = int(text) if text.isdecimal() and len(text) < 12 else 0
    return session.scalar(Unit.of(here().campaign.id).where(Unit.id == wanted))


def managed(session: Session) -> Campaign:
    """Give this desk's campaign to somebody who manages it; raises NotAllowed."""
    return access.campaign(session, here().actor, here().code, "campaign.manage")


def office() -> Campaign:
    """Give the same campaign, only to look."""
    return managed(reading())
