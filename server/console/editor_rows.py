"""Questions and choices of a draft: added, moved, relabelled, taken out."""

from __future__ import annotations

from flask import Blueprint, Response

from forms.editing import adding, choices, copying, survey_rows
from forms.editing.adding import New
from forms.editing.outline import Outline
from forms.editing.survey_rows import Added
from server.actions import edit_plans
from server.console.asked import told
from server.console.editor_steps import PATH, base, draft_of, plan_of, row_of, step
from server.console.pages import editor_draft
from server.db import reading
from server.errors import Conflict, NotFound
from server.models import FormDraft

blueprint = Blueprint("editor_rows", __name__)
QUESTION_MOVES = {"up": survey_rows.move_up, "down": survey_rows.move_down}
MOVES = {"up": choices.move_up, "down": choices.move_down}


@blueprint.post(f"{PATH}/choices/add")
def add_choice(key: str) -> Response:
    """Add a choice to the list of the question that is open."""
    known, list_name = _list(key)
    name, label = told("name").strip(), told("label").strip()
    edits = choices.add(known, list_name, name, label)
    return step(key, plan_of(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/label")
def label_choice(key: str, number: int) -> Response:
    """Give a choice another label, in the language that is shown."""
    known, _name = _list(key)
    label, spoken = told("label").strip(), told("language")
    edits = choices.rename(known, number, spoken, label)
    return step(key, plan_of(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/<any(up, down):move>")
def move_choice(key: str, number: int, move: str) -> Response:
    """Let a choice change places with its neighbour."""
    known, list_name = _list(key)
    edits = MOVES[move](known, list_name, number)
    return step(key, plan_of(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/remove")
def remove_choice(key: str, number: int) -> Response:
    """Take a choice out; one that was answered only once that is confirmed."""
    known, list_name = _list(key)
    _unanswered(draft_of(reading(), key), known, list_name, number)
    edits = choices.remove(known, list_name, number)
    return step(key, plan_of(key, edits))


@blueprint.post(f"{PATH}/questions/add")
def add_question(key: str) -> Response:
    """Add a question behind what is open, or as the last in it, and open it."""
    known, row = editor_draft.outline(draft_of(reading(), key)), row_of()
    listed = tuple(filter(None, map(str.strip, told("choices").splitlines())))
    new = New(told("type"), told("name").strip(), told("label").strip(), listed)
    put = adding.inside if told("where") == "inside" else adding.behind
    return _added(key, put(known, row, new))


@blueprint.post(f"{PATH}/questions/copy")
def copy_question(key: str) -> Response:
    """Copy what is open behind itself, with all that is in it, and open the copy."""
    known = editor_draft.outline(draft_of(reading(), key))
    return _added(key, copying.copy(known, row_of()))


@blueprint.post(f"{PATH}/questions/<any(up, down):move>")
def move_question(key: str, move: str) -> Response:
    """Let what is open change places with its neighbour."""
    known = editor_draft.outline(draft_of(reading(), key))
    plan = plan_of(key, QUESTION_MOVES[move](known, row_of()))
    return step(key, plan, editor_draft.moved(known, plan.source, row_of()))


@blueprint.post(f"{PATH}/questions/remove")
def remove_question(key: str) -> Response:
    """Take out what is open; what was answered only once that is confirmed."""
    draft, row = draft_of(reading(), key), row_of()
    known = editor_draft.outline(draft)
    form = editor_draft.form_of(reading(), draft)
    answers = editor_draft.answering(reading(), form, known, row)
    if answers and told("sure") != "yes":
        raise Conflict("question_answered", count=answers)
    edits = survey_rows.remove(known, row)
    return step(key, plan_of(key, edits), 0)


def _added(key: str, added: Added) -> Response:
    draft = draft_of(reading(), key)
    plan = edit_plans.add_question(reading(), draft, base(), added)
    return step(key, plan, added.row)


def _list(key: str) -> tuple[Outline, str]:
    """Read the workbook, and which list the question chooses from."""
    known = editor_draft.outline(draft_of(reading(), key))
    row = row_of()
    asked = (one.list_name for one in known.entries("") if one.row == row)
    list_name = next(asked, "")
    if not list_name:
        raise NotFound
    return known, list_name


def _unanswered(draft: FormDraft, known: Outline, list_name: str, number: int) -> None:
    """Raise Conflict for a choice that was answered, unless that is confirmed."""
    form = editor_draft.form_of(reading(), draft)
    counted = editor_draft.answered(reading(), form, known, list_name)
    named = (one.name for one in known.choices(list_name, "") if one.row == number)
    name = next(named, "")
    if counted.get(name) and told("sure") != "yes":
        raise Conflict("choice_answered", name=name, count=counted[name])
