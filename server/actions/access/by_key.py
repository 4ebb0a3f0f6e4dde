"""A row by its key, and what has to hold before somebody is given it."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.access.roles import Actor, may
from server.errors import NotAllowed, NotFound
from server.models import (
    Attachment,
    Bulletin,
    Campaign,
    Device,
    Finding,
    Form,
    IssueTheme,
    Notice,
    Proof,
    Recommendation,
    Rectification,
    SelfCheck,
    Submission,
    SystemMeasure,
    Team,
    Visit,
)

Row = TypeVar(
    "Row",
    Attachment,
    Bulletin,
    Device,
    Finding,
    Form,
    IssueTheme,
    Notice,
    Proof,
    Recommendation,
    Rectification,
    SelfCheck,
    Submission,
    SystemMeasure,
    Team,
    Visit,
)


def named(session: Session, model: type[Row], key: str) -> Row:
    """Find a row by its key, whoever asks; raises NotFound."""
    found = session.scalar(select(model).where(model.key == key))
    if found is None:
        raise NotFound
    return found


def require(
    actor: Actor,
    verb: str,
    home: Campaign,
    team_id: int | None,
    region_code: str | None,
    sight: str,
) -> None:
    """Let only those on who may; raises NotFound, and NotAllowed for who may see."""
    if not may(actor, sight, home, team_id, region_code):
        raise NotFound
    if not may(actor, verb, home, team_id, region_code):
        raise NotAllowed
