"""Other rules for a form: brought as a workbook, tried, looked at, put in force."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.aside import read_rules_aside
from forms.errors import WorkbookError
from server.actions import access, rule_books
from server.actions.rule_books import Source
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.files import uploaded
from server.console.pages import rules
from server.console.said import say
from server.db import reading, writing
from server.language import language
from server.models import Form, FormVersion

blueprint = Blueprint("rules", __name__)
PATH = "/c/<campaign>/forms/<key>/rules"
VERBS = {
    "apply": (rule_books.apply, "rules_applied"),
    "again": (rule_books.try_again, "rules_brought"),
    "on": (rule_books.go_on, "rules_applied"),
}


@blueprint.post(PATH)
def bring(key: str) -> ResponseReturnValue:
    """Take in a workbook of rules and begin to try it, or say what to mend."""
    form = _of(reading(), key)
    current = reading().get_one(FormVersion, form.current_version_id)
    source = Source(*uploaded())
    try:
        brought = read_rules_aside(source.content, current.xform, source.lists)
    except WorkbookError as error:
        page = rules.refused(form, source.name, error, language())
        return render_template("rules_refused.html", page=page), 422
    with writing() as session:
        form = _of(session, key)
        number = rule_books.bring(session, here().actor, form, brought, source).number
    return say(_to(key, number), "rules_brought")


@blueprint.get(f"{PATH}/<int:number>")
def show(key: str, number: int) -> str:
    """Show a rule book: how far it is and what it changes."""
    page = rules.read(reading(), _of(reading(), key), number, request.args)
    return render_template("rules.html", page=page)


@blueprint.post(f"{PATH}/<int:number>/<any(apply, again, on):verb>")
def change(key: str, number: int, verb: str) -> ResponseReturnValue:
    """Put a rule book in force, try it again, or go on where it stood still."""
    act, word = VERBS[verb]
    with writing() as session:
        form = _of(session, key)
        book = rules.read(session, form, number, {}).book
        act(session, here().actor, form, book)
    return say(_to(key, number), word)


def _of(session: Session, key: str) -> Form:
    return of_campaign(access.form(session, here().actor, key, "campaign.manage"))


def _to(key: str, number: int) -> Response:
    place = url_for("console.rules.show", key=key, number=number)
    return Response(status=303, headers={"Location": place})
