"""The search box of the console."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.pages import search
from server.db import reading

blueprint = Blueprint("search", __name__)


@blueprint.get("/c/<campaign>/search")
def show() -> str:
    """Show what holds the text, as far as it is this person's to see."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "campaign.read")
    text = request.args.get("q", "")
    page = search.read(reading(), desk.actor, desk.campaign, text)
    return render_template("search.html", page=page)
