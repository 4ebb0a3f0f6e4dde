"""The editor of a draft: each change saved at once, taken back, made again."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from forms.aside import compile_aside
from forms.editing.changes import Write
from server.actions import access, drafts, edit_plans, editing
from server.actions.forms import Source
from server.console.asked import managed, of_campaign, office, told
from server.console.checked import checked
from server.console.desk import here
from server.console.editor_steps import PATH, base, draft_of, lead_to, plan_of, step
from server.console.pages import editor, editor_panel, editor_words, questions
from server.console.pages.editor_draft import Wanted
from server.db import reading, writing
from server.language import language
from server.models import FormDraft

blueprint = Blueprint("editor", __name__)
CELL = "cell:"
TURNS = {"undo": edit_plans.undo, "redo": edit_plans.redo}


@blueprint.post("/c/<campaign>/forms/<key>/edit")
def begin(key: str) -> ResponseReturnValue:
    """Open the draft of a form that is being edited, or begin one."""
    form = of_campaign(access.form(reading(), here().actor, key, "campaign.manage"))
    found = editing.opened(reading(), form)
    if found is not None:
        return lead_to(found.key)
    return _begun(editing.beginning(reading(), form))


@blueprint.post("/c/<campaign>/forms/blank")
def begin_new() -> ResponseReturnValue:
    """Begin a form that was not there before, and open it in the editor."""
    named = told("form_id").strip(), told("title")
    source = editing.from_nothing(reading(), office().id, *named)
    return _begun(source)


@blueprint.get(PATH)
def show(key: str) -> str:
    """Show a draft with the row that is asked for opened."""
    wanted = Wanted.read(request.args)
    page = editor.read(reading(), draft_of(reading(), key), wanted, language())
    words = {"say": editor_words, "kinds": questions.KINDS}
    return render_template("editor.html", page=page, wanted=wanted, **words)


@blueprint.post(f"{PATH}/check")
def check(key: str) -> Response:
    """Look at the workbook as publishing would, and keep what that says."""
    checked(key)
    return lead_to(key)


@blueprint.post(f"{PATH}/row")
def row(key: str) -> Response:
    """Save the cells of a row."""
    draft, wanted = draft_of(reading(), key), Wanted.read(request.form)
    return step(key, plan_of(key, list(_written(draft, wanted))))


@blueprint.post(f"{PATH}/<any(undo, redo):turn>")
def turn(key: str, turn: str) -> Response:
    """Take the last step back, or make it again."""
    plan = TURNS[turn](reading(), draft_of(reading(), key), base())
    return step(key, plan)


def _begun(source: Source) -> ResponseReturnValue:
    compiled = compile_aside(source.content, source.name, source.files)
    with writing() as session:
        kept = drafts.keep(session, here().actor, managed(session), compiled, source)
        place = kept.key
    return lead_to(place)


def _written(draft: FormDraft, wanted: Wanted) -> Iterator[Write]:
    """List the cells whose text is another one than the workbook has."""
    before = editor_panel.cells(draft, wanted)
    for heading, old in before.items():
        text = request.form.get(CELL + heading)
        new = old if text is None else "\n".join(text.strip().splitlines())
        if new != old:
            yield Write(wanted.sheet, wanted.row, heading, new)
