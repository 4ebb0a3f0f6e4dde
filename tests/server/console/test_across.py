"""Findings that count in another campaign as well, and sums in which each is one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from server.actions import people
from server.actions.access import SYSTEM, actor_of_user
from server.db import clock_at
from server.models import AlsoCounts, Finding, Role, User, Visit
from server.reports import across
from tests.actors.forms import VISIT
from tests.actors.office import Office
from tests.actors.rectifying import accepted, again, desk
from tests.actors.world import Country
from tests.server.console.clerk import keys, text

OTHER = "yx26"
CITY, LINYI = "371400000000", "371424000000"


@pytest.fixture
def other(house, office):
    """Open a second campaign over the same city, with the city's office in both."""
    made = Office.open(house, Country(OTHER, "YX26", "yx-"))
    with made.writing() as session:
        home = made.campaign(session)
        home.name = "优化营商环境专项"
        user = session.scalars(select(User).where(User.login == "city")).one()
        people.grant_region(session, SYSTEM, home, user, Role.OFFICE, CITY)
    return made


@pytest.fixture
def found(office, other):
    """Bring two findings into the first campaign's ledger, one into the other's."""
    for each in (office, other):
        each.publish(VISIT)
    pairs = ((office, "甲村"), (office, "乙村"), (other, "丙村"))
    return [again(home, accepted(home, site)) for home, site in pairs]


def mark(someone, finding):
    return someone.done(f"/findings/{finding.key}/also-counts", other=OTHER)


def sums(office, login="city", as_of=None):
    with office.reading() as session:
        user = session.scalars(select(User).where(User.login == login)).one()
        return across.read(session, actor_of_user(session, user), as_of)


def counted(read):
    """Give each campaign's own and guests, and how many there are once."""
    return [(one.own.counted, one.also.counted) for one in read.shares], read.once


def test_a_finding_that_counts_in_two_campaigns_is_one_in_their_sum(
    office, found, clerk
):
    city = clerk("city")
    assert counted(sums(office))[0] == [(2, 0), (1, 0)]
    assert "已同时计入" in mark(city, found[0])
    shares, once = counted(sums(office))
    assert shares == [(2, 0), (1, 1)]
    assert once.counted == 3
    assert sums(office).twice == 1
    page = city.read("/across")
    assert "各专项相加多出 1" in page
    assert "显示 1–3" in city.read("/across/findings")
    assert "显示 1–3" in city.read("/across/findings", county=LINYI)
    guests = city.open("/across/findings", guests_of=OTHER)
    assert f"/c/jf26/findings/{found[0].key}" in guests.get_data(as_text=True)
    assert "别的专项同时计入 1" in city.read(f"/c/{OTHER}/ledger")
    history = city.read(f"/findings/{found[0].key}")
    assert "同时计入另一专项" in history


def test_every_sum_opens_to_as_many_rows(office, other, found, clerk):
    mark(clerk("city"), found[0])
    with office.writing() as session:
        late = session.get_one(Finding, found[1].id)
        late.status, late.due_on = "rectifying", date(2026, 1, 1)
    city = clerk("city")
    for asked, count in (
        ({"which": "open"}, 3),
        ({"which": "late"}, 1),
        ({"which": "late", "county": LINYI}, 1),
        ({"counts_in": OTHER}, 2),
        ({"counts_in": OTHER, "which": "late"}, 0),
    ):
        page = city.read("/across/findings", **asked)
        assert f"{count} 件" in page, asked
        assert (found[1].finding_no in page) == (count != 0 and OTHER not in str(asked))
    page = city.open("/across").get_data(as_text=True)
    for link in ("which=open", "which=late", f"counts_in={OTHER}"):
        assert link in page


def test_it_ends_and_begins_again_and_a_past_day_keeps_what_it_had(
    office, found, clerk
):
    with clock_at(datetime(2099, 3, 1, 9, tzinfo=UTC)):
        page = mark(clerk("city"), found[0])
    with clock_at(datetime(2099, 3, 5, 9, tzinfo=UTC)):
        city = clerk("city")
        (end,) = keys(
            city.open(f"/findings/{found[0].key}"), r"/also-counts/[\w-]+/end"
        )
        city.done(f"/findings/{found[0].key}{end}")
        mark(city, found[1])
    at = [datetime(2099, 3, day, 23, tzinfo=UTC).date() for day in (2, 6)]
    with clock_at(datetime(2099, 3, 9, 9, tzinfo=UTC)):
        assert counted(sums(office, as_of=at[0]))[0] == [(2, 0), (1, 1)]
        assert sums(office, as_of=at[0]).once.counted == 3
        city = clerk("city")
        then = city.read("/across/findings", guests_of=OTHER, as_of=at[0])
        assert found[0].finding_no in then
        assert found[1].finding_no not in then
    assert office.count(AlsoCounts) == 2
    assert "已同时计入" in page


def test_the_other_offices_see_a_line_and_open_nothing(office, found, clerk):
    mark(clerk("city"), found[0])
    theirs = clerk("yx-linyi")
    page = theirs.open(f"/c/{OTHER}/across/findings", guests_of=OTHER)
    assert found[0].finding_no in text(page)
    assert found[0].key not in page.get_data(as_text=True)
    assert theirs.open(f"/c/jf26/findings/{found[0].key}").status_code == 404


@pytest.mark.parametrize("login", ["yx-qihe", "yx-leader07", "yx-bigdata"])
def test_whoever_does_not_look_over_its_place_learns_nothing(found, clerk, login):
    mark(clerk("city"), found[0])
    answer = clerk(login).open(f"/c/{OTHER}/across/findings", guests_of=OTHER)
    assert found[0].finding_no not in text(answer)


@pytest.mark.parametrize(
    ("login", "status"),
    [("city2", 404), ("linyi", 404), ("reviewer", 403), ("leader07", 403)],
)
def test_only_who_assigns_here_and_there_marks(office, found, clerk, login, status):
    answer = clerk(login).send(f"/findings/{found[0].key}/also-counts", other=OTHER)
    assert answer.status_code == status
    assert office.count(AlsoCounts) == 0


def test_what_counts_nowhere_counts_nowhere_else(office, found, clerk):
    city = clerk("city")
    desk(office, "city").proposes(found[0], "cleared")
    desk(office, "city2").agrees(found[0])
    answer = city.send(f"/findings/{found[0].key}/also-counts", other=OTHER)
    assert answer.status_code == 409
    mark(city, found[1])
    desk(office, "city").proposes(found[1], "exempted")
    desk(office, "city2").agrees(found[1])
    assert counted(sums(office))[0] == [(0, 0), (1, 0)]
    assert again(office, found[1]).status == "exempted"


def test_nothing_of_a_secret_visit_is_told_elsewhere(office, found, clerk):
    with office.writing() as session:
        visit = session.get_one(Visit, found[0].visit_id)
        visit.secret_until = datetime(2999, 1, 1, tzinfo=UTC)
    answer = clerk("city").send(f"/findings/{found[0].key}/also-counts", other=OTHER)
    assert answer.status_code == 409
    assert office.count(AlsoCounts) == 0


def test_twice_the_same_is_refused(office, found, clerk):
    city = clerk("city")
    mark(city, found[0])
    again_ = city.send(f"/findings/{found[0].key}/also-counts", other=OTHER)
    assert again_.status_code == 404
    assert office.count(AlsoCounts) == 1


def test_who_holds_nothing_in_a_campaign_does_not_learn_its_name(office, found, clerk):
    city = clerk("city")
    mark(city, found[0])
    path = f"/findings/{found[0].key}"
    assert "优化营商环境专项" in city.read(path)
    assert "优化营商环境专项" not in clerk("linyi").read(path)


def test_what_is_made_secret_again_is_told_elsewhere_no_longer(office, found, clerk):
    mark(clerk("city"), found[0])
    with office.writing() as session:
        visit = session.get_one(Visit, found[0].visit_id)
        visit.secret_until = datetime(2999, 1, 1, tzinfo=UTC)
    assert counted(sums(office))[0] == [(2, 0), (1, 0)]
