"""The demonstration as it stands in the store."""

import io
import json
from collections import Counter
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from forms import library
from server import demo
from server.actions import access, follow_ups, offers, people
from server.actions.access import SYSTEM
from server.db import now, reading
from server.demo.accounts import FILE
from server.demo.build import WITH_VISITS
from server.demo.days import PRESENT
from server.demo.story import squads
from server.models import (
    COUNTED,
    OPEN,
    Attachment,
    Bulletin,
    Campaign,
    CaseConference,
    ClueTransfer,
    ConferenceDecision,
    Device,
    Event,
    ExportJob,
    Finding,
    IssueTheme,
    Job,
    Notice,
    PhotoFlag,
    PublishedFigure,
    Recommendation,
    SelfCheckTask,
    Submission,
    SystemMeasure,
    Taking,
    Team,
    User,
    Visit,
)
from server.reports import clue_register, ledger, overview
from server.reports.bulletin.questions import Asking
from server.reports.clue_register import ClueFilter
from server.reports.filters import LedgerFilter

BY_COUNTY = {
    "德城区": 6,
    "陵城区": 5,
    "宁津县": 4,
    "庆云县": 4,
    "临邑县": 5,
    "齐河县": 6,
    "平原县": 4,
    "夏津县": 4,
    "武城县": 3,
    "德州天衢新区": 2,
    "乐陵市": 5,
    "禹城市": 5,
}


@pytest.fixture
def home(built):
    return reading().scalars(select(Campaign)).one()


def counted():
    return reading().scalars(select(Finding).where(Finding.status.in_(COUNTED))).all()


def exported(app, home, chosen=None):
    out = io.BytesIO()
    store, day = app.extensions["store"], now()
    wanted = chosen or LedgerFilter()
    ledger.write_xlsx(out, reading(), store, SYSTEM, home, wanted, day)
    sheet = load_workbook(out).worksheets[0]
    head = [cell.value for cell in sheet[3]]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    return sheet, [dict(zip(head, row, strict=True)) for row in rows[:-1]], rows[-1]


def test_fifty_three_are_in_the_ledger_eleven_wait_and_four_do_not_count(built):
    statuses = Counter(reading().scalars(select(Finding.status)))
    assert statuses == {
        "closed": 31,
        "verifying": 6,
        "rectifying": 12,
        "assigned": 4,
        "candidate": 11,
        "merged": 3,
        "cleared": 1,
    }


def test_a_copied_a_gallery_and_a_far_photo_ask_for_a_look(built):
    chosen = select(PhotoFlag.kind, Attachment.name).join(
        Attachment, Attachment.id == PhotoFlag.attachment_id
    )
    marked = {tuple(row) for row in reading().execute(chosen)}
    assert {
        ("far", "DZ-07-later-03.jpg"),
        ("gallery", "DZ-13-later-02.jpg"),
        ("near", "DZ-18-later-02.jpg"),
        ("near", "DZ-02-app-01.jpg"),
    } <= marked
    assert len(marked) < 10


def test_the_problems_are_those_of_the_story(built):
    categories = {finding.category_code for finding in counted()}
    assert categories == {"A1.1", "A1.2", "A1.3", "A1.4", "A3.4"}


def test_the_exported_ledger_says_the_same_by_county_category_and_team(built, home):
    _, rows, total = exported(built[0], home)
    counties = Counter(row["县（市、区）"] for row in rows)
    assert list(counties.items()) == list(BY_COUNTY.items())
    assert total[:2] == ("合计", 53)
    assert sum(Counter(row["问题类别"] for row in rows).values()) == 53
    assert len(Counter(row["察访组"] for row in rows)) == 18
    assert all(row["责任单位"] and row["问题编号"] for row in rows)


def test_one_county_is_exported_alone(built, home):
    _, rows, _ = exported(built[0], home, LedgerFilter(county="371424000000"))
    assert {row["县（市、区）"] for row in rows} == {"临邑县"}
    assert len(rows) == 5


def test_small_pictures_stand_in_the_ledger(built, home):
    sheet, rows, total = exported(built[0], home)
    assert len(sheet._images) == sum(row["佐证（张）"] > 0 for row in rows)
    assert total[18] == sum(row["佐证（张）"] for row in rows)


def test_four_are_late_and_the_ledger_of_an_earlier_day_shows_them_at_work(home):
    late = LedgerFilter(overdue="1").select(SYSTEM, home)
    assert len(reading().scalars(late).all()) == 4
    then = LedgerFilter(as_of=date(2026, 4, 8))
    rows = [
        row
        for many in then.rows(reading(), then.select(SYSTEM, home), 99)
        for row in many
    ]
    stood = Counter(row.status for row in rows)
    assert stood == {"rectifying": 49, "confirmed": 4}


def test_who_accepted_neither_wrote_nor_sent_it(built):
    senders = {
        device.id: device.user_id for device in reading().scalars(select(Device))
    }
    for finding in counted():
        submission = reading().get_one(Submission, finding.submission_id)
        assert finding.accepted_by not in (
            None,
            finding.author_id,
            senders[submission.device_id],
        )


def test_everything_named_has_arrived_and_no_job_is_left(built):
    missing = select(Attachment).where(Attachment.received_at.is_(None))
    assert reading().scalars(missing).all() == []
    assert reading().scalar(select(func.count()).select_from(Job)) == 0
    assert all(photo.facts for photo in reading().scalars(select(Attachment)))


def test_the_story_happened_in_spring(built):
    days = {finding.found_on for finding in reading().scalars(select(Finding))}
    assert min(days) == date(2026, 3, 9)
    assert max(days) == date(2026, 4, 30)
    moments = [
        at
        for at, subject in reading().execute(select(Event.at, Event.subject))
        if subject != "visit"
    ]
    assert {(moment.year, moment.month) for moment in moments} <= {
        (2026, 2),
        (2026, 3),
        (2026, 4),
        (2026, 5),
    }


def test_the_rules_had_no_trouble(built):
    troubles = reading().scalars(select(Submission.rule_troubles)).all()
    assert [trouble for trouble in troubles if trouble] == []


def test_the_phone_of_team_seven_has_something_to_do_today(built):
    planned = select(Visit).where(Visit.unplanned_for.is_(None))
    assert len(reading().scalars(planned).all()) == 5


def test_everybody_can_sign_in_and_no_password_is_in_the_store(built):
    _, report = built
    assert len(report.accounts) == 48
    for one in report.accounts[:5]:
        attempt = people.check(reading(), one.login, one.password, "here")
        assert attempt.user_id is not None
    hashes = reading().scalars(select(User.password_hash)).all()
    given = [one for one in hashes if one]
    assert len(given) == 48
    assert all(one.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for one in given)


def test_linyi_sees_its_own_and_nothing_else(built, home):
    user = reading().scalars(select(User).where(User.login == "dz-linyi")).one()
    actor = access.actor_of_user(reading(), user)
    seen = reading().scalars(access.ledger(actor, home)).all()
    assert {finding.county_code for finding in seen} == {"371424000000"}
    assert len(seen) == 5


def test_built_again_it_is_the_same(built):
    app, report = built
    before = reading().scalar(select(func.count()).select_from(Event))
    assert demo.build(app, PRESENT).to_json() == report.to_json()
    reading().rollback()
    assert reading().scalar(select(func.count()).select_from(Event)) == before


def test_the_passwords_lie_in_a_file_for_its_owner_alone(built):
    path = built[0].extensions["settings"].data / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(path.read_text("utf-8"))) == 48


def test_a_lost_file_is_made_anew_with_passwords_that_work(built):
    app, report = built
    (app.extensions["settings"].data / FILE).unlink()
    again = demo.build(app, PRESENT)
    reading().rollback()
    first = again.accounts[0]
    assert first.password != report.accounts[0].password
    assert people.check(reading(), first.login, first.password, "x").user_id is not None


def rows(campaign, **asked):
    chosen = LedgerFilter.read(asked)
    return len(reading().execute(chosen.select(SYSTEM, campaign)).all())


@pytest.mark.parametrize("day", ["", "2026-03-20", "2026-04-02", "2026-04-16"])
def test_every_figure_opens_its_rows_on_any_day(built, home, day):
    as_of = date.fromisoformat(day) if day else None
    chart = overview.read(reading(), SYSTEM, home, as_of)
    whole = rows(home, as_of=day)
    assert chart.tally.counted == whole == sum(chart.by_status.values())
    placed = sum(one.tally.counted for one in chart.counties)
    assert placed + chart.elsewhere.counted == whole
    assert sum(one.tally.counted for one in chart.aspects) == whole
    assert chart.tally.open == rows(home, as_of=day, status=",".join(OPEN))
    assert chart.tally.late == rows(home, as_of=day, overdue="1")
    for one in chart.counties:
        assert one.tally.counted == rows(home, as_of=day, county=one.code)


def test_the_story_of_dezhou_stands_on_the_chart(built, home):
    chart = overview.read(reading(), SYSTEM, home, None)
    assert (chart.tally.counted, chart.tally.late, chart.candidates) == (53, 4, 11)
    assert chart.by_status["closed"] == 31
    assert [one.tally.counted for one in chart.counties] == [
        *(6, 5, 4, 4, 5, 6, 4, 4, 3, 2, 5, 5)
    ]
    assert chart.covered == len(chart.counties)
    assert chart.missing == ()


def test_the_chart_of_an_earlier_day_knows_nothing_of_later_ones(built, home):
    stages = overview.read(reading(), SYSTEM, home, date(2026, 4, 2)).stages
    assert [one.count for one in stages] == [53, 53, 49, 0, 0]
    later = overview.read(reading(), SYSTEM, home, date(2026, 4, 16)).stages
    assert [one.count for one in later] == [53, 53, 49, 37, 0]


def test_the_phone_carries_all_forms_and_what_its_team_goes_back_to(built, home):
    code = next(one.code for one in squads() if one.number == WITH_VISITS[0])
    team = reading().scalars(select(Team).where(Team.code == code)).one()
    carried = {offer.form_id for offer in offers.offers(reading(), team)}
    assert carried == set(library.NAMES)
    assert follow_ups.list_of(reading(), team).count(b"\n") > 1


def test_the_office_has_themes_advice_rules_checks_and_notices(built, home):
    def states(column, model):
        rows = reading().scalars(select(column).where(model.campaign_id == home.id))
        return Counter(rows)

    assert states(Notice.state, Notice) == {
        "closed": 1,
        "replied": 1,
        "issued": 1,
        "acknowledged": 1,
        "drafted": 1,
    }
    assert states(Recommendation.state, Recommendation) == {
        "closed": 1,
        "reported": 1,
        "delivered": 1,
        "drafted": 1,
    }
    assert states(SystemMeasure.stage, SystemMeasure) == {
        "in_force": 2,
        "issued": 1,
        "consulting": 1,
        "drafting": 1,
    }
    assert states(Bulletin.state, Bulletin) == {"published": 1, "draft": 1}
    themes = reading().scalars(IssueTheme.of(home.id)).all()
    assert [one.closed_at is None for one in themes] == [True, False, True, True]
    tasks = reading().scalars(select(SelfCheckTask)).all()
    assert (len(tasks), sum(one.answered_at is not None for one in tasks)) == (24, 20)


def test_every_published_figure_is_the_same_today(built, home):
    asking = Asking(reading(), home)
    for one in reading().scalars(select(PublishedFigure)):
        answer = asking.answer(one.query)
        assert (answer.value, answer.sha256) == (one.value, one.sha256), one.name


def test_the_offices_files_are_made_and_one_comes_every_week(built, home):
    app, _ = built
    first, second = reading().scalars(ExportJob.of(home.id).order_by(ExportJob.id))
    assert {first.kind, second.kind} == {"book", "situation"}
    book = first if first.kind == "book" else second
    assert {first.state, second.state} == {"ready"}
    assert (book.rows, book.next_on is not None) == (sum(BY_COUNTY.values()), True)
    shelf = app.extensions["settings"].shelf
    assert {one.suffix for one in shelf.iterdir()} == {".xlsx", ".docx"}
    took = reading().scalars(select(Taking)).all()
    assert "每周报市委办公室" in [one.purpose for one in took]


def test_clues_came_from_all_five_sources_with_a_transfer_and_a_conference(built, home):
    lines = ClueFilter().lines(reading(), SYSTEM, home)
    found = clue_register.sums(lines)
    assert [sum(counts.values()) for counts in found.values()] == [3, 1, 1, 1, 1]
    assert {one.stood["state"] for one in lines} >= {"registered", "closed"}
    sent = reading().scalars(select(ClueTransfer)).all()
    assert sorted(one.state for one in sent) == ["received", "sent"]
    held = reading().scalars(select(CaseConference)).one()
    decided = reading().scalars(ConferenceDecision.of(held.id)).all()
    assert len(decided) == 2
