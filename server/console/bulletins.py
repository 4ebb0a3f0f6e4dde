"""Bulletins: drafted, looked at figure by figure, published, counted again."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

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

from server.actions import access, bulletins, exports
from server.actions.bulletins import FiguresMoved, Made, Words
from server.actions.exports import Taken
from server.console.asked import day, of_campaign, told
from server.console.desk import here
from server.console.files import handed, sha256
from server.console.pages import bulletins as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound, WrongState
from server.models import Bulletin, BulletinState, Campaign
from server.reports.kinds import FONTS

blueprint = Blueprint("bulletins", __name__)
PATH = "/c/<campaign>/bulletins"


@blueprint.get(PATH)
def show() -> str:
    """List the bulletins, and offer the next."""
    page = pages.listed(reading(), here().actor, _home("bulletin.read"))
    return render_template("bulletins.html", page=page)


@blueprint.post(PATH)
def draft() -> ResponseReturnValue:
    """Begin a bulletin."""
    with writing() as session:
        desk = here()
        home = access.campaign(session, desk.actor, desk.code, "bulletin.write")
        begun = bulletins.draft(session, desk.actor, home, told("region"), _words())
        key = begun.key
    return _back(key, "bulletin_drafted")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a draft as it would be published, or what was published, counted again."""
    page = pages.read(reading(), here().actor, here().campaign, _found(key))
    return render_template("bulletin.html", page=page)


@blueprint.post(f"{PATH}/<key>")
def rewrite(key: str) -> ResponseReturnValue:
    """Write a draft anew."""
    with writing() as session:
        bulletins.rewrite(session, here().actor, _own(session, key), _words())
    return _back(key, "bulletin_written")


@blueprint.get(f"{PATH}/<key>/publish")
def look(key: str) -> ResponseReturnValue:
    """Ask once more, with every figure, before it is published."""
    found = of_campaign(access.bulletin(reading(), here().actor, key, "bulletin.write"))
    if found.state != BulletinState.DRAFT:
        return redirect(url_for("console.bulletins.one", key=key), 303)
    page = pages.read(reading(), here().actor, here().campaign, found)
    return render_template("bulletin_publish.html", page=page)


@blueprint.post(f"{PATH}/<key>/publish")
def publish(key: str) -> ResponseReturnValue:
    """Publish what was looked at: its files first, then its rows."""
    found = of_campaign(access.bulletin(reading(), here().actor, key, "bulletin.write"))
    if found.state != BulletinState.DRAFT:
        raise WrongState
    page = pages.read(reading(), here().actor, here().campaign, found)
    if told("seen") != page.seen:
        raise FiguresMoved
    words = bulletins.words_of(found)
    files = [_put(_written(page, ending)) for ending in ("docx", "pdf")]
    made = Made(words, page.kept, *files)
    with writing() as session:
        bulletins.publish(session, here().actor, _own(session, key), made)
    return _back(key, "bulletin_published")


@blueprint.post(f"{PATH}/<key>/drop")
def drop(key: str) -> Response:
    """Drop a draft; the page offers to undo it."""
    with writing() as session:
        bulletins.drop(session, here().actor, _own(session, key))
    return _back(key, "bulletin_dropped")


@blueprint.post(f"{PATH}/<key>/take-up")
def take_up(key: str) -> Response:
    """Take a dropped draft up again."""
    with writing() as session:
        bulletins.take_up(session, here().actor, _own(session, key))
    return _back(key, "bulletin_taken_up")


@blueprint.get(f"{PATH}/<key>/paper.<any(docx, pdf):ending>")
def paper(key: str, ending: str) -> Response:
    """Hand out a draft as it is now, or the very file that was published."""
    found = of_campaign(access.bulletin(reading(), here().actor, key, "ledger.export"))
    if found.state == BulletinState.DROPPED:
        raise WrongState
    make = _kept if found.state == BulletinState.PUBLISHED else _as_it_reads
    out, name = make(found, ending), pages.file_name(found, ending)
    what = Taken("bulletin", {"bulletin": key}, told("purpose"), 1, sha256(out))
    with writing() as session:
        exports.take(session, here().actor, here().campaign, what)
    return handed(out, name)


@blueprint.get(f"{PATH}/<key>/figures/<name>")
def figure(key: str, name: str) -> ResponseReturnValue:
    """Open a figure: its rows in the ledger of that day, or here."""
    found = _found(key)
    rows = pages.rows(reading(), here().campaign, found, name)
    if rows is None:
        raise NotFound
    if rows.ledger:
        fields: dict[str, Any] = dict(rows.ledger)
        return redirect(url_for("console.ledger.show", **fields), 303)
    return render_template("bulletin_rows.html", page=rows)


def _home(verb: str) -> Campaign:
    return access.campaign(reading(), here().actor, here().code, verb)


def _found(key: str) -> Bulletin:
    return of_campaign(access.bulletin(reading(), here().actor, key, "bulletin.read"))


def _own(session: Session, key: str) -> Bulletin:
    return of_campaign(access.bulletin(session, here().actor, key, "bulletin.write"))


def _words() -> Words:
    return Words(
        told("title"), day("since"), day("until"), told("approach"), told("demands")
    )


def _kept(found: Bulletin, ending: str) -> BytesIO:
    """Take out a file as it was published; raises NotFound where there is none."""
    digest = found.sha256 if ending == "docx" else found.pdf_sha256
    if not digest:
        raise NotFound
    store = current_app.extensions["store"]
    with store.open(here().campaign.room, digest) as stream:
        return BytesIO(stream.read())


def _as_it_reads(found: Bulletin, ending: str) -> BytesIO:
    page = pages.read(reading(), here().actor, here().campaign, found)
    return _written(page, ending)


def _written(page: pages.Page, ending: str) -> BytesIO:
    """Write the document; what sets it is slow to load, so it is loaded when asked."""
    made = import_module("server.reports.bulletin.paper")
    pens = import_module("server.reports.letter.pens")
    out, begin = BytesIO(), pens.pen(ending, FONTS)
    made.write(out, page.scope, page.text, page.issuer, begin)
    out.seek(0)
    return out


def _put(out: BytesIO) -> str:
    kept = current_app.extensions["store"].put(here().campaign.room, out)
    return str(kept.sha256)


def _back(key: str, word: str) -> Response:
    place = url_for("console.bulletins.one", key=key)
    return say(Response(status=303, headers={"Location": place}), word)
