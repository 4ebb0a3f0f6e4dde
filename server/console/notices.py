"""Notices: drafted from what a unit owes, approved by another, issued as a file."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    send_file,
    url_for,
)
from sqlalchemy.orm import Session

from media.store import Blob
from server.actions import access, exports
from server.actions.exports import PurposeMissing, Taken
from server.actions.notices import drafting, steps, ways
from server.actions.notices.drafting import Draft
from server.actions.notices.steps import Made, NoticeMoved
from server.console import notice_files
from server.console.asked import day, of_campaign, told
from server.console.desk import here
from server.console.files import handed, sha256
from server.console.pages import notices as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotFound
from server.models import Finding, Notice, NoticeState, Unit

blueprint = Blueprint("notices", __name__)
PATH = "/c/<campaign>/notices"
#: The steps of the office that are no more than a row and its event.
PLAIN = ("send_back", "withdraw", "ask_again", "close")


@blueprint.get(PATH)
def show() -> str:
    """List the notices."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "notice.read")
    page = pages.listed(reading(), desk.actor, desk.campaign, request.args)
    return render_template("notices.html", page=page)


@blueprint.get(f"{PATH}/new")
def new() -> str:
    """Offer what a unit owes to be put into a notice."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "notice.write")
    page = pages.new(reading(), desk.actor, desk.campaign, request.args)
    return render_template("notice_new.html", page=page)


@blueprint.post(PATH)
def draft() -> Response:
    """Begin a notice."""
    with writing() as session:
        desk = here()
        home = access.campaign(session, desk.actor, desk.code, "notice.write")
        given = _given(session, told("kind"), told("region"), _unit(session))
        key = drafting.draft(session, desk.actor, home, given).key
    return _back(key, "notice_drafted")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a notice to the office."""
    desk, found = here(), _found(reading(), key, "notice.read")
    open_ones = (NoticeState.DRAFTED, NoticeState.APPROVED)
    mark = notice_files.drawn(found).mark if found.state in open_ones else ""
    page = pages.for_office(reading(), desk.actor, desk.campaign, found, mark)
    return render_template("notice.html", page=page)


@blueprint.post(f"{PATH}/<key>")
def rewrite(key: str) -> Response:
    """Write a draft anew."""
    with writing() as session:
        found = _found(session, key, "notice.write")
        unit = session.get_one(Unit, found.unit_id)
        given = _given(session, found.kind, found.region_code, unit)
        drafting.rewrite(session, here().actor, found, given)
    return _back(key, "notice_written")


@blueprint.post(f"{PATH}/<key>/<step>")
def take(key: str, step: str) -> Response:
    """Take a step of the office."""
    if step not in ways.WAYS or ways.WAYS[step].by_unit:
        raise NotFound
    _found(reading(), key, "notice.write")
    if step == "issue":
        _issue(key)
    elif step == "approve":
        _approve(key)
    else:
        with writing() as session:
            found = _found(session, key, "notice.write")
            steps.take(session, here().actor, found, step, told("words"))
    return _back(key, f"notice_{step}")


@blueprint.get(f"{PATH}/<key>/paper.<any(docx, pdf):ending>")
def paper(key: str, ending: str) -> Response:
    """Hand out a notice, for a purpose: as issued, or as it would read now."""
    found = _found(reading(), key, "notice.write")
    purpose = request.args.get("purpose", "").strip()
    if not purpose:
        raise PurposeMissing
    return hand(found, ending, purpose)


@blueprint.get(f"{PATH}/<key>/files/<digest>")
def file(key: str, digest: str) -> Response:
    """Show the office a file that came with a unit's reply."""
    return attached(_found(reading(), key, "notice.read"), digest)


def hand(found: Notice, ending: str, purpose: str) -> Response:
    """Hand out a notice's file and write down who takes it."""
    out, name = notice_files.of(found, ending)
    what = Taken("issued_notice", {"notice": found.key}, purpose, 1, sha256(out))
    with writing() as session:
        exports.take(session, here().actor, here().campaign, what)
    return handed(out, name)


def attached(found: Notice, digest: str) -> Response:
    """Give a file of a reply; raises NotFound."""
    kept = notice_files.replied(found, digest)
    store = current_app.extensions["store"]
    stream = store.open(here().campaign.room, kept.sha256)
    return send_file(
        stream, mimetype=kept.mime, as_attachment=True, download_name=kept.name
    )


def _approve(key: str) -> None:
    """Approve what was looked at, and nothing that came in between."""
    drawn = notice_files.drawn(_found(reading(), key, "notice.write"))
    if told("seen") != drawn.mark:
        raise NoticeMoved
    with writing() as session:
        found = _found(session, key, "notice.write")
        steps.approve(session, here().actor, found, drawn.mark)


def _issue(key: str) -> None:
    """Issue what was approved: its files first, then its rows."""
    found = _found(reading(), key, "notice.write")
    ways.after(found.state, "issue")
    drawn, store = notice_files.drawn(found), current_app.extensions["store"]

    def put(out: BinaryIO) -> Blob:
        out.seek(0)
        blob: Blob = store.put(here().campaign.room, out)
        return blob

    made = BytesIO()
    drawn.docx(made)
    pdf = drawn.pdf()
    kept = Made(drawn.mark, put(made), put(pdf) if pdf else None)
    with writing() as session:
        found = _found(session, key, "notice.write")
        steps.issue(session, here().actor, found, kept)


def _found(session: Session, key: str, verb: str) -> Notice:
    return of_campaign(access.notice(session, here().actor, key, verb))


def _given(session: Session, kind: str, region: str, unit: Unit | None) -> Draft:
    keys = list(dict.fromkeys(request.form.getlist("finding")))
    if len(keys) > drafting.MOST:
        raise BadInput("notice_findings_many", most=drafting.MOST)
    findings = [_seen(session, key) for key in keys]
    return Draft(kind, region, unit, findings, day("due_on"), told("words"))


def _seen(session: Session, key: str) -> Finding:
    return of_campaign(access.finding(session, here().actor, key, "ledger.read"))


def _unit(session: Session) -> Unit | None:
    return session.scalar(Unit.of(here().campaign.id).where(Unit.code == told("unit")))


def _back(key: str, word: str) -> Response:
    place = url_for("console.notices.one", key=key)
    return say(Response(status=303, headers={"Location": place}), word)
