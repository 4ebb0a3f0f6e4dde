"""How rows of categories and of a campaign's set-up are read: from the line alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.actions import visits
from server.actions.imports.plan import Known, Line
from server.actions.imports.rows import (
    ArrangementRow,
    CategoryRow,
    MilestoneRow,
    OutcomeRow,
    RoundRow,
    VisitRow,
)
from server.actions.life import due
from server.actions.milestones import LONGEST
from server.actions.outcomes import MOST as MOST_SUM
from server.actions.rounds import MOST
from server.db import now
from server.errors import BadInput
from server.models import HELD, VisitMode
from server.models.place import prefix


def category(line: Line, _known: Known) -> CategoryRow:
    """Read a kind of problem under its aspect; its place is told by its row."""
    return CategoryRow(
        line.needed("code", 16),
        line.needed("name", 60),
        line.needed("aspect_code", 16),
        line.needed("aspect_name", 60),
    )


def arrangement(line: Line, _known: Known) -> ArrangementRow:
    """Read part of a campaign's set-up."""
    line.needed("kind")
    row = ArrangementRow(
        line.choice("kind", ""),
        line.needed("name", 120),
        line.text("owner", 120),
        line.text("text", 4000),
        line.text("document", 200),
        _day(line, "from_on"),
        _day(line, "to_on"),
        line.text("part_of", 120),
        _people(line),
    )
    if row.people is not None and row.kind not in HELD:
        line.fail("people", "people_surplus")
    if row.kind == "member" and not row.part_of:
        line.fail("part_of", "empty")
    if row.kind != "member" and row.part_of:
        line.fail("part_of", "part_surplus")
    _in_order(line, "to_on", row.from_on, row.to_on)
    return row


def _people(line: Line) -> int | None:
    """Read how many came; None when nobody said."""
    return _sum(line, "people") if line.text("people") else None


def milestone(line: Line, _known: Known) -> MilestoneRow:
    """Read a task of the plan; what it waits for is looked up in the whole file."""
    row = MilestoneRow(
        line.needed("name", 120),
        line.text("owner", 120),
        _whole(line, "days", LONGEST),
        _day(line, "due_on"),
        line.text("after", 120),
        line.text("part", 120),
        _day(line, "done_on"),
    )
    if row.done_on > due.today(now()).isoformat():
        line.fail("done_on", "done_ahead")
    return row


def round_(line: Line, _known: Known) -> RoundRow:
    """Read a round of visits."""
    line.needed("from_on")
    line.needed("to_on")
    row = RoundRow(
        _whole(line, "no", MOST),
        line.text("name", 60),
        _day(line, "from_on"),
        _day(line, "to_on"),
    )
    _in_order(line, "to_on", row.from_on, row.to_on)
    return row


def visit(line: Line, known: Known) -> VisitRow:
    """Read a visit to be planned; what is planned already stays as it is."""
    given = line.needed("forms", 400).replace("；", ";").split(";")
    row = VisitRow(
        line.needed("team_code", 32),
        line.needed("site_name", 60),
        _place(line, known),
        tuple(one.strip() for one in given if one.strip()),
        line.choice("mode", VisitMode.UNANNOUNCED),
        _day(line, "planned_from"),
        _day(line, "planned_to"),
        _day(line, "secret_to"),
        _spot(line),
        line.text("plan_item", 120),
    )
    row = _as_kept(line, row)
    _check_visit(line, known, row)
    return row


def _spot(line: Line) -> str:
    """Read where a site is, however it was written; answer it as the store does."""
    try:
        return visits.spot_text(*visits.spot(line.text("spot", 60)))
    except BadInput as wrong:
        line.fail("spot", wrong.code, **wrong.values)
        return ""


def _as_kept(line: Line, row: VisitRow) -> VisitRow:
    """Leave out a last day of secrecy that says nothing more than the store keeps."""
    if row.secret_to and row.mode != VisitMode.UNANNOUNCED:
        line.note("secret_to", "secret_idle")
        return replace(row, secret_to="")
    return replace(row, secret_to="") if row.secret_to == row.planned_to else row


def outcome(line: Line, known: Known) -> OutcomeRow:
    """Read what became of a period in a region, as three sums."""
    line.needed("region_code")
    row = OutcomeRow(
        _place(line, known),
        _day(line, "since") or _missed(line, "since"),
        _day(line, "until") or _missed(line, "until"),
        *(_sum(line, name) for name in ("problems", "persons", "sanctions")),
    )
    if known.region_levels.get(row.region_code) in ("town", "village"):
        line.fail("region_code", "region_too_low", code=row.region_code)
    _in_order(line, "until", row.since, row.until)
    if row.sanctions > row.persons:
        told = {"persons": row.persons, "sanctions": row.sanctions}
        line.fail("sanctions", "sums_swapped", **told)
    return row


def _missed(line: Line, column: str) -> str:
    """Say that a day is needed, where there was none at all."""
    if not line.text(column):
        line.fail(column, "empty")
    return ""


def _sum(line: Line, column: str) -> int:
    value = line.needed(column)
    digits = value.lstrip("0")[:12] or "0"
    if value.isascii() and value.isdecimal() and int(digits) <= MOST_SUM:
        return int(digits)
    if value:
        line.fail(column, "sum_bad", value=value)
    return 0


def _check_visit(line: Line, known: Known, row: VisitRow) -> None:
    if row.team_code and row.team_code not in known.teams:
        line.fail("team_code", "team_unknown", code=row.team_code)
    for form_id in row.forms:
        if form_id not in known.forms:
            line.fail("forms", "form_unknown", form_id=form_id)
    if row.plan_item and f"plan_item {row.plan_item}" not in known.arrangements:
        line.fail("plan_item", "part_unknown", name=row.plan_item)
    _in_order(line, "planned_to", row.planned_from, row.planned_to)
    if known.visits.get(row.key, row) != row:
        line.fail("site_name", "visit_there")


def _in_order(line: Line, column: str, first: str, last: str) -> None:
    if first and last and last < first:
        line.fail(column, "days_turned")


def _place(line: Line, known: Known) -> str:
    """Read where a visit goes: a region of the campaign, filled up; empty for none."""
    code = line.text("region_code", 12)
    code = code.ljust(12, "0") if code.isdecimal() else code
    if code and code not in known.region_levels:
        line.fail("region_code", "region_unknown", code=code)
    elif code and not code.startswith(prefix(known.campaign_region)):
        line.fail("region_code", "region_outside", code=code)
    return code


def _whole(line: Line, column: str, most: int) -> int:
    """Read a whole number from 1 to `most`."""
    value = line.needed(column)
    whole = value.isascii() and value.isdecimal() and len(value) < 9
    if whole and 1 <= int(value) <= most:
        return int(value)
    if value:
        line.fail(column, "number_bad", value=value, most=most)
    return 0


def _day(line: Line, column: str) -> str:
    """Read a day, however a spreadsheet wrote it; answer it as ISO 8601."""
    value = line.text(column).replace("/", "-").replace(".", "-")[:10].strip()
    if not value:
        return ""
    try:
        year, month, day = map(int, value.split("-"))
        return date(year, month, day).isoformat()
    except ValueError:
        line.fail(column, "day_bad", value=value)
        return ""
