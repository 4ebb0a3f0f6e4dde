"""Sums over campaigns, and where a finding counts as well."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, also_counts
from server.console.asked import of_campaign, told
from server.console.desk import here
from server.console.pages import across
from server.console.said import say
from server.db import reading, writing
from server.models import Finding
from server.reports.filters import LedgerFilter

blueprint = Blueprint("across", __name__)
PATH = "/c/<campaign>/across"
MARKS = "/c/<campaign>/findings/<key>/also-counts"


@blueprint.get(PATH)
def show() -> str:
    """Show what counts in each campaign, and once over all of them."""
    _looks()
    page = across.read(reading(), here().actor, _as_of())
    return render_template("across.html", page=page)


@blueprint.get(f"{PATH}/findings")
def findings() -> str:
    """Show the findings behind one of the sums."""
    _looks()
    page = across.listed(reading(), here().actor, request.args, _as_of())
    return render_template("across_findings.html", page=page)


@blueprint.post(MARKS)
def mark(key: str) -> Response:
    """Let a finding count in another campaign too."""
    with writing() as session:
        also_counts.mark(session, here().actor, _own(session, key), told("other"))
    return _back(key, "also_counts")


@blueprint.post(f"{MARKS}/<mark>/end")
def end(key: str, mark: str) -> Response:
    """Let it no longer count there."""
    with writing() as session:
        also_counts.end(session, here().actor, _own(session, key), mark)
    return _back(key, "also_counts_ended")


def _looks() -> None:
    access.campaign(reading(), here().actor, here().code, "overview.read")


def _own(session: Session, key: str) -> Finding:
    return of_campaign(access.finding(session, here().actor, key, also_counts.VERB))


def _as_of() -> date | None:
    return LedgerFilter.read({"as_of": request.args.get("as_of", "")}).as_of


def _back(key: str, word: str) -> Response:
    place = url_for("console.findings.show", key=key)
    return say(Response(status=303, headers={"Location": place}), word)
