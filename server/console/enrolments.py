"""Sheets of codes: for many phones at once, to be printed and cut."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.orm import Session

from server.actions import access, invitations
from server.actions.invitations import Wish
from server.console.asked import told
from server.console.desk import here
from server.console.files import handed, room
from server.console.pages import protection
from server.db import now, reading, writing
from server.errors import BadInput, NotAllowed
from server.models import Team
from server.reports.enrolment_sheet import cards as sheet_cards

blueprint = Blueprint("enrolments", __name__)
PATH = "/c/<campaign>/enrolments"


@blueprint.get(PATH)
def show() -> str:
    """Ask for which teams, for whom and for how long."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "device.enrol")
    teams = protection.own_teams(reading(), desk.actor, desk.campaign)
    return render_template("enrolments.html", teams=teams, of=invitations)


@blueprint.post(PATH)
def sheet() -> Response:
    """Make the codes and hand out the sheet; it is shown this once."""
    from server.reports.enrolment_sheet import pdf  # noqa: PLC0415 - slow to load

    fonts = Path(current_app.static_folder or "") / "fonts"
    pdf.require(fonts)
    with writing() as session:
        chosen = set(request.form.getlist("teams"))
        teams = [one for one in _teams(session) if not chosen or one.key in chosen]
        made, until = invitations.invite(session, here().actor, teams, _wish())
        cards = sheet_cards.of(current_app.extensions["settings"].base_url, made)
    out, title = room(), here().campaign.name
    pdf.write(out, title, cards, until, fonts)
    return handed(out, f"手机登记码_{now():%Y%m%d}.pdf")


def _teams(session: Session) -> list[Team]:
    """List the teams for whose phones this person may make codes."""
    desk = here()
    found = protection.own_teams(session, desk.actor, desk.campaign)
    if not found:
        raise NotAllowed
    return found


def _wish() -> Wish:
    return Wish(told("whom"), _number("a_team"), _number("days"))


def _number(field: str) -> int:
    text = told(field).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise BadInput("number_bad", value=text[:40])
    return int(text)
