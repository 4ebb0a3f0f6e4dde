"""One step of the editor: worked out, kept, and back to where the editor was."""

from __future__ import annotations

import dataclasses
from typing import Any

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from forms.aside import compile_aside
from forms.editing.changes import Edit
from server.actions import drafts, edit_plans, editing
from server.actions.edit_plans import Plan
from server.console.asked import managed, told
from server.console.desk import here
from server.console.pages.editor_draft import Wanted
from server.db import reading, writing
from server.models import FormDraft

PATH = "/c/<campaign>/forms/drafts/<key>/edit"


def step(key: str, plan: Plan, opened: int | None = None) -> Response:
    """Keep a step; then open a row, or the one that was open."""
    if not plan.is_nothing:
        with writing() as session:
            editing.keep(session, here().actor, draft_of(session, key), plan)
    return lead_to(key, opened)


def replaced(key: str, plan: Plan) -> Response:
    """Keep a file that was put in; raises WorkbookError for what is no form with it."""
    source = plan.source
    compiled = compile_aside(source.content, source.name, source.files)
    with writing() as session:
        draft = draft_of(session, key)
        editing.keep(session, here().actor, draft, plan)
        editing.judge(session, draft, draft.edition, compiled)
    return lead_to(key)


def plan_of(key: str, edits: list[Edit]) -> Plan:
    """Work out the draft with some cells changed; raises Conflict, WorkbookError."""
    return edit_plans.change(reading(), draft_of(reading(), key), base(), edits)


def base() -> int:
    """Read which edition of the draft the page showed; -1 for none."""
    seen = told("base")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else -1


def draft_of(session: Session, key: str) -> FormDraft:
    """Find a draft of this campaign for who manages its forms; raises NotFound."""
    return drafts.of_campaign(session, managed(session), key)


def lead_to(key: str, opened: int | None = None) -> Response:
    """Lead back to where the editor was, or to another row."""
    wanted = Wanted.read(request.form)
    at = wanted if opened is None else dataclasses.replace(wanted, row=opened)
    query: dict[str, Any] = at.query()
    place = url_for("console.editor.show", key=key, **query)
    return Response(status=303, headers={"Location": place})


def row_of() -> int:
    """Read which row is open."""
    return Wanted.read(request.form).row
