"""`chafang export`: the ledger and the submissions as files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions.access import SYSTEM
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import now, reading
from server.errors import BadInput, NotFound
from server.models import Campaign, Form
from server.reports import ledger, submissions
from server.reports.answers import Words
from server.reports.filters import LedgerFilter
from server.reports.submission_filter import SubmissionFilter

OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
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

    @command(export, "ledger")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="Only this team's findings.")
    @click.option("--out", type=OUT, required=True)
    def export_ledger(code: str | None, team: str, out: Path) -> Told:
        """Write the ledger (问题台账) as .xlsx or .csv."""
        _fits(out, LEDGER)
        chosen = LedgerFilter(team=team)
        with office() as app:
            session, store = reading(), app.extensions["store"]
            home = _home(session, code, team)
            with _whole(out) as file:
                if out.suffix == ".xlsx":
                    ledger.write_xlsx(file, session, store, SYSTEM, home, chosen, now())
                else:
                    ledger.write_csv(file, session, SYSTEM, home, chosen, now())
            count = _count(session, chosen.select(SYSTEM, home))
        return _written(out, count)

    @command(export, "submissions")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="Only this team's submissions.")
    @click.option("--form", default="", help="Only this form's submissions.")
    @click.option("--out", type=OUT, required=True)
    def export_submissions(code: str | None, team: str, form: str, out: Path) -> Told:
        """Write submissions as .xlsx, .csv (one form, no repeats) or .zip of CSVs."""
        _fits(out, tuple(WRITERS))
        chosen = SubmissionFilter(form_id=form, team=team)
        with office():
            session, write = reading(), WRITERS[out.suffix]
            home = _home(session, code, team)
            if form and not session.scalar(_form(home, form)):
                raise NotFound("form_not_here", named=form)
            with _whole(out) as file:
                write(file, session, SYSTEM, home, chosen, Words.LABELS, now())
            count = _count(session, chosen.select(SYSTEM, home))
        return _written(out, count)


@contextmanager
def _whole(out: Path) -> Iterator[BinaryIO]:
    """Open a file to write; it takes its name, and another's place, once whole."""
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _home(session: Session, code: str | None, team: str) -> Campaign:
    """Find the campaign; a team that is named must be one of its teams."""
    home = place.campaign(session, code)
    if team:
        place.team(session, home, team)
    return home


def _form(home: Campaign, form_id: str) -> Select[Form]:
    return Form.of(home.id).where(Form.form_id == form_id)


def _fits(out: Path, endings: tuple[str, ...]) -> None:
    if out.suffix not in endings:
        raise BadInput("file_ending", endings=" ".join(endings))


def _count(session: Session, chosen: Select[Any]) -> int:
    rows = chosen.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def _written(out: Path, count: int) -> Told:
    facts = {"file": str(out), "rows": count, "bytes": out.stat().st_size}
    return Told(facts, [f"已导出 {count} 条：{out}"])
