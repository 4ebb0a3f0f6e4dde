"""Questions of a draft: given another type, or moved into another group."""

from __future__ import annotations

from flask import Blueprint, Response

from forms.editing import regrouping, retyping
from server.console.asked import told
from server.console.editor_steps import PATH, draft_of, plan_of, row_of, step
from server.console.pages import editor_draft
from server.db import reading
from server.errors import BadInput, Conflict

blueprint = Blueprint("editor_moves", __name__)
ENDS = {"first": regrouping.to_first, "last": regrouping.to_last}


@blueprint.post(f"{PATH}/questions/type")
def retype(key: str) -> Response:
    """Give a question another type, where no answers stand in its way."""
    draft, row, kind = draft_of(reading(), key), row_of(), told("type").strip()
    known = editor_draft.outline(draft)
    name = known.row("survey", row).cells.get(known.heading("name"), "")
    held = editor_draft.held(reading(), editor_draft.form_of(reading(), draft), name)
    if retyping.is_held(kind, held):
        raise Conflict("type_held", name=name)
    return step(key, plan_of(key, retyping.retype(known, row, kind)))


@blueprint.post(f"{PATH}/questions/<any(first, last):end>")
def regroup(key: str, end: str) -> Response:
    """Move what is open into another group, to its beginning or its end."""
    known, home = editor_draft.outline(draft_of(reading(), key)), told("home")
    if not (home.isdecimal() and len(home) < 7):
        raise BadInput
    plan = plan_of(key, ENDS[end](known, row_of(), int(home)))
    return step(key, plan, editor_draft.moved(known, plan.source, row_of()))
