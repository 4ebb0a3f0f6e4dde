"""The first page of a campaign: what waits, and where it stands."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from server.console.desk import here
from server.console.pages import menu, start
from server.db import reading

blueprint = Blueprint("start", __name__)


@blueprint.get("/c/<campaign>/")
def show() -> ResponseReturnValue:
    """Show what waits for this person and the campaign's figures."""
    desk = here()
    first = menu.first(desk.actor, desk.campaign)
    if first != request.path:
        return redirect(first, 303)
    return render_template(
        "start.html", page=start.read(reading(), desk.actor, desk.campaign)
    )
