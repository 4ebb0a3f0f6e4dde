"""Imports: a file looked at first, then brought in as a whole."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access
from server.actions import imports as bringing
from server.actions.imports import Kind, Plan
from server.console.asked import in_page, office
from server.console.clues import opener
from server.console.desk import here
from server.console.pages import imports
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.language import language
from server.models import Campaign

blueprint = Blueprint("imports", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/c/<campaign>/imports")
@blueprint.get("/c/<campaign>/imports/<kind>")
def show(kind: str = "") -> str:
    """Ask for a file of one kind."""
    wanted = imports.kind(kind or imports.first(here().actor, here().campaign))
    return render_template("imports.html", page=_page(wanted))


@blueprint.post("/c/<campaign>/imports/<kind>")
def look(kind: str) -> ResponseReturnValue:
    """Say by row what the file would bring; nothing changes."""
    plan = _plan(imports.kind(kind))
    return _told(plan, None)


@blueprint.post("/c/<campaign>/imports/<kind>/apply")
def bring(kind: str) -> ResponseReturnValue:
    """Bring the file in: everything, or nothing."""
    plan = _plan(imports.kind(kind))
    if plan.errors:
        return _told(plan, None)
    new = bringing.credentials(plan)
    ready = bringing.sealed(plan, opener()) if plan.kind is Kind.CLUES else plan
    with writing() as session:
        home = _home(session, plan.kind)
        bringing.apply(session, here().actor, home, ready, new, _file_name())
    return _told(plan, imports.Done(new))


@blueprint.post("/c/<campaign>/imports/undo/<key>")
def undo(key: str) -> Response:
    """Take an import back, while nothing stands on its rows."""
    with writing() as session:
        campaign = here().campaign
        batch = bringing.named(session, campaign, key)
        if not imports.sees(here().actor, batch):
            raise NotFound
        campaign = _home(session, Kind(batch.kind))
        bringing.undo(session, here().actor, campaign, batch)
    place = url_for("console.imports.show", kind=batch.kind, _anchor="batches")
    return say(Response(status=303, headers={"Location": place}), "import_undone")


@blueprint.get("/c/<campaign>/imports/<kind>/template")
def template(kind: str) -> Response:
    """Hand out the template to fill in."""
    wanted = imports.kind(kind)
    _home(reading(), wanted)
    return send_file(
        io.BytesIO(bringing.template(wanted)),
        mimetype=XLSX,
        as_attachment=True,
        download_name=bringing.file_name(wanted),
    )


@blueprint.get("/c/<campaign>/imports/categories/current")
def current() -> Response:
    """Hand out the categories in force, to be changed and brought back."""
    kind, campaign = Kind.CATEGORIES, office()
    known = bringing.known(reading(), here().actor, campaign, kind)
    rows = [row for row in known.taxonomy.values() if not row.closed]
    return send_file(
        io.BytesIO(bringing.template(kind, rows)),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"{campaign.code}_问题分类.xlsx",
    )


def _home(session: Session, kind: Kind) -> Campaign:
    """Give the campaign to whoever may bring such files; raises NotAllowed."""
    verb = imports.verb(kind)
    return access.campaign(session, here().actor, here().code, verb)


def _page(kind: Kind) -> imports.Page:
    campaign = _home(reading(), kind)
    return imports.read(reading(), here().actor, campaign, kind, language())


def _plan(kind: Kind) -> Plan:
    campaign = _home(reading(), kind)
    sent = request.files.get("file")
    content, name = (sent.read(), sent.filename or "") if sent else (b"", "")
    table = bringing.read_table(content, name)
    known = bringing.known(reading(), here().actor, campaign, kind)
    return bringing.plan(kind, table, known)


def _file_name() -> str:
    sent = request.files.get("file")
    return (sent.filename or "") if sent else ""


def _told(plan: Plan, done: imports.Done | None) -> ResponseReturnValue:
    report = imports.report(plan, done, language())
    if in_page():
        return render_template("imports/_report.html", report=report)
    page = _page(plan.kind)
    return render_template("imports.html", page=page, report=report)
