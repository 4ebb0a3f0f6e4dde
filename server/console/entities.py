"""Entity lists: their entries, versions side by side, conflicts, files in and out."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms.entity_list import file_of
from server.actions import access, entity_lists, exports
from server.actions.entities import brought_lists, deciding, saying, waiting
from server.actions.exports import Taken
from server.console.asked import managed, told
from server.console.desk import here
from server.console.files import handed, sha256
from server.console.pages import entities
from server.console.pages import entity_lists as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotAllowed
from server.models import Entity, EntityList, EntityWait, Sharing

blueprint = Blueprint("entities", __name__)
PATH = "/c/<campaign>/lists"
ONE = f"{PATH}/<name>"
ENTRY = f"{ONE}/<key>"
#: Spreadsheets take a CSV for UTF-8 only with this before it.
MARK = b"\xef\xbb\xbf"


@blueprint.get(PATH)
def show() -> str:
    """Show the lists of the campaign."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "entity.read")
    page = pages.lists(reading(), desk.actor, desk.campaign)
    return render_template("entity_lists.html", page=page)


@blueprint.post(f"{PATH}/keep")
def keep() -> ResponseReturnValue:
    """Keep a list that forms brought as one of the campaign's own."""
    name = told("name")
    with writing() as session:
        brought_lists.keep(session, here().actor, managed(session), name)
    return _to(url_for("console.entities.of_list", name=name), "entities_kept")


@blueprint.get(ONE)
def of_list(name: str) -> str:
    """Show the entries of a list, conflicts first."""
    desk, of = here(), _list(reading(), name)
    page = pages.one(reading(), desk.actor, desk.campaign, of, request.args)
    return render_template("entity_list.html", page=page)


@blueprint.get(f"{ONE}.csv")
def take(name: str) -> Response:
    """Hand out a list as CSV; who took it is written down."""
    desk, of = here(), _list(reading(), name)
    if not access.exports(desk.actor, desk.campaign):
        raise NotAllowed
    content, rows = pages.csv_of(reading(), desk.actor, desk.campaign, of)
    out = io.BytesIO(MARK + content)
    what = Taken("entity_list", {"list": name}, "", rows, sha256(out))
    with writing() as session:
        exports.take(session, desk.actor, desk.campaign, what)
    return handed(out, file_of(name))


@blueprint.post(f"{ONE}/share")
def share(name: str) -> ResponseReturnValue:
    """Choose whose phones have the entries."""
    wanted = told("sharing")
    if wanted not in tuple(Sharing):
        raise BadInput
    with writing() as session:
        managed(session)
        of = _list(session, name)
        entity_lists.share(session, here().actor, of, Sharing(wanted))
    return _to(url_for("console.entities.of_list", name=name), "entities_shared")


@blueprint.post(f"{ONE}/add")
def add(name: str) -> ResponseReturnValue:
    """Add one entry by hand."""
    with writing() as session:
        managed(session)
        of = _list(session, name)
        values = _values(of)
        made = deciding.add(session, here().actor, of, told("name"), values)
        key = made.key
    return _to(_entry_url(name, key), "entity_added")


@blueprint.get(ENTRY)
def one(name: str, key: str) -> str:
    """Show the versions of an entry side by side."""
    desk, of = here(), _list(reading(), name)
    entity = access.entity(reading(), desk.actor, of, key, "entity.read")
    page = entities.read(reading(), desk.actor, desk.campaign, of, entity, request.args)
    return render_template("entity.html", page=page)


@blueprint.post(f"{ENTRY}/settle")
def settle(name: str, key: str) -> ResponseReturnValue:
    """Say how an entry is, having looked at its versions."""
    seen = told("seen")
    if not (seen.isascii() and seen.isdecimal() and len(seen) < 9):
        raise BadInput
    with writing() as session:
        entity, of = _entry(session, name, key), _list(session, name)
        values = _values(of)
        deciding.settle(session, here().actor, entity, values, int(seen))
    return _to(_entry_url(name, key), "entity_settled")


@blueprint.post(f"{ENTRY}/delete")
def delete(name: str, key: str) -> ResponseReturnValue:
    """Take an entry off the list."""
    with writing() as session:
        deciding.delete(session, here().actor, _entry(session, name, key))
    return _to(_entry_url(name, key), "entity_deleted")


@blueprint.post(f"{ENTRY}/restore")
def restore(name: str, key: str) -> ResponseReturnValue:
    """Put an entry back onto the list."""
    with writing() as session:
        deciding.restore(session, here().actor, _entry(session, name, key))
    return _to(_entry_url(name, key), "entity_restored")


@blueprint.post(f"{ONE}/waits/<key>/apply")
def apply_wait(name: str, key: str) -> ResponseReturnValue:
    """Apply what waits on whatever is there now."""
    with writing() as session:
        saying.alone(session, here().campaign.id)
        waiting.apply_now(session, here().actor, _wait(session, name, key))
    return _to(url_for("console.entities.of_list", name=name), "entity_wait_applied")


@blueprint.post(f"{ONE}/waits/<key>/drop")
def drop_wait(name: str, key: str) -> ResponseReturnValue:
    """Put aside what waits."""
    with writing() as session:
        waiting.drop(session, here().actor, _wait(session, name, key))
    return _to(url_for("console.entities.of_list", name=name), "entity_wait_dropped")


def _list(session: Session, name: str) -> EntityList:
    return access.entity_list(session, here().actor, here().campaign, name)


def _entry(session: Session, name: str, key: str) -> Entity:
    of = _list(session, name)
    return access.entity(session, here().actor, of, key, "entity.write")


def _wait(session: Session, name: str, key: str) -> EntityWait:
    of = _list(session, name)
    return access.entity_wait(session, here().actor, of, key, "entity.write")


def _values(of: EntityList) -> dict[str, str]:
    """Read what the form says of the label and of each property."""
    known = ("label", *of.properties)
    fields = {name: request.form.get(f"p-{name}") for name in known}
    return {name: text for name, text in fields.items() if text is not None}


def _entry_url(name: str, key: str) -> str:
    return url_for("console.entities.one", name=name, key=key)


def _to(place: str, word: str) -> ResponseReturnValue:
    return say(Response(status=303, headers={"Location": place}), word)
