"""One form: what it asks, what was answered, its rules, its versions."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access
from server.actions import forms as publishing
from server.console.asked import in_page, of_campaign
from server.console.desk import here
from server.console.pages import answered, conditions, forms, questions, versions
from server.db import reading
from server.language import language
from server.models import Form

blueprint = Blueprint("form", __name__)
PATH = "/c/<campaign>/forms/<key>"
#: As many bars and texts as stand among other charts, and alone on a page.
FEW, MANY = 8, 40


@blueprint.get(PATH)
def one(key: str) -> ResponseReturnValue:
    """Lead to the form's questions."""
    return redirect(url_for("console.form.asks", key=_of(reading(), key).key))


@blueprint.get(f"{PATH}/questions")
def asks(key: str) -> str:
    """Show the questions as people meet them, in the language that is picked."""
    session = reading()
    page = forms.opened(session, _of(session, key), request.args.get("version", ""))
    definition = publishing.definition(page.version)
    pick = request.args.get("language", "")
    parts = questions.parts(definition, language(), pick)
    return _tab(
        "questions", page, parts=parts, pick=pick or definition.default_language
    )


@blueprint.get(f"{PATH}/answers")
def answers(key: str) -> str:
    """Show the questions, each with its chart, as the address filters them."""
    desk, session = here(), reading()
    form = _of(session, key)
    page = answered.read(
        session, desk.actor, desk.campaign, form, request.args, language()
    )
    opened = forms.opened(session, form, "")
    return _tab("answers", opened, asked=page, operators=conditions.OPERATORS)


@blueprint.get(f"{PATH}/narrow")
def narrow(key: str) -> ResponseReturnValue:
    """Lead to the charts with one more condition."""
    desk, session = here(), reading()
    wanted = conditions.narrowed(
        session,
        desk.actor,
        desk.campaign,
        _of(session, key),
        request.args,
        language(),
    )
    return redirect(url_for("console.form.answers", key=key, **wanted))


@blueprint.get(f"{PATH}/choices")
def choices(key: str) -> str:
    """List what can be chosen of a question, for the field that asks for it."""
    desk, session = here(), reading()
    name = request.args.get("question", "")
    found = conditions.offered(
        session, desk.actor, desk.campaign, _of(session, key), name, language()
    )
    return render_template("form/_choices.html", found=found)


@blueprint.get(f"{PATH}/answers/<question>")
def answer(key: str, question: str) -> str:
    """Draw what was answered to one question; a part of the page, or one of its own."""
    desk, session = here(), reading()
    form = _of(session, key)
    chart = answered.one(
        session, desk.actor, desk.campaign, form, question, request.args, language()
    )
    if in_page():
        return render_template("form/_chart.html", page=chart, most=FEW)
    return _tab("answer", forms.opened(session, form, ""), drawn=chart, most=MANY)


@blueprint.get(f"{PATH}/rules")
def rules(key: str) -> str:
    """Show the rules, and on how many submissions each fired."""
    desk, session = here(), reading()
    form = _of(session, key)
    fired = answered.fired(session, desk.actor, desk.campaign, form)
    page = forms.read_one(session, form, request.args.get("version", ""))
    opened = forms.opened(session, form, page.opened.version)
    in_words = forms.told_rules(page, language())
    told = {
        "known": page,
        "in_words": in_words,
        "fired": fired[0],
        "looked_at": fired[1],
    }
    return _tab("rules", opened, **told)


@blueprint.get(f"{PATH}/versions")
def history(key: str) -> str:
    """Show the versions, what was done with the form, and its files."""
    session = reading()
    form = of_campaign(access.form(session, here().actor, key, "campaign.manage"))
    page = forms.read_one(session, form, request.args.get("version", ""))
    opened = forms.opened(session, form, page.opened.version)
    steps = versions.history(session, form)
    return _tab("versions", opened, known=page, history=steps)


def _of(session: Session, key: str) -> Form:
    return of_campaign(access.form_read(session, here().actor, key))


def _tab(name: str, page: forms.Opened, **told: object) -> str:
    desk = here()
    manages = access.may(desk.actor, "campaign.manage", desk.campaign)
    return render_template(
        f"form/{name}.html", tab=name, page=page, manages=manages, **told
    )
