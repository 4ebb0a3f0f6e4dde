"""Exports: asked for with a purpose, made aside, taken by who may still see it."""

from __future__ import annotations

from collections.abc import Callable

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access, exports
from server.actions.access import Actor
from server.actions.exports import Taken
from server.console.asked import told
from server.console.desk import here
from server.console.files import KINDS as MIMES
from server.console.pages import exports as pages
from server.db import reading, writing
from server.errors import NotFound
from server.language import language
from server.models import ExportJob
from server.reports.kinds import KINDS

blueprint = Blueprint("exports", __name__)


@blueprint.get("/c/<campaign>/exports")
def show() -> str:
    """Show what can be asked for under the address's filter, and what was."""
    return render_template("exports.html", page=_page())


@blueprint.get("/c/<campaign>/exports/list")
def listed() -> str:
    """Give the list anew, while something is on its way."""
    return render_template("exports/_list.html", page=_page())


@blueprint.post("/c/<campaign>/exports")
def ask() -> ResponseReturnValue:
    """Ask for a file."""
    desk = here()
    kind, asked = pages.asked(desk.actor, desk.campaign, told("kind"), request.form)
    with writing() as session:
        verb = KINDS[kind].verb
        home = access.campaign(session, desk.actor, desk.code, verb)
        exports.ask(session, desk.actor, home, kind, asked, told("purpose"))
    return _back()


@blueprint.post("/c/<campaign>/exports/<key>/again")
def again(key: str) -> ResponseReturnValue:
    """Ask for the same once more."""
    return _did(key, exports.again)


@blueprint.post("/c/<campaign>/exports/<key>/cancel")
def cancel(key: str) -> ResponseReturnValue:
    """Give a file up that is on its way."""
    return _did(key, exports.cancel)


@blueprint.post("/c/<campaign>/exports/<key>/weekly")
def weekly(key: str) -> ResponseReturnValue:
    """Have it made every week."""
    return _did(key, exports.weekly)


@blueprint.post("/c/<campaign>/exports/<key>/once")
def once(key: str) -> ResponseReturnValue:
    """Have it made no more by itself."""
    return _did(key, exports.once)


@blueprint.get("/c/<campaign>/exports/<key>/file")
def take(key: str) -> Response:
    """Hand out a file, to who may see now all that it holds."""
    desk = here()
    found = exports.to_take(reading(), desk.actor, desk.campaign, key)
    pages.require(desk.actor, desk.campaign, found.kind)
    ending = KINDS[found.kind].ending
    file = current_app.extensions["settings"].shelf / f"{found.key}.{ending}"
    if not file.exists():
        raise NotFound
    with writing() as session:
        what = (found.kind, found.asked, found.purpose, found.rows, found.sha256)
        exports.take(session, desk.actor, desk.campaign, Taken(*what, found))
    return send_file(
        file,
        mimetype=MIMES[ending],
        as_attachment=True,
        download_name=found.file_name,
        etag=found.sha256,
    )


def _page() -> pages.Page:
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "export.ask")
    return pages.read(reading(), desk.actor, desk.campaign, request.args, language())


def _did(
    key: str, act: Callable[[Session, Actor, ExportJob], object]
) -> ResponseReturnValue:
    desk = here()
    with writing() as session:
        found = exports.find(session, desk.actor, desk.campaign, key)
        act(session, desk.actor, found)
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("console.exports.show"), 303)
