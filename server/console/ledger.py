"""The ledger, the findings that do not count yet, and what leaves the house."""

from __future__ import annotations

from typing import BinaryIO

from flask import Blueprint, Response, current_app, render_template, request

from server.actions import access, exports
from server.actions.exports import Taken
from server.console.desk import here
from server.console.files import handed, room, sha256
from server.console.pages import across, ledger, worklist
from server.db import now, reading, writing
from server.language import language
from server.models import Campaign
from server.reports import ledger as report
from server.reports import vocabulary
from server.reports.filters import LedgerFilter
from server.reports.wanted import Wanted

blueprint = Blueprint("ledger", __name__)


@blueprint.get("/c/<campaign>/ledger")
def show() -> str:
    """Show the findings that count, as the address asks."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "ledger.read")
    page = ledger.read(reading(), desk.actor, desk.campaign, request.args, language())
    guests = across.guests(reading(), desk.actor, desk.campaign)
    told = {"names": vocabulary, "guests": guests}
    return render_template("ledger.html", page=page, **told)


@blueprint.get("/c/<campaign>/findings")
def open_findings() -> str:
    """Show the findings that do not count, by where they stand."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "submission.read")
    page = worklist.read(reading(), desk.actor, desk.campaign, request.args, language())
    return render_template("worklist.html", page=page)


@blueprint.get("/c/<campaign>/ledger.xlsx")
def xlsx() -> Response:
    """Hand out the ledger as filtered, with small pictures."""
    actor, campaign, chosen, at = here().actor, _exported(), _chosen(), now()
    store = current_app.extensions["store"]
    out = room()
    report.write_xlsx(out, reading(), store, actor, campaign, chosen, at)
    name = report.name_of_file(reading(), actor, campaign, chosen, at, "xlsx")
    return _taken("ledger", Wanted(reading(), actor, campaign, chosen, at), out, name)


@blueprint.get("/c/<campaign>/ledger.csv")
def csv() -> Response:
    """Hand out the ledger as filtered, as CSV."""
    actor, campaign, chosen, at = here().actor, _exported(), _chosen(), now()
    out = room()
    report.write_csv(out, reading(), actor, campaign, chosen, at)
    name = report.name_of_file(reading(), actor, campaign, chosen, at, "csv")
    return _taken("csv", Wanted(reading(), actor, campaign, chosen, at), out, name)


def _taken(kind: str, wanted: Wanted, out: BinaryIO, name: str) -> Response:
    """Hand out what was written, once it is noted who takes it."""
    purpose, count = request.args.get("purpose", ""), wanted.count
    what = Taken(kind, wanted.chosen.query(), purpose, count, sha256(out))
    with writing() as session:
        exports.take(session, wanted.actor, wanted.campaign, what)
    return handed(out, name)


def _exported() -> Campaign:
    desk = here()
    return access.campaign(reading(), desk.actor, desk.code, "ledger.export")


def _chosen() -> LedgerFilter:
    return LedgerFilter.read(request.args)
