"""Forms on trial: kept, handed to a phone, looked at, published or dropped."""

from __future__ import annotations

from collections.abc import Sequence

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.aside import compile_aside
from forms.compiled import CompiledForm
from forms.errors import WorkbookError
from server.actions import drafts
from server.actions import forms as publishing
from server.console import originals
from server.console.asked import managed, office, told
from server.console.checked import checked
from server.console.desk import here
from server.console.files import uploaded
from server.console.forms import choice, keep_lists, to_form
from server.console.pages import codes, forms, trials, versions
from server.console.pages.codes import Card
from server.console.said import say
from server.db import reading, writing
from server.language import language
from server.models import Form, FormDraft

blueprint = Blueprint("drafts", __name__)
PATH = "/c/<campaign>/forms/drafts/<key>"


@blueprint.post("/c/<campaign>/forms/drafts")
def keep() -> ResponseReturnValue:
    """Keep a workbook to be tried on a phone, or say what to mend."""
    campaign = office()
    source = publishing.Source(*uploaded())
    try:
        compiled = compile_aside(source.content, source.name, source.files)
    except WorkbookError as refused:
        page = forms.refused(reading(), campaign, source.name, refused, language())
        return render_template("forms.html", page=page), 422
    with writing() as session:
        kept = drafts.keep(session, here().actor, managed(session), compiled, source)
        key = kept.key
    place = url_for("console.drafts.one", key=key)
    return Response(status=303, headers={"Location": place})


@blueprint.get(PATH)
def one(key: str) -> ResponseReturnValue:
    """Show a draft: what it changes, and what was filled to try it.

    One that cannot be compiled as it is leads to where it is mended.
    """
    checked(key)
    if _of(reading(), key).problems:
        return redirect(url_for("console.editor.show", key=key))
    return _shown(key, ())


@blueprint.post(f"{PATH}/invite")
def invite(key: str) -> str:
    """Make the codes for the field app and ODK Collect; shown on this page only."""
    with writing() as session:
        draft = _of(session, key)
        token, name = drafts.invite(session, here().actor, draft), f"测试·{draft.title}"
    base: str = current_app.extensions["settings"].base_url
    return _shown(key, codes.for_draft(base, name, token))


@blueprint.post(f"{PATH}/publish")
def publish(key: str) -> Response:
    """Publish what was tried; what was filled to try it goes."""
    checked(key)
    compiled = _compiled(_of(reading(), key))
    with writing() as session:
        done = drafts.publish(
            session,
            here().actor,
            _of(session, key),
            compiled,
            told("notes"),
            choice(),
        )
        keep_lists(session, done)
        form = session.get_one(Form, done.form_id).key
    return say(to_form(form), "published", compiled.version)


@blueprint.post(f"{PATH}/drop")
def drop(key: str) -> Response:
    """Delete a draft with what was filled to try it."""
    with writing() as session:
        drafts.drop(session, here().actor, _of(session, key))
    place = url_for("console.forms.show")
    return say(Response(status=303, headers={"Location": place}), "draft_dropped")


@blueprint.get(f"{PATH}/photos/<int:number>")
def photo(key: str, number: int) -> Response:
    """Show a photo that was taken to try a draft."""
    found = trials.photo(reading(), _of(reading(), key), number)
    answer = originals.loose(found.name, found.content)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(key: str, cards: Sequence[Card]) -> str:
    draft = _of(reading(), key)
    source = drafts.source(reading(), draft)
    tried = versions.tried(reading(), office(), _compiled(draft), source)
    return render_template(
        "form_draft.html",
        page=tried,
        names=versions,
        draft=draft,
        cards=cards,
        tests=trials.read(reading(), draft, language()),
    )


def _compiled(draft: FormDraft) -> CompiledForm:
    source = drafts.source(reading(), draft)
    return compile_aside(source.content, source.name, source.files)


def _of(session: Session, key: str) -> FormDraft:
    return drafts.of_campaign(session, managed(session), key)
