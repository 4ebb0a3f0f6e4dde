"""A past ledger bears the names of its day, whatever things are called now."""

import csv
import io
from datetime import UTC, date, datetime

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from server.actions import access, imports, taxonomy
from server.actions.imports import Kind
from server.actions.taxonomy import Category
from server.db import clock_at
from server.models import IssueCategory, Region, Team, Unit
from server.reports import ledger, overview
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House
from server.reports.wanted import Wanted
from tests.actors.forms import VISIT
from tests.server.reports.test_changes import accepted

THEN, LATER = date(2026, 4, 2), datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
NAMED = ("县（市、区）", "乡镇（街道）", "问题方面", "问题类别", "察访组", "责任单位")


def test_a_renamed_unit_place_team_and_category_keep_their_names_of_that_day(office):
    office.publish(VISIT)
    with clock_at(datetime(2026, 4, 1, 9, 0, tzinfo=UTC)):
        accepted(office, "甲村")
    then, chart = named(office, THEN), chart_of(office, THEN)
    with clock_at(LATER):
        rename(office)
    today = named(office, None)
    assert named(office, THEN) == then
    assert chart_of(office, THEN) == chart
    assert all("新" in name for name in today.values()), today


def test_sums_and_leaves_of_a_past_day_bear_its_names(office):
    office.publish(VISIT)
    with clock_at(datetime(2026, 4, 1, 9, 0, tzinfo=UTC)):
        accepted(office, "甲村")
    then = {kind: words(office, kind, THEN) for kind in ("summary", "leaves")}
    with clock_at(LATER):
        rename(office)
    for kind, said in then.items():
        assert words(office, kind, THEN) == said
        assert "新" in words(office, kind, None)
        assert "新" not in said


def words(office, kind, as_of):
    """Read all that a file says below the line that says when it was asked for."""
    out, known = io.BytesIO(), office.app.extensions
    with office.reading() as session:
        home = office.campaign(session)
        chosen = LedgerFilter(as_of=as_of)
        wanted = Wanted(session, access.SYSTEM, home, chosen, LATER)
        KINDS[kind].write(out, wanted, House(known["store"], known["darkroom"]))
    if kind == "leaves":
        document = Document(out)
        tables = [cell.text for table in document.tables for cell in table._cells]
        return "\n".join([*(line.text for line in document.paragraphs), *tables])
    sheets = load_workbook(out).worksheets[1:]
    return "\n".join(str(row) for sheet in sheets for row in sheet.values)


def named(office, as_of):
    """Read the names in the one row of the ledger, as it leaves the house."""
    out = io.BytesIO()
    with office.reading() as session:
        home = office.campaign(session)
        chosen = LedgerFilter(as_of=as_of)
        ledger.write_csv(out, session, access.SYSTEM, home, chosen, LATER)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    return {heading: row[heading] for heading in NAMED}


def chart_of(office, as_of):
    with office.reading() as session:
        home = office.campaign(session)
        return overview.read(session, access.SYSTEM, home, as_of)


def rename(office):
    """Call everything something else, as an office does it: by files."""
    with office.reading() as session:
        units = session.scalars(select(Unit).where(Unit.code == "LY-DSJ")).all()
        teams = session.scalars(select(Team).where(Team.code == "DZ07")).all()
        places = session.scalars(select(Region).order_by(Region.code)).all()
        kinds = session.scalars(select(IssueCategory).order_by("position")).all()
    bring(
        office,
        Kind.UNITS,
        "code,name,region_code",
        [(one.code, f"新{one.name}", one.region_code) for one in units],
    )
    bring(office, Kind.TEAMS, "code,name", [(o.code, f"新{o.name}") for o in teams])
    bring(office, Kind.REGIONS, "code,name", [(o.code, f"新{o.name}") for o in places])
    with office.writing() as session:
        renamed = (
            Category(o.aspect_code, f"新{o.aspect_name}", o.code, f"新{o.name}")
            for o in kinds
        )
        taxonomy.replace(session, office.campaign(session), tuple(renamed))


def bring(office, kind, header, rows):
    content = "\n".join([header, *(",".join(row) for row in rows)]).encode()
    with office.writing() as session:
        home = office.campaign(session)
        table = imports.read_table(content, "names.csv")
        plan = imports.plan(
            kind, table, imports.known(session, access.SYSTEM, home, kind)
        )
        imports.apply(session, access.SYSTEM, home, plan)
