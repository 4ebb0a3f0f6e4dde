"""Story 2 (domain study §6): the Dezhou ledger, on screen and as a workbook."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from server.actions.access import SYSTEM
from server.db import reading
from server.models import Attachment, Campaign, Finding, FindingEvidence
from server.models.place import LEVELS
from server.reports import overview
from server.reports.chart import total
from server.reports.filters import LedgerFilter
from tests.actors import sums
from tests.server.console.clerk import Clerk

HOME = "/c/dezhou"
LINYI = "371424000000"
#: In the order of the codes, the functional zone with its own.
COUNTIES = {
    "371402": 6,
    "371403": 5,
    "371422": 4,
    "371423": 4,
    "371424": 5,
    "371425": 6,
    "371426": 4,
    "371427": 4,
    "371428": 3,
    "371471": 2,
    "371481": 5,
    "371482": 5,
}
NEEDED = ("责任单位", "整改措施", "整改时限", "状态")
#: The day on which the units reported: what stood then, and the day before.
REPORTED = date(2026, 4, 15)


@pytest.fixture
def clerk(built):
    """Seat somebody of the story at the console."""
    app, report = built
    passwords = {one.login: one.password for one in report.accounts}

    def seat(login):
        return Clerk(app).sign_in(login, passwords[login])

    return seat


@pytest.fixture
def home(built):
    return reading().scalars(select(Campaign)).one()


def workbook(clerk, **query):
    """Take the ledger away, and read it again."""
    content = clerk.open(f"{HOME}/ledger.xlsx", **query).get_data()
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    head = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(head, row, strict=True))
        for row in sheet.iter_rows(min_row=4, values_only=True)
    ]
    return sheet, rows[:-1], rows[-1]


def foreign() -> Finding:
    """Give a counted finding of another county, with a photo."""
    chosen = (
        select(Finding)
        .join(FindingEvidence, FindingEvidence.finding_id == Finding.id)
        .where(Finding.county_code != LINYI, Finding.finding_no.is_not(None))
        .order_by(Finding.id)
    )
    return reading().scalars(chosen.limit(1)).one()


def on_screen(clerk, **query):
    """Count the rows of a page, by the tab that counts them all."""
    page = clerk.open(f"{HOME}/ledger", size=100, **query).get_data(as_text=True)
    return len(re.findall(r"<tr[^>]* data-href=", page))


def test_the_city_s_ledger_is_53_and_its_workbook_says_the_same(clerk):
    city = clerk("dz-office")
    assert on_screen(city) == 53
    sheet, rows, total = workbook(city)
    assert total["问题编号"] == 53
    counted = Counter(row["区划代码"][:6] for row in rows)
    assert list(counted.items()) == list(COUNTIES.items())
    by = [Counter(row[name] for row in rows) for name in ("问题类别", "察访组")]
    assert [sum(one.values()) for one in by] == [53, 53]
    assert len(by[1]) == 18
    assert sheet.freeze_panes is not None
    assert any("A1" in str(one) for one in sheet.merged_cells.ranges)
    assert all(isinstance(row["区划代码"], str) for row in rows)


def test_every_row_shows_unit_measure_due_date_and_status(clerk):
    _, rows, _ = workbook(clerk("dz-office"))
    assigned = [row for row in rows if row["状态"] == "待签收"]
    assert len(assigned) == 4
    for row in rows:
        needed = NEEDED if row not in assigned else ("责任单位", "整改要求", "整改时限")
        assert all(row[name] for name in needed), row["问题编号"]


def test_states_and_lateness_are_those_of_the_story(clerk):
    city = clerk("dz-office")
    stood = {
        state: on_screen(city, status=state)
        for state in ("closed", "verifying", "rectifying", "assigned")
    }
    assert stood == {"closed": 31, "verifying": 6, "rectifying": 12, "assigned": 4}
    assert on_screen(city, overdue="1") == 4


def test_candidates_merged_and_cleared_are_absent_everywhere(clerk):
    rows = reading().execute(select(Finding.status, Finding.title, Finding.finding_no))
    absent = [row for row in rows if row.status in ("candidate", "merged", "cleared")]
    assert Counter(row.status for row in absent) == {
        "candidate": 11,
        "merged": 3,
        "cleared": 1,
    }
    numbers = {row.finding_no for row in absent} - {None}
    _, rows, _ = workbook(clerk("dz-office"))
    assert len(numbers) == 1
    assert not numbers & {row["问题编号"] for row in rows}


def test_the_zone_is_told_apart_from_the_eleven_counties(home):
    chart = overview.read(reading(), SYSTEM, home, None)
    zones = [one for one in chart.counties if one.is_zone]
    assert [(one.code[:6], one.tally.counted) for one in zones] == [("371471", 2)]
    assert len(chart.counties) - len(zones) == 11


def test_a_county_sees_its_own_rows_and_nothing_else(clerk):
    linyi = clerk("dz-linyi")
    assert on_screen(linyi) == 5
    _, rows, _ = workbook(linyi)
    assert {row["县（市、区）"] for row in rows} == {"临邑县"}
    theirs = foreign()
    assert linyi.open(f"{HOME}/findings/{theirs.key}").status_code == 404
    assert on_screen(linyi, text=theirs.finding_no) == 0
    shown = select(Attachment.key).join(
        FindingEvidence, FindingEvidence.attachment_id == Attachment.id
    )
    photo = reading().scalar(shown.where(FindingEvidence.finding_id == theirs.id))
    assert linyi.open(f"/photos/{photo}").status_code == 404
    assert clerk("dz-office").open(f"/photos/{photo}").status_code == 200


def test_the_day_before_shows_the_old_states(clerk, home):
    city = clerk("dz-office")
    before = (REPORTED - timedelta(days=1)).isoformat()
    assert on_screen(city, as_of=before, status="rectifying") == 49
    assert on_screen(city, as_of=REPORTED.isoformat(), status="reported") == 37
    _, rows, total = workbook(city, as_of=before)
    assert total["问题编号"] == 53
    assert Counter(row["状态"] for row in rows) == {"整改中": 49, "待交办": 4}


@pytest.mark.parametrize(
    ("day", "total"),
    [("", 53), ("2026-03-25", 54), ("2026-03-27", 53), ("2026-04-02", 53)],
)
def test_sums_by_county_category_and_team_agree_on_any_day(home, day, total):
    """On the 25th one stood there that was not so, and on the 27th no more."""
    chosen = LedgerFilter.read({"as_of": day})
    assert sums.count(reading(), SYSTEM, home, chosen) == total
    found = sums.by_each(reading(), SYSTEM, home, chosen)
    assert found == {"county": total, "category": total, "team": total}


@pytest.mark.parametrize("day", [None, date(2026, 3, 25), date(2026, 4, 2)])
def test_the_chart_adds_up_by_source_level_and_team_on_any_day(home, day):
    chart = overview.read(reading(), SYSTEM, home, day)
    every = [one.tally for one in chart.sources], [one.tally for one in chart.teams]
    assert [total(part) for part in every] == [chart.tally, chart.tally]
    assert sum(chart.levels.counts.values()) == chart.tally.counted
    for shows, root in product((*LEVELS, "none"), repeat=2):
        chosen = LedgerFilter(shows=shows, root=root, as_of=day)
        key = (shows.replace("none", ""), root.replace("none", ""))
        rows = sums.count(reading(), SYSTEM, home, chosen)
        assert rows == chart.levels.counts.get(key, 0), key
    for stage in chart.stages:
        chosen = LedgerFilter(stage=stage.name, as_of=day)
        assert sums.count(reading(), SYSTEM, home, chosen) == stage.count, stage.name
