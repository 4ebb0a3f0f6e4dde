"""The editor of a draft: each change saved at once, taken back, made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.aside import compile_aside, read_rules_aside
from forms.editing import choices
from forms.editing.changes import Edit, Write
from forms.editing.outline import Outline
from forms.errors import WorkbookError
from server.actions import access, drafts, edit_plans, editing, rule_books
from server.actions.edit_plans import Plan
from server.console.asked import managed, of_campaign, told
from server.console.checked import checked
from server.console.desk import here
from server.console.files import handed, room
from server.console.pages import (
    editor,
    editor_panel,
    editor_words,
    questions,
    rules,
)
from server.console.pages.editor_panel import Wanted
from server.console.said import say
from server.db import reading, writing
from server.errors import Conflict, NotFound
from server.language import language
from server.models import Form, FormDraft, FormVersion

blueprint = Blueprint("editor", __name__)
PATH = "/c/<campaign>/forms/drafts/<key>/edit"
CELL = "cell:"
TURNS = {"undo": edit_plans.undo, "redo": edit_plans.redo}
MOVES = {"up": choices.move_up, "down": choices.move_down}


@blueprint.post("/c/<campaign>/forms/<key>/edit")
def begin(key: str) -> ResponseReturnValue:
    """Open the draft of a form that is being edited, or begin one."""
    form = of_campaign(access.form(reading(), here().actor, key, "campaign.manage"))
    found = editing.opened(reading(), form)
    if found is not None:
        return _to(found.key)
    source = editing.beginning(reading(), form)
    compiled = compile_aside(source.content, source.name, source.files)
    with writing() as session:
        kept = drafts.keep(session, here().actor, managed(session), compiled, source)
        place = kept.key
    return _to(place)


@blueprint.get(PATH)
def show(key: str) -> str:
    """Show a draft with the row that is asked for opened."""
    wanted = Wanted.read(request.args)
    page = editor.read(reading(), _of(reading(), key), wanted, language())
    told = {"say": editor_words, "kinds": questions.KINDS}
    return render_template("editor.html", page=page, wanted=wanted, **told)


@blueprint.post(f"{PATH}/check")
def check(key: str) -> Response:
    """Look at the workbook as publishing would, and keep what that says."""
    checked(key)
    return _to(key)


@blueprint.post(f"{PATH}/row")
def row(key: str) -> Response:
    """Save the cells of a row."""
    draft, wanted = _of(reading(), key), Wanted.read(request.form)
    return _step(key, lambda: _plan(key, list(_written(draft, wanted))))


@blueprint.post(f"{PATH}/<any(undo, redo):turn>")
def turn(key: str, turn: str) -> Response:
    """Take the last step back, or make it again."""
    work_out = TURNS[turn]
    return _step(key, lambda: work_out(reading(), _of(reading(), key), _base()))


@blueprint.post(f"{PATH}/choices/add")
def add_choice(key: str) -> Response:
    """Add a choice to the list of the question that is open."""
    known, list_name = _list(key)
    name, label = told("name").strip(), told("label").strip()
    edits = choices.add(known, list_name, name, label)
    return _step(key, lambda: _plan(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/label")
def label_choice(key: str, number: int) -> Response:
    """Give a choice another label, in the language that is shown."""
    known, _name = _list(key)
    label, spoken = told("label").strip(), told("language")
    edits = choices.rename(known, number, spoken, label)
    return _step(key, lambda: _plan(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/<any(up, down):move>")
def move_choice(key: str, number: int, move: str) -> Response:
    """Let a choice change places with its neighbour."""
    known, list_name = _list(key)
    edits = MOVES[move](known, list_name, number)
    return _step(key, lambda: _plan(key, edits))


@blueprint.post(f"{PATH}/choices/<int:number>/remove")
def remove_choice(key: str, number: int) -> Response:
    """Take a choice out; one that was answered only once that is confirmed."""
    known, list_name = _list(key)
    _unanswered(_of(reading(), key), known, list_name, number)
    edits = choices.remove(known, list_name, number)
    return _step(key, lambda: _plan(key, edits))


@blueprint.post(f"{PATH}/workbook")
def replace(key: str) -> Response:
    """Put an uploaded workbook in the place of the draft's."""
    name, content = _uploaded("workbook")
    draft = _of(reading(), key)
    plan = edit_plans.put_workbook(reading(), draft, _base(), name, content)
    return _replaced(key, plan)


@blueprint.post(f"{PATH}/files/<name>")
def replace_file(key: str, name: str) -> Response:
    """Put an uploaded list in the place of one beside the form."""
    _name, content = _uploaded("list")
    draft = _of(reading(), key)
    plan = edit_plans.put_list(reading(), draft, _base(), name, content)
    return _replaced(key, plan)


@blueprint.get(f"{PATH}/workbook")
def workbook(key: str) -> Response:
    """Hand out the workbook as it is now."""
    draft, out = _of(reading(), key), room()
    out.write(draft.source)
    return handed(out, f"{draft.form_id}_{draft.version}.xlsx")


@blueprint.get(f"{PATH}/files/<name>")
def file(key: str, name: str) -> Response:
    """Hand out a list as it is now."""
    found, out = drafts.source(reading(), _of(reading(), key)).files.get(name), room()
    if found is None:
        raise NotFound
    out.write(found)
    return handed(out, f"{name.removesuffix('.csv')}.csv")


@blueprint.post(f"{PATH}/try")
def try_rules(key: str) -> ResponseReturnValue:
    """Try the draft's rules on all that was sent; nothing changes until applied."""
    draft = _of(reading(), key)
    form = _form(reading(), draft)
    current = reading().get_one(FormVersion, form.current_version_id)
    source = drafts.source(reading(), draft)
    try:
        brought = read_rules_aside(source.content, current.xform, source.files)
    except WorkbookError as error:
        page = rules.refused(form, source.name, error, language())
        return render_template("rules_refused.html", page=page), 422
    beside = rule_books.Source(source.name, source.content, {})
    with writing() as session:
        of = _form(session, _of(session, key))
        number = rule_books.bring(session, here().actor, of, brought, beside).number
    place = url_for("console.rules.show", key=form.key, number=number)
    return say(Response(status=303, headers={"Location": place}), "rules_brought")


def _step(key: str, work_out: Callable[[], Plan]) -> Response:
    """Work a step out and keep it."""
    plan = work_out()
    if not plan.is_nothing:
        with writing() as session:
            editing.keep(session, here().actor, _of(session, key), plan)
    return _to(key)


def _replaced(key: str, plan: Plan) -> Response:
    """Keep a file that was put in; raises WorkbookError for what is no form with it."""
    source = plan.source
    compiled = compile_aside(source.content, source.name, source.files)
    with writing() as session:
        draft = _of(session, key)
        editing.keep(session, here().actor, draft, plan)
        editing.judge(session, draft, draft.edition, compiled)
    return _to(key)


def _plan(key: str, edits: list[Edit]) -> Plan:
    return edit_plans.change(reading(), _of(reading(), key), _base(), edits)


def _written(draft: FormDraft, wanted: Wanted) -> Iterator[Write]:
    """List the cells whose text is another one than the workbook has."""
    before = editor_panel.cells(draft, wanted)
    for heading, old in before.items():
        text = request.form.get(CELL + heading)
        new = old if text is None else "\n".join(text.strip().splitlines())
        if new != old:
            yield Write(wanted.sheet, wanted.row, heading, new)


def _list(key: str) -> tuple[Outline, str]:
    """Read the workbook, and which list the question chooses from."""
    known = editor_panel.outline(_of(reading(), key))
    row = Wanted.read(request.form).row
    asked = (one.list_name for one in known.entries("") if one.row == row)
    list_name = next(asked, "")
    if not list_name:
        raise NotFound
    return known, list_name


def _unanswered(draft: FormDraft, known: Outline, list_name: str, number: int) -> None:
    """Raise Conflict for a choice that was answered, unless that is confirmed."""
    form = editor_panel.form_of(reading(), draft)
    counted = editor_panel.answered(reading(), form, known, list_name)
    named = (one.name for one in known.choices(list_name, "") if one.row == number)
    name = next(named, "")
    if counted.get(name) and told("sure") != "yes":
        raise Conflict("choice_answered", name=name, count=counted[name])


def _uploaded(field: str) -> tuple[str, bytes]:
    sent = request.files.get(field)
    return (sent.filename or "", sent.read()) if sent else ("", b"")


def _base() -> int:
    base = told("base")
    return int(base) if base.isdecimal() and len(base) < 10 else -1


def _form(session: Session, draft: FormDraft) -> Form:
    found = editor_panel.form_of(session, draft)
    if found is None:
        raise NotFound
    return found


def _of(session: Session, key: str) -> FormDraft:
    return drafts.of_campaign(session, managed(session), key)


def _to(key: str) -> Response:
    """Lead back to where the editor was."""
    wanted: dict[str, Any] = Wanted.read(request.form).query()
    place = url_for("console.editor.show", key=key, **wanted)
    return Response(status=303, headers={"Location": place})
