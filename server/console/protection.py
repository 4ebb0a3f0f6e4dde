"""Phones that are locked, or whose work came in a file."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import Any, BinaryIO

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
from sqlalchemy import select
from sqlalchemy.orm import Session

from media.store import Store
from server.actions import access, bundles, openings
from server.actions.bundles import Bundle
from server.console.asked import in_page, of_campaign
from server.console.desk import here
from server.console.files import room
from server.console.pages import protection as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, Incomplete, NotFound
from server.models import Campaign, Device, KeptDraft, Opening, Team
from server.sealing import Opener

blueprint = Blueprint("protection", __name__)


@blueprint.url_value_preprocessor
def _let_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a larger file come in than phones may send; more goes by the command."""
    if endpoint == "console.protection.bring":
        request.max_content_length = bundles.LARGEST


@blueprint.get("/c/<campaign>/phones")
def show() -> str:
    """Show the phones that ask to be opened, and take a bundle."""
    return render_template("phones.html", page=_page(reading()))


@blueprint.post("/c/<campaign>/openings/<key>/grant")
def grant(key: str) -> Response:
    """Let a phone have its key back."""
    opener: Opener = current_app.extensions["sealing"]
    with writing() as session:
        openings.grant(session, here().actor, opener, _opening(session, key))
    return _back("opening_granted")


@blueprint.post("/c/<campaign>/openings/<key>/refuse")
def refuse(key: str) -> Response:
    """Leave a phone locked."""
    with writing() as session:
        openings.refuse(session, here().actor, _opening(session, key))
    return _back("opening_refused")


@blueprint.post("/c/<campaign>/phones/bundle")
def bring() -> ResponseReturnValue:
    """Bring a bundle in, and say what became of each form in it."""
    _anybodys_phones()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Incomplete("file_missing")
    opener: Opener = current_app.extensions["sealing"]
    with bundles.opened(opener, sent.stream) as bundle:
        device = _maker(reading(), bundle) or _stand_in(bundle)
        into = bundles.Office(current_app.extensions["store"], here().actor, writing)
        done = bundles.bring(into, reading(), device, bundle)
        said = pages.report(sent.filename, bundle.made_at, device.label, done)
    if in_page():
        return render_template("phones/_report.html", report=said)
    return render_template("phones.html", page=_page(reading()), report=said)


@blueprint.post("/c/<campaign>/drafts/<key>/take")
def take(key: str) -> Response:
    """Take a draft in as it stands."""
    with writing() as session:
        draft = _draft(session, key)
        taken = bundles.take_in(session, here().actor, draft).key
    place = url_for("console.review.show", key=taken)
    return say(Response(status=303, headers={"Location": place}), "draft_taken")


@blueprint.get("/c/<campaign>/drafts/<key>.zip")
def download(key: str) -> Response:
    """Give a draft as it was saved: its answers and its photos."""
    draft = _draft(reading(), key)
    name = f"{draft.title or draft.form_id}.zip"
    return send_file(_packed(draft), as_attachment=True, download_name=name)


def _page(session: Session) -> pages.Page:
    page = pages.read(session, here().actor, here().campaign)
    if not page.teams:
        raise NotFound
    return page


def _anybodys_phones() -> None:
    """Ask who it is before a large file is read."""
    if not pages.own_teams(reading(), here().actor, here().campaign):
        raise NotFound


def _opening(session: Session, key: str) -> Opening:
    found = session.scalar(select(Opening).where(Opening.key == key).with_for_update())
    if found is None:
        raise NotFound
    _own_phone(session, session.get_one(Device, found.device_id))
    return found


def _draft(session: Session, key: str) -> KeptDraft:
    found = session.scalar(select(KeptDraft).where(KeptDraft.key == key))
    if found is None:
        raise NotFound
    _own_phone(session, session.get_one(Device, found.device_id))
    return found


def _own_phone(session: Session, device: Device) -> None:
    team = session.get_one(Team, device.team_id)
    of_campaign(access.team(session, here().actor, team.key, "device.enrol"))


def _maker(session: Session, bundle: Bundle) -> Device | None:
    device = bundles.maker(session, bundle)
    if device is None:
        return None
    if device.campaign_id != here().campaign.id:
        home = session.get_one(Campaign, device.campaign_id)
        may_know = access.may(here().actor, "campaign.read", home)
        raise BadInput("bundle_elsewhere", named=home.name if may_know else "…")
    _own_phone(session, device)
    return device


def _stand_in(bundle: Bundle) -> Device:
    key = request.form.get("team", "")
    if not key:
        raise Incomplete("bundle_of_nobody")
    with writing() as session:
        team = of_campaign(access.team(session, here().actor, key, "device.enrol"))
        label = bundle.device_label
        made = bundles.stand_in(session, here().actor, team, label).id
    return reading().get_one(Device, made)


def _packed(draft: KeptDraft) -> BinaryIO:
    store: Store = current_app.extensions["store"]
    made = room()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("draft.xml", draft.xml)
        archive.writestr("aside.json", json.dumps(draft.aside, ensure_ascii=False))
        for number, file in enumerate(draft.files):
            with (
                store.open(here().campaign.room, file["sha256"]) as stream,
                archive.open(f"photos/{number:03}{_ending(file)}", "w") as part,
            ):
                shutil.copyfileobj(stream, part)
    made.seek(0)
    return made


def _ending(file: dict[str, Any]) -> str:
    kinds = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
    return kinds.get(file["mime"], "")


def _back(said: str) -> Response:
    place = url_for("console.protection.show")
    return say(Response(status=303, headers={"Location": place}), said)
