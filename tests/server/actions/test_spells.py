"""Who was on a finding, and when: a row for each spell (domain study §2.3, I5)."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from server.actions.life.assignment import DisputeSpent
from server.db import clock_at, end_of
from server.errors import NotAllowed
from server.models import Rectification
from server.reports import addressed, handled
from server.reports.addressed import NothingToHandOver
from tests.actors.rectifying import DUE, unit_desk

BEGIN = datetime(2027, 4, 1, 2, tzinfo=UTC)


@pytest.fixture
def civil(office):
    return unit_desk(office, "civil")


def on_day(number):
    return clock_at(BEGIN + timedelta(days=number))


def parts(office, finding, number):
    """Say who assisted and who oversaw when a day was over."""
    until = end_of(date(2027, 4, 1) + timedelta(days=number))
    with office.reading() as session:
        seen = handled.learn(session, [finding], until)[finding.id]
    return seen.assisting, seen.overseeing


def test_who_assisted_on_a_day_is_told_after_whatever_came_later(office, finding, city):
    civil = office.unit("LY-MZJ").id
    for number, assist in enumerate((["LY-MZJ"], [], ["LY-MZJ"])):
        with on_day(number):
            city.assign(finding, "LY-DSJ", *assist, due_on=DUE)
    seen = [parts(office, finding, number) for number in range(3)]
    assert seen == [((civil,), ()), ((), ()), ((civil,), ())]


def test_each_assignment_begins_a_spell_of_its_own(office, finding, city, bigdata):
    for number in range(2):
        with on_day(number):
            city.assign(finding, "LY-DSJ", due_on=DUE)
            bigdata.acknowledges(finding)
            if not number:
                bigdata.plans(finding, "停止考核")
                with office.writing() as session:
                    session.merge(finding).status = "assigned"
    with office.reading() as session:
        first, second = session.scalars(Rectification.ever(finding.id))
    assert first.released_at == second.assigned_at == BEGIN + timedelta(days=1)
    assert first.acknowledged_at == BEGIN


def test_a_unit_that_disputed_in_one_spell_cannot_in_the_next(
    office, finding, city, bigdata
):
    for number, lead in enumerate(("LY-DSJ", "LY-MZJ", "LY-DSJ")):
        with on_day(number):
            city.assign(finding, lead, due_on=DUE)
            if not number:
                bigdata.disputes(finding, "不属我局职责。")
    with pytest.raises(DisputeSpent):
        bigdata.disputes(finding, "仍有异议。")


def test_several_units_oversee_and_only_look_on(office, finding, city, bigdata, civil):
    with on_day(0):
        city.assign(
            finding, "LY-DSJ", due_on=DUE, oversight=("LY-MZJ", "SD-DSJ", "LY-DSJ")
        )
    both = (office.unit("LY-MZJ").id, office.unit("SD-DSJ").id)
    assert parts(office, finding, 0) == ((), both)
    bigdata.acknowledges(finding)
    (owed,) = civil.owes()
    assert owed.part == "oversee"
    for act in (civil.acknowledges, lambda one: civil.plans(one, "措施")):
        with pytest.raises(NotAllowed):
            act(finding)


def test_who_oversees_is_handed_no_notice_of_it(office, finding, city, civil):
    city.assign(finding, "LY-DSJ", due_on=DUE, oversight=("LY-MZJ",))
    with office.reading() as session:
        home = office.campaign(session)
        with pytest.raises(NothingToHandOver):
            addressed.to_own_units(session, civil.who(session), home)


def test_the_ledger_names_who_oversees(office, finding, city):
    city.assign(finding, "LY-DSJ", due_on=DUE, oversight=("LY-MZJ", "SD-DSJ"))
    assert "临邑县民政局、山东省大数据局" in cells(city.export())


def cells(workbook):
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    return {cell.value for row in sheet for cell in row}
