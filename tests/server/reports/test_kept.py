"""Sums are remembered until something changes, and for nobody who sees less."""

from server.actions import access, events
from server.actions.access import SYSTEM
from server.reports import kept
from server.reports.filters import LedgerFilter


def summing(office, login, told, chosen=LedgerFilter()):  # noqa: B008 - it is frozen
    """Ask for sums that take note of each time they are really read."""
    with office.reading() as session:
        user = office.person(login).user(session)
        actor, home = access.actor_of_user(session, user), office.campaign(session)

        def read():
            told.append(login)
            return len(told)

        return kept.sums(session, actor, home, chosen, read)


def test_what_nothing_has_changed_is_read_once(office):
    told: list[str] = []
    assert [summing(office, "city", told) for _ in range(3)] == [1, 1, 1]
    assert told == ["city"]


def test_any_event_of_the_campaign_lets_it_be_read_again(office):
    told: list[str] = []
    summing(office, "city", told)
    with office.writing() as session:
        home = office.campaign(session)
        events.record(session, SYSTEM, home, "campaign.set", key="notice_days")
    assert summing(office, "city", told) == 2


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
