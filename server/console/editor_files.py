"""A draft's workbook and lists: handed out, replaced, and its rules tried."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.aside import read_rules_aside
from forms.errors import WorkbookError
from server.actions import drafts, edit_plans, rule_books
from server.console.desk import here
from server.console.editor_steps import PATH, base, draft_of, replaced
from server.console.files import handed, room
from server.console.pages import editor_draft, rules
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.language import language
from server.models import Form, FormDraft, FormVersion

blueprint = Blueprint("editor_files", __name__)


@blueprint.post(f"{PATH}/workbook")
def replace(key: str) -> Response:
    """Put an uploaded workbook in the place of the draft's."""
    name, content = _uploaded("workbook")
    draft = draft_of(reading(), key)
    plan = edit_plans.put_workbook(reading(), draft, base(), name, content)
    return replaced(key, plan)


@blueprint.post(f"{PATH}/files/<name>")
def replace_file(key: str, name: str) -> Response:
    """Put an uploaded list in the place of one beside the form."""
    _name, content = _uploaded("list")
    draft = draft_of(reading(), key)
    plan = edit_plans.put_list(reading(), draft, base(), name, content)
    return replaced(key, plan)


@blueprint.get(f"{PATH}/workbook")
def workbook(key: str) -> Response:
    """Hand out the workbook as it is now."""
    draft, out = draft_of(reading(), key), room()
    out.write(draft.source)
    return handed(out, f"{draft.form_id}_{draft.version}.xlsx")


@blueprint.get(f"{PATH}/files/<name>")
def file(key: str, name: str) -> Response:
    """Hand out a list as it is now."""
    found, out = (
        drafts.source(reading(), draft_of(reading(), key)).files.get(name),
        room(),
    )
    if found is None:
        raise NotFound
    out.write(found)
    return handed(out, f"{name.removesuffix('.csv')}.csv")


@blueprint.post(f"{PATH}/try")
def try_rules(key: str) -> ResponseReturnValue:
    """Try the draft's rules on all that was sent; nothing changes until applied."""
    draft = draft_of(reading(), key)
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
        of = _form(session, draft_of(session, key))
        number = rule_books.bring(session, here().actor, of, brought, beside).number
    place = url_for("console.rules.show", key=form.key, number=number)
    return say(Response(status=303, headers={"Location": place}), "rules_brought")


def _form(session: Session, draft: FormDraft) -> Form:
    found = editor_draft.form_of(session, draft)
    if found is None:
        raise NotFound
    return found


def _uploaded(field: str) -> tuple[str, bytes]:
    sent = request.files.get(field)
    return (sent.filename or "", sent.read()) if sent else ("", b"")
