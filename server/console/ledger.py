"""The ledger, the findings that do not count yet, and what leaves the house."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.files import handed, room
from server.console.pages import ledger, worklist
from server.db import now, reading
from server.language import language
from server.models import Campaign
from server.reports import ledger as report
from server.reports.filters import LedgerFilter

blueprint = Blueprint("ledger", __name__)


@blueprint.get("/c/<campaign>/ledger")
def show() -> str:
    """Show the findings that count, as the address asks."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "ledger.read")
    page = ledger.read(reading(), desk.actor, desk.campaign, request.args, language())
    return render_template("ledger.html", page=page)


@blueprint.get("/c/<campaign>/findings")
def open_findings() -> str:
    """Show the findings that do not count, by where they stand."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "finding.read")
    page = worklist.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template("worklist.html", page=page)


@blueprint.get("/c/<campaign>/ledger.xlsx")
def xlsx() -> Response:
    """Hand out the ledger as filtered, with small pictures."""
    actor, campaign, chosen, at = here().actor, _exported(), _chosen(), now()
    store = current_app.extensions["store"]
    out = room()
    report.write_xlsx(out, reading(), store, actor, campaign, chosen, at)
    name = report.name_of_file(reading(), actor, campaign, chosen, at, "xlsx")
    return handed(out, name)


@blueprint.get("/c/<campaign>/ledger.csv")
def csv() -> Response:
    """Hand out the ledger as filtered, as CSV."""
    actor, campaign, chosen, at = here().actor, _exported(), _chosen(), now()
    out = room()
    report.write_csv(out, reading(), actor, campaign, chosen, at)
    name = report.name_of_file(reading(), actor, campaign, chosen, at, "csv")
    return handed(out, name)


def _exported() -> Campaign:
    desk = here()
    return access.campaign(reading(), desk.actor, desk.code, "ledger.export")


def _chosen() -> LedgerFilter:
    return LedgerFilter.read(request.args)
