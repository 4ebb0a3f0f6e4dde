"""Rules, bases and parameters of a draft: added, copied and taken out."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.editing import sheet_rows
from forms.editing.survey_rows import Added
from server.actions import edit_plans
from server.console.editor_steps import PATH, base, draft_of, plan_of, row_of, step
from server.console.pages import editor_draft
from server.db import reading

blueprint = Blueprint("editor_sheets", __name__)
ROWS = f"{PATH}/<any(findings, bases, parameters):of>"


@blueprint.post(f"{ROWS}/add")
def add(key: str, of: str) -> Response:
    """Add a rule, a basis or a parameter, and open it."""
    known = editor_draft.outline(draft_of(reading(), key))
    told = {one: request.form.get(f"new:{one}", "") for one in sheet_rows.columns(of)}
    return _added(key, of, sheet_rows.add(known, of, told))


@blueprint.post(f"{ROWS}/copy")
def copy(key: str, of: str) -> Response:
    """Copy the row that is open below the last one, and open the copy."""
    known = editor_draft.outline(draft_of(reading(), key))
    return _added(key, of, sheet_rows.copy(known, of, row_of()))


@blueprint.post(f"{ROWS}/remove")
def remove(key: str, of: str) -> Response:
    """Take out the row that is open."""
    known = editor_draft.outline(draft_of(reading(), key))
    return step(key, plan_of(key, sheet_rows.remove(known, of, row_of())), 0)


def _added(key: str, of: str, added: Added) -> Response:
    draft = draft_of(reading(), key)
    plan = edit_plans.add_row(reading(), draft, base(), of, added)
    return step(key, plan, added.row)
