"""A file for a list, looked at row by row and tried on what is there; then brought."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.entity_list import list_of
from server.actions import access
from server.actions.entities import bringing, list_trials
from server.console.asked import managed, office, told
from server.console.desk import here
from server.console.pages import list_trials as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.language import language

blueprint = Blueprint("list_trials", __name__)
PATH = "/c/<campaign>/lists"
TRIAL = "/c/<campaign>/trials/<key>"
ENDINGS = (".csv", ".xlsx")


@blueprint.post(PATH)
def bring() -> ResponseReturnValue:
    """Say by row what keeps a file from being brought, or begin to try it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadInput("entity_file_heading")
    stem = next(
        (
            sent.filename[: -len(e)]
            for e in ENDINGS
            if sent.filename.lower().endswith(e)
        ),
        sent.filename,
    )
    name = list_of(told("name").strip() or stem)
    content = sent.read()
    planned = bringing.plan(
        reading(), here().actor, office(), name, content, sent.filename
    )
    if planned.wrong:
        page = pages.refused(planned, sent.filename, language())
        return render_template("list_refused.html", page=page), 422
    with writing() as session:
        begun = list_trials.begin(
            session, here().actor, managed(session), name, content, sent.filename
        )
        key = begun.key
    return _to(url_for("console.list_trials.show", key=key))


@blueprint.post(f"{PATH}/<name>/again")
def again(name: str) -> ResponseReturnValue:
    """Begin to try what would change if all were looked at again with the list."""
    with writing() as session:
        campaign = managed(session)
        access.entity_list(session, here().actor, campaign, name)
        key = list_trials.begin(session, here().actor, campaign, name, None).key
    return _to(url_for("console.list_trials.show", key=key))


@blueprint.get(TRIAL)
def show(key: str) -> str:
    """Show what a file would change: entries, and findings form by form."""
    page = pages.read(reading(), here().actor, office(), key)
    return render_template("list_trial.html", page=page)


@blueprint.post(f"{TRIAL}/apply")
def apply(key: str) -> ResponseReturnValue:
    """Bring it in, and look again at what is there."""
    with writing() as session:
        trial = list_trials.named(session, managed(session), key)
        list_trials.apply(session, here().actor, trial)
        name = trial.name
    return say(_to(url_for("console.entities.of_list", name=name)), "entities_brought")


@blueprint.post(f"{TRIAL}/drop")
def drop(key: str) -> ResponseReturnValue:
    """Leave the list as it is."""
    with writing() as session:
        trial = list_trials.named(session, managed(session), key)
        list_trials.drop(session, here().actor, trial)
    return say(_to(url_for("console.entities.show")), "entities_left")


def _to(place: str) -> Response:
    return Response(status=303, headers={"Location": place})
