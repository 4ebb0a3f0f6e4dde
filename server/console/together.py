"""What is done to a selection of the ledger at once: assign it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import together
from server.actions.life.together import Outcome
from server.console.asked import day, of_campaign, told
from server.console.desk import here
from server.console.pages import together as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.models import Finding

blueprint = Blueprint("together", __name__)
PATH = "/c/<campaign>/ledger/assign"


@blueprint.get(PATH)
def ask() -> str:
    """Ask once what is to be put right by all of the selection."""
    keys = request.args.getlist("finding")
    chosen = _chosen(reading(), here().actor, keys)
    page = pages.read(reading(), here().campaign, chosen)
    return render_template("ledger/assign.html", page=page)


@blueprint.post(PATH)
def assign() -> Response:
    """Assign the selection, and say how many were and why others were not."""
    keys = request.form.getlist("finding")
    with writing() as session:
        chosen = _chosen(session, here().actor, keys)
        done = together.assign(
            session, here().actor, chosen, told("requirement"), day("due_on")
        )
    place = url_for("console.ledger.show")
    answer = Response(status=303, headers={"Location": place})
    return say(answer, "assigned_together", _said(done))


def _chosen(session: Session, actor: Actor, keys: Sequence[str]) -> list[Finding]:
    """Find the selection; one that is not the actor's to assign refuses them all."""
    once = list(dict.fromkeys(keys))
    if not 0 < len(once) <= pages.MOST:
        raise BadInput("selection_wrong", most=pages.MOST)
    return [
        of_campaign(access.finding(session, actor, key, "finding.assign"))
        for key in once
    ]


def _said(done: Outcome) -> str:
    """Say how many were assigned, and how many were not, and why."""
    missing = done.refused.get("unit_missing", 0)
    others = sum(done.refused.values()) - missing
    words = [str(_("%(n)s 件", n=done.assigned))]
    if missing:
        words.append(_("%(n)s 件缺责任单位未交办", n=missing))
    if others:
        words.append(_("%(n)s 件状态不符未交办", n=others))
    return str(_("，")).join(words)
