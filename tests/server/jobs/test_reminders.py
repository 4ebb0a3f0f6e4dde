"""Reminders: made once a day, shown while they are true, told outside if asked."""

from __future__ import annotations

import dataclasses
import json
import logging
from datetime import datetime, time, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from server import config
from server.actions import reminders
from server.db import LOCAL, clock_at
from server.models import Finding, Job, Reminder
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, desk, unit_desk
from tests.server.jobs.listeners import letters, posts

BEGIN = datetime(2027, 5, 3, 9, tzinfo=LOCAL)
DUE = BEGIN.date() + timedelta(days=20)
WORDS = "“某通”强制推广"


@pytest.fixture
def finding(office):
    office.publish(VISIT)
    with clock_at(BEGIN):
        return accepted(office)


@pytest.fixture
def city(office):
    return desk(office, "city")


@pytest.fixture
def bigdata(office):
    return unit_desk(office, "bigdata")


def day(office, number, minutes=5):
    """Let it be early on a day, and the upkeep have run."""
    at = datetime.combine(
        BEGIN.date() + timedelta(days=number), time(0, minutes), LOCAL
    )
    with clock_at(at):
        office.reminds()
    return at


def made(office):
    """List what was made: of what, and when it fell."""
    with office.reading() as session:
        rows = session.scalars(select(Reminder).order_by(Reminder.id))
        return [(row.kind, (row.day - BEGIN.date()).days) for row in rows]


def shown(office, number):
    """Say of what the office is reminded on a day."""
    at = BEGIN.date() + timedelta(days=number)
    with office.reading() as session:
        chosen = select(Reminder.kind).join(Finding, Finding.id == Reminder.finding_id)
        return set(session.scalars(chosen.where(reminders.true_on(at))))


def test_seven_days_before_on_the_day_and_three_and_ten_after(
    office, finding, city, bigdata
):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
        bigdata.acknowledges(finding)
    for number in range(1, 34):
        day(office, number)
    falls = [("soon", 13), ("today", 20), ("late_3", 23), ("late_10", 30)]
    assert made(office) == falls
    seen = [shown(office, number) for number in (12, 13, 19, 20, 22, 23, 29, 30, 400)]
    assert seen == [
        set(),
        *(
            {kind}
            for kind in (
                *(
                    "soon",
                    "soon",
                    "today",
                    "today",
                    "late_3",
                    "late_3",
                    "late_10",
                    "late_10",
                ),
            )
        ),
    ]


def test_a_day_without_the_office_is_made_good(office, finding, city, bigdata):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
        bigdata.acknowledges(finding)
    day(office, 12)
    day(office, 25)
    assert made(office) == [("late_3", 23)]


def test_three_days_without_acknowledgement_and_no_longer_than_that(
    office, finding, city, bigdata
):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", "LY-MZJ", due_on=DUE)
    for number in (1, 2):
        day(office, number)
    assert made(office) == []
    at = day(office, 3)
    assert made(office) == [("unacknowledged", 3)]
    with clock_at(at):
        bigdata.acknowledges(finding)
    assert shown(office, 3) == {"unacknowledged"}
    with clock_at(at):
        unit_desk(office, "civil").acknowledges(finding)
    assert shown(office, 3) == set()


def test_a_new_assignment_is_waited_for_anew(office, finding, city):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    with clock_at(day(office, 3)):
        city.assign(finding, "LY-MZJ", due_on=DUE)
    assert shown(office, 3) == set()
    day(office, 6)
    assert made(office) == [("unacknowledged", 3), ("unacknowledged", 6)]


def test_more_time_makes_the_old_reminder_untrue(office, finding, city, bigdata):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
        bigdata.acknowledges(finding)
    with clock_at(day(office, 20)):
        city.gives_time(finding, DUE + timedelta(days=30))
    assert shown(office, 20) == set()
    day(office, 43)
    assert made(office) == [("today", 20), ("soon", 43)]


def test_reminders_are_made_once_a_day_of_shanghai_with_one_event(
    office, finding, city
):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    for minutes in (1, 2, 3):
        day(office, 13, minutes)
    told = [one for one in office.events() if one.action == "campaign.reminded"]
    assert [json.loads(one.body)["count"] for one in told] == [2]
    with office.reading() as session:
        assert reminders.are_made(session, DUE - timedelta(days=7))
        assert not reminders.are_made(session, DUE - timedelta(days=6))


# ---------------------------------------------------------------- hooks


def test_nothing_leaves_the_office_by_default(office, finding, city):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    day(office, 13)
    assert office.count(Job) == 0


def telling(office, **told):
    """Set what an operator would, and nothing else."""
    names = {f"CHAFANG_{name}": value for name, value in told.items()}
    read = config.read(names)
    known = office.app.extensions["settings"]
    chosen = dataclasses.replace(known, mail=read.mail, webhook=read.webhook)
    office.app.extensions["settings"] = chosen


def by_mail(office, port):
    telling(
        office,
        MAIL_HOST="127.0.0.1",
        MAIL_PORT=str(port),
        MAIL_FROM="chafang@office.example",
        MAIL_TO="desk@office.example, duty@office.example",
        MAIL_SECURITY="none",
    )


def works(office, number, seconds=0):
    """Let the worker run what waits, on a day."""
    at = datetime.combine(BEGIN.date() + timedelta(days=number), time(0, 6), LOCAL)
    with clock_at(at + timedelta(seconds=seconds)):
        office.work()


def link(office, finding):
    return f"{office.app.extensions['settings'].base_url}/c/jf26/findings/{finding.key}"


def test_a_mail_names_number_due_date_and_link_and_nothing_else(office, finding, city):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    with letters() as server:
        by_mail(office, server.server_address[1])
        day(office, 13)
        works(office, 13)
        (heard,) = server.heard
    message = message_from_bytes(heard, policy=policy.default)
    number = city.ledger()[0].finding_no
    rows = [f"{number}  2027-05-23", link(office, finding)]
    assert message.get_content().splitlines() == rows
    assert message["To"] == "desk@office.example, duty@office.example"
    assert WORDS not in str(message)
    assert office.count(Job) == 0


def test_a_mail_server_that_is_busy_is_asked_again_and_the_log_says_so(
    office, finding, city, caplog
):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    with letters(refusals=1) as server, caplog.at_level(logging.WARNING):
        by_mail(office, server.server_address[1])
        day(office, 13)
        works(office, 13)
        assert server.heard == []
        assert "of mail failed" in caplog.text
        works(office, 13, seconds=60)
        assert len(server.heard) == 1


def test_what_could_not_be_told_goes_with_the_next_day_s(office, finding, city):
    with clock_at(BEGIN):
        city.assign(finding, "LY-DSJ", due_on=DUE)
    with posts(refusals=9) as server:
        telling(office, WEBHOOK_URL=f"http://127.0.0.1:{server.server_address[1]}/in")
        day(office, 3)
        for tries in range(9):
            works(office, 3, seconds=2 ** (tries + 2))
        assert server.heard == []
        server.refusals = 0
        day(office, 20)
        works(office, 20)
        (heard,) = server.heard
    number = city.ledger()[0].finding_no
    line = {"number": number, "due_on": "2027-05-23", "link": link(office, finding)}
    assert json.loads(heard) == {"reminders": [line]}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"MAIL_HOST": "x"}, "MAIL_FROM"),
        ({"MAIL_HOST": "x", "MAIL_FROM": "a@b"}, "MAIL_TO"),
        (
            {"MAIL_HOST": "x", "MAIL_FROM": "a", "MAIL_TO": "b", "MAIL_SECURITY": "y"},
            "MAIL_SECURITY",
        ),
        ({"WEBHOOK_URL": "ftp://x/"}, "WEBHOOK_URL"),
    ],
)
def test_a_hook_that_cannot_be_meant_is_refused_at_the_start(told, named):
    with pytest.raises(config.BadSetting) as refused:
        config.read({f"CHAFANG_{name}": value for name, value in told.items()})
    assert refused.value.name == named
