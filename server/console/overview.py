"""The wall chart (挂图作战): where the campaign stands, every figure a door."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from server.actions import access, county_map
from server.console.asked import managed, office
from server.console.desk import here
from server.console.pages import changes, overview, places
from server.console.said import say
from server.db import reading, writing
from server.reports import vocabulary

blueprint = Blueprint("overview", __name__)


@blueprint.get("/c/<campaign>/overview")
def show() -> str:
    """Show the figures by county, stage and category, as the address asks."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "overview.read")
    page = overview.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template(
        "overview.html", page=page, colours=overview.COLOURS, names=vocabulary
    )


@blueprint.post("/c/<campaign>/overview/map")
def bring_map() -> Response:
    """Draw the counties from a file of the office's own."""
    campaign = office()
    sent = request.files.get("file")
    content, name = (sent.read(), sent.filename or "") if sent else (b"", "")
    counties = reading().scalars(places.counties(campaign))
    drawn = county_map.read(content, {one.code: one.name for one in counties})
    with writing() as session:
        county_map.keep(session, here().actor, managed(session), drawn, name)
    return _back("map_kept")


@blueprint.post("/c/<campaign>/overview/map/drop")
def drop_map() -> Response:
    """Go back to tiles."""
    with writing() as session:
        county_map.drop(session, here().actor, managed(session))
    return _back("map_dropped")


def _back(word: str) -> Response:
    place = url_for("console.overview.show")
    return say(Response(status=303, headers={"Location": place}), word)


@blueprint.get("/c/<campaign>/changes")
def compare() -> str:
    """Show what changed between the ends of two days."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "ledger.read")
    page = changes.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template("changes.html", page=page)
