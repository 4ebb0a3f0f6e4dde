"""Submissions of forms as a workbook or as CSV files.

One sheet for each form and one for each of its repeats, leading to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import LOCAL
from server.errors import BadInput
from server.models import Campaign, Form, Team
from server.reports import csv_file, xlsx
from server.reports.answers import Words
from server.reports.cells import file_name, sheet_names
from server.reports.form_sheets import FormSheets
from server.reports.sheet import Sheet
from server.reports.submission_filter import SubmissionFilter


class FormNotNamed(BadInput):
    """One CSV file holds one form; a workbook or a zip holds several."""

    code = "form_not_named"


def write_xlsx(
    out: BinaryIO,
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: SubmissionFilter,
    words: Words,
    at: datetime,
) -> None:
    """Write the submissions as one workbook."""
    xlsx.write(out, sheets(session, actor, campaign, chosen, words, at))


def write_csv(
    out: BinaryIO,
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: SubmissionFilter,
    words: Words,
    at: datetime,
) -> None:
    """Write one form's submissions as CSV, without the rows of its repeats.

    Raises FormNotNamed when several forms are chosen.
    """
    if len(_forms(session, campaign, chosen)) != 1:
        raise FormNotNamed
    csv_file.write(out, sheets(session, actor, campaign, chosen, words, at)[0])


def write_zip(
    out: BinaryIO,
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: SubmissionFilter,
    words: Words,
    at: datetime,
) -> None:
    """Write every sheet as a CSV file of its own, in a zip."""
    made = sheets(session, actor, campaign, chosen, words, at)
    csv_file.write_archive(out, made)


def name_of_file(
    campaign: Campaign, chosen: SubmissionFilter, at: datetime, ending: str
) -> str:
    """Name the export: campaign, form, team, day."""
    day = f"{at.astimezone(LOCAL):%Y%m%d}"
    parts = (campaign.name[:40], "填报记录", chosen.form_id[:20], chosen.team, day)
    return file_name("_".join(part for part in parts if part), ending)


def sheets(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: SubmissionFilter,
    words: Words,
    at: datetime,
) -> list[Sheet]:
    """Describe the sheets of every form that is chosen."""
    told = _subtitle(session, actor, campaign, chosen, at)
    books = [
        FormSheets(session, campaign, form, words, access.entries(actor, campaign))
        for form in _forms(session, campaign, chosen)
    ]
    names = sheet_names([name for book in books for name in book.wanted_names()])
    selection = chosen.select(actor, campaign)
    return [sheet for book in books for sheet in book.sheets(selection, names, told)]


def _subtitle(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: SubmissionFilter,
    at: datetime,
) -> str:
    return "　".join(
        (
            f"统计截止：{at.astimezone(LOCAL):%Y-%m-%d %H:%M}",
            f"察访组：{_team(session, actor, campaign, chosen.team)}",
            "坐标：WGS-84 与 GCJ-02",
        )
    )


def _team(session: Session, actor: Actor, campaign: Campaign, code: str) -> str:
    """Name the chosen team; one that the actor may not see stays a code."""
    if not code:
        return "全部"
    named = access.teams(actor, campaign).where(Team.code == code)
    return session.scalar(named.with_only_columns(Team.name)) or code


def _forms(
    session: Session, campaign: Campaign, chosen: SubmissionFilter
) -> Sequence[Form]:
    wanted = Form.of(campaign.id)
    if chosen.form_id:
        wanted = wanted.where(Form.form_id == chosen.form_id)
    return session.scalars(wanted).all()
