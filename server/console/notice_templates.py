"""The templates of notices: taken home, replaced after a trial, gone back from."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from server.actions import access
from server.actions.life.work import Stored
from server.actions.notices import templates
from server.console import notice_files
from server.console.asked import managed, office
from server.console.desk import here
from server.console.files import KINDS, handed
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotFound
from server.models import Notice, NoticeKind, NoticeTemplate

blueprint = Blueprint("notice_templates", __name__)
PATH = "/c/<campaign>/notices/templates"
LARGEST = 5_000_000


@blueprint.get(PATH)
def show() -> str:
    """Show which template holds for each kind, and what it may name."""
    fields: Any = import_module("server.reports.notices.fields")
    own = reading().scalars(NoticeTemplate.in_use(office().id))
    return render_template(
        "notice_templates.html",
        kinds=tuple(NoticeKind),
        own={one.kind: one for one in own},
        fields=fields,
    )


@blueprint.get(f"{PATH}/<kind>.docx")
def take(kind: str) -> Response:
    """Hand out the template that holds."""
    home, out = office(), BytesIO()
    own = templates.in_use(reading(), home, _known(kind))
    if own is None:
        shipped: Any = import_module("server.reports.notices.shipped")
        shipped.template(out, NoticeKind(kind), notice_files.matter().issuer)
        return handed(out, f"{kind}.docx")
    out.write(notice_files.content(own))
    return handed(out, own.name)


@blueprint.post(f"{PATH}/<kind>")
def replace(kind: str) -> Response:
    """Let a document hold, once it was filled with real values; raises BadTemplate."""
    office()
    name, content = _sent()
    _try(_known(kind), content)
    blob = current_app.extensions["store"].put(here().campaign.room, BytesIO(content))
    brought = Stored(name, blob.sha256, blob.size, KINDS["docx"])
    with writing() as session:
        templates.replace(session, here().actor, managed(session), kind, brought)
    return _back("notice_template_brought")


@blueprint.post(f"{PATH}/<kind>/ours")
def go_back(kind: str) -> Response:
    """Let the shipped template hold again."""
    with writing() as session:
        templates.go_back(session, here().actor, managed(session), _known(kind))
    return _back("notice_template_ended")


def _sent() -> tuple[str, bytes]:
    sent = request.files.get("template")
    if sent is None or not sent.filename:
        raise BadInput("notice_template_missing")
    content = sent.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadInput("notice_template_large")
    name = sent.filename.rpartition("/")[2][:200]
    return name if name.endswith(".docx") else f"{name}.docx", content


def _try(kind: str, content: bytes) -> None:
    """Fill a template with what the newest notice of its kind says, and ugly words."""
    own: Any = import_module("server.reports.notices.own")
    fields: Any = import_module("server.reports.notices.fields")
    own.check(content)
    newest = access.notices(here().actor, here().campaign).where(Notice.kind == kind)
    found = reading().scalar(newest.limit(1))
    about = notice_files.matter()
    real = notice_files.drawn(found).values if found else fields.example(about)
    own.fill(BytesIO(), content, fields.trial(real))


def _known(kind: str) -> str:
    if kind not in set(NoticeKind):
        raise NotFound
    return kind


def _back(word: str) -> Response:
    place = url_for("console.notice_templates.show")
    return say(Response(status=303, headers={"Location": place}), word)
