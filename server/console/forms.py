"""Forms: published by upload, opened and closed, handed out, their rules read."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.aside import compile_aside
from forms.errors import WorkbookError
from server.actions import access, exports, form_states
from server.actions import forms as publishing
from server.actions.entities import brought_lists
from server.actions.exports import Taken
from server.actions.standing_book import BookChoice
from server.console.asked import managed, of_campaign, office, told
from server.console.desk import here
from server.console.files import handed, room, sha256, uploaded
from server.console.pages import forms, versions
from server.console.said import say
from server.db import now, reading, writing
from server.language import language
from server.models import Form, FormVersion
from server.reports import submissions as report
from server.reports.answers import Words
from server.reports.submission_filter import SubmissionFilter, count

blueprint = Blueprint("forms", __name__)
PATH = "/c/<campaign>/forms/<key>"
VERBS = {
    "close": (form_states.close, "closed"),
    "reopen": (form_states.reopen, "reopened"),
    "withdraw": (form_states.withdraw, "withdrawn"),
}


@blueprint.get("/c/<campaign>/forms")
def show() -> str:
    """List the forms of the campaign."""
    return render_template("forms.html", page=forms.read(reading(), office()))


@blueprint.post("/c/<campaign>/forms")
def publish() -> ResponseReturnValue:
    """Publish a workbook, or say by sheet, row and column what to mend."""
    campaign = office()
    source = publishing.Source(*uploaded())
    try:
        compiled = compile_aside(source.content, source.name, source.files)
    except WorkbookError as refused:
        page = forms.refused(reading(), campaign, source.name, refused, language())
        return render_template("forms.html", page=page), 422
    with writing() as session:
        done = publishing.publish(
            session,
            here().actor,
            managed(session),
            compiled,
            source,
            told("notes"),
            choice(),
        )
        keep_lists(session, done)
        key = session.get_one(Form, done.form_id).key
    return say(to_form(key), "published", compiled.version)


@blueprint.post("/c/<campaign>/forms/trial")
def trial() -> ResponseReturnValue:
    """Show what a workbook would change, and publish nothing."""
    campaign = office()
    source = publishing.Source(*uploaded())
    try:
        compiled = compile_aside(source.content, source.name, source.files)
    except WorkbookError as refused:
        page = forms.refused(reading(), campaign, source.name, refused, language())
        return render_template("forms.html", page=page), 422
    tried = versions.tried(reading(), campaign, compiled, source)
    return render_template("form_trial.html", page=tried, names=versions)


@blueprint.get(f"{PATH}/differences")
def differences(key: str) -> str:
    """Show two versions of a form beside each other."""
    page = versions.compare(reading(), _of(reading(), key), request.args)
    return render_template("form_differences.html", page=page, names=versions)


@blueprint.get(f"{PATH}/submissions.xlsx")
def sent(key: str) -> Response:
    """Hand out what was sent to a form, once it is noted who takes it."""
    desk, form, at, out = here(), _of(reading(), key), now(), room()
    chosen = replace(SubmissionFilter.read(request.args), form_id=form.form_id)
    report.write_xlsx(
        out, reading(), desk.actor, desk.campaign, chosen, Words.LABELS, at
    )
    rows = count(reading(), chosen.select(desk.actor, desk.campaign))
    what = Taken("submissions", chosen.query(), "", rows, sha256(out))
    with writing() as session:
        exports.take(session, desk.actor, desk.campaign, what)
    return handed(out, report.name_of_file(desk.campaign, chosen, at, "xlsx"))


@blueprint.post(f"{PATH}/<verb>")
def change(key: str, verb: str) -> ResponseReturnValue:
    """Close, reopen or withdraw a form."""
    act, word = forms.known(VERBS, verb)
    with writing() as session:
        act(session, here().actor, _of(session, key), told("reason"))
    return say(to_form(key), word)


@blueprint.get(f"{PATH}/<version>/workbook")
def workbook(key: str, version: str) -> Response:
    """Hand out the workbook as it was uploaded."""
    found = forms.version(reading(), _of(reading(), key), version)
    return _file(found.source, found.source_name, "application/octet-stream")


@blueprint.get(f"{PATH}/<version>/xform")
def xform(key: str, version: str) -> Response:
    """Hand out the form as phones get it."""
    found = forms.version(reading(), _of(reading(), key), version)
    form_id = _of(reading(), key).form_id
    return _file(found.xform, f"{form_id}_{found.version}.xml", "text/xml")


@blueprint.get(f"{PATH}/<version>/paper.<any(docx, pdf):ending>")
def paper(key: str, version: str, ending: str) -> Response:
    """Hand out the form to be printed and filled by hand."""
    from server.reports.paper_form import printed  # noqa: PLC0415 - slow to load

    found = forms.version(reading(), _of(reading(), key), version)
    fonts = Path(current_app.static_folder or "") / "fonts"
    out = room()
    return handed(out, printed.write(out, reading(), found, ending, fonts))


@blueprint.get(f"{PATH}/<version>/files/<name>")
def file(key: str, version: str, name: str) -> Response:
    """Hand out a list that goes along with a version."""
    found = forms.version(reading(), _of(reading(), key), version)
    return _file(forms.file(reading(), found, name), name, "text/csv")


def _of(session: Session, key: str) -> Form:
    return of_campaign(access.form(session, here().actor, key, "campaign.manage"))


def keep_lists(session: Session, version: FormVersion) -> None:
    """Keep what came along as lists of the campaign, where the office said so."""
    if told("kept") == "yes":
        campaign = managed(session)
        brought_lists.keep_those_of(session, here().actor, campaign, version)


def choice() -> BookChoice | None:
    """Read which rules are to hold where the form was given others."""
    said = told("rules")
    return BookChoice(said) if said in list(BookChoice) else None


def to_form(key: str) -> Response:
    """Lead back to the versions of a form."""
    place = url_for("console.form.history", key=key)
    return Response(status=303, headers={"Location": place})


def _file(content: bytes, name: str, kind: str) -> Response:
    return send_file(
        io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name
    )
