"""`chafang export`: the ledger and the submissions as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions.access import SYSTEM
from server.actions.exports import Taken
from server.cli import sheets
from server.cli.place import office
from server.cli.told import Told, command
from server.cli.written import OUT, PURPOSE, fits, home, noted, whole
from server.db import now, reading
from server.errors import NotFound
from server.models import Campaign, Form
from server.reports import ledger, submissions
from server.reports.answers import Words
from server.reports.filters import LedgerFilter
from server.reports.submission_filter import SubmissionFilter

LEDGER = (".xlsx", ".csv")
WRITERS = {
    ".xlsx": submissions.write_xlsx,
    ".csv": submissions.write_csv,
    ".zip": submissions.write_zip,
}


def hang(main: click.Group) -> None:
    """Add the exports."""

    @main.group("export")
    def export() -> None:
        """Write files for the office; the ending of --out says which kind."""

    sheets.hang(export)

    @command(export, "ledger")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="Only this team's findings.")
    @click.option("--form", default="", help="Only findings that this form gave.")
    @PURPOSE
    @click.option("--out", type=OUT, required=True)
    def export_ledger(
        code: str | None, team: str, form: str, purpose: str, out: Path
    ) -> Told:
        """Write the ledger (问题台账) as .xlsx or .csv."""
        fits(out, LEDGER)
        chosen = LedgerFilter(team=team, form=form)
        with office() as app:
            session, store = reading(), app.extensions["store"]
            campaign = _home(session, code, team, form)
            with whole(out) as file:
                if out.suffix == ".xlsx":
                    ledger.write_xlsx(
                        file, session, store, SYSTEM, campaign, chosen, now()
                    )
                else:
                    ledger.write_csv(file, session, SYSTEM, campaign, chosen, now())
            count = _count(session, chosen.select(SYSTEM, campaign))
            what = Taken(out.suffix[1:], chosen.query(), purpose, count)
            return noted(campaign, what, out)

    _submissions(export)


def _submissions(export: click.Group) -> None:
    @command(export, "submissions")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="Only this team's submissions.")
    @click.option("--form", default="", help="Only this form's submissions.")
    @PURPOSE
    @click.option("--out", type=OUT, required=True)
    def export_submissions(
        code: str | None, team: str, form: str, purpose: str, out: Path
    ) -> Told:
        """Write submissions as .xlsx, .csv (one form, no repeats) or .zip of CSVs."""
        fits(out, tuple(WRITERS))
        chosen = SubmissionFilter(form_id=form, team=team)
        with office():
            session, write = reading(), WRITERS[out.suffix]
            campaign = _home(session, code, team, form)
            with whole(out) as file:
                write(file, session, SYSTEM, campaign, chosen, Words.LABELS, now())
            count = _count(session, chosen.select(SYSTEM, campaign))
            asked = {"form": form, "team": team}
            return noted(campaign, Taken("submissions", asked, purpose, count), out)


def _home(session: Session, code: str | None, team: str, form: str) -> Campaign:
    """Find the campaign; a team and a form that are named must be its own."""
    found = home(session, code, team)
    if form and not session.scalar(_form(found, form)):
        raise NotFound("form_not_here", named=form)
    return found


def _form(home: Campaign, form_id: str) -> Select[Form]:
    return Form.of(home.id).where(Form.form_id == form_id)


def _count(session: Session, chosen: Select[Any]) -> int:
    rows = chosen.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0
