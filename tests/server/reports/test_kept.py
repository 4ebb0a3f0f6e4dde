"""Sums are remembered until something changes, and for nobody who sees less."""

from datetime import timedelta

from server.actions import access, events
from server.actions.access import SYSTEM
from server.actions.life import due
from server.db import now
from server.models import Finding
from server.reports import kept
from server.reports.filters import LedgerFilter
from server.reports.wanted import Wanted
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, in_review


def summing(office, login, told, chosen=LedgerFilter()):  # noqa: B008 - it is frozen
    """Ask for sums that take note of each time they are really read."""
    with office.reading() as session:
        user = office.person(login).user(session)
        actor, home = access.actor_of_user(session, user), office.campaign(session)

        def read():
            told.append(login)
            return len(told)

        return kept.sums(Wanted(session, actor, home, chosen, now()), "tried", read)


def touched(office, finding_id):
    """Write an event about a finding."""
    with office.writing() as session:
        finding = session.get_one(Finding, finding_id)
        events.record(session, SYSTEM, finding, "finding.edited")


def test_what_nothing_has_changed_is_read_once(office):
    told: list[str] = []
    assert [summing(office, "city", told) for _ in range(3)] == [1, 1, 1]
    assert told == ["city"]


def test_a_finding_that_counts_lets_it_be_read_again(office):
    told: list[str] = []
    office.publish(VISIT)
    summing(office, "city", told)
    finding = accepted(office)
    assert summing(office, "city", told) == 2
    touched(office, finding.id)
    assert summing(office, "city", told) == 3


def test_what_does_not_count_yet_lets_it_be(office):
    told: list[str] = []
    office.publish(VISIT)
    summing(office, "city", told)
    found = in_review(office, "孟寺镇政府")
    touched(office, found.id)
    with office.writing() as session:
        home = office.campaign(session)
        events.record(session, SYSTEM, home, "campaign.set", key="notice_days")
    assert summing(office, "city", told) == 1


def test_a_day_that_is_over_is_summed_once(office):
    told: list[str] = []
    office.publish(VISIT)
    finding = accepted(office)
    before = LedgerFilter(as_of=due.today(now()) - timedelta(days=1))
    summing(office, "city", told, before)
    touched(office, finding.id)
    assert summing(office, "city", told, before) == 1


def test_who_sees_less_and_another_day_have_sums_of_their_own(office):
    told: list[str] = []
    summing(office, "city", told)
    summing(office, "linyi", told)
    summing(office, "city", told, LedgerFilter(status="closed"))
    assert told == ["city", "linyi", "city"]
    assert summing(office, "city2", told) == 1


def test_only_so_many_are_remembered(office):
    told: list[str] = []
    for number in range(kept.MOST + 1):
        summing(office, "city", told, LedgerFilter(text=str(number)))
    summing(office, "city", told, LedgerFilter(text=str(kept.MOST)))
    assert len(told) == kept.MOST + 1
    summing(office, "city", told, LedgerFilter(text="0"))
    assert len(told) == kept.MOST + 2
