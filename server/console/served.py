"""Notices on the desk of the unit that they are to: read, acknowledged, answered."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.notices import steps, ways
from server.console import notices
from server.console.asked import told
from server.console.brought import stored
from server.console.desk import here
from server.console.pages import notices as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import Notice

blueprint = Blueprint("served", __name__)
PATH = "/c/<campaign>/tasks/notices/<key>"
#: Why a unit takes what was sent to it.
PURPOSE = "本单位办理"


@blueprint.get(PATH)
def one(key: str) -> str:
    """Show a notice to its unit."""
    page = pages.for_unit(reading(), _own(reading(), key))
    return render_template("notice_own.html", page=page)


@blueprint.post(f"{PATH}/<step>")
def answer(key: str, step: str) -> Response:
    """Take a step of the unit; what it brings is stored before it is written."""
    if step not in ways.WAYS or not ways.WAYS[step].by_unit:
        raise NotFound
    ways.after(_own(reading(), key).state, step)
    files = stored(here().campaign, "files")
    with writing() as session:
        found = _own(session, key)
        if step == "reply":
            steps.reply(session, here().actor, found, told("words"), files)
        else:
            steps.take(session, here().actor, found, step)
    place = url_for("console.served.one", key=key)
    said = f"notice_{step}"
    return say(Response(status=303, headers={"Location": place}), said)


@blueprint.get(f"{PATH}/paper.<any(docx, pdf):ending>")
def paper(key: str, ending: str) -> Response:
    """Hand out a notice to its unit, as it was issued."""
    return notices.hand(_own(reading(), key), ending, PURPOSE)


@blueprint.get(f"{PATH}/files/<digest>")
def file(key: str, digest: str) -> Response:
    """Show a unit a file that came with its own reply."""
    return notices.attached(_own(reading(), key), digest)


def _own(session: Session, key: str) -> Notice:
    mine = access.served(here().actor, here().campaign)
    found = session.scalar(mine.where(Notice.key == key))
    if found is None:
        raise NotFound
    return found
