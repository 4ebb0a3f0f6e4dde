"""The first page reminds of what is due soon or late, and of nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.actions.life import due
from server.console.pages.reminders import WORDS
from server.db import now
from server.models import Finding, ReminderKind


def owed(office, visited, status, left):
    """Let the first finding stand at a state, due in so many days."""
    first = office.findings(visited.instance_id)[0]
    with office.writing() as session:
        kept = session.get_one(Finding, first.id)
        kept.status, kept.due_on = status, due.today(now()) + timedelta(days=left)
    office.reminds()
    return first


@pytest.mark.parametrize(
    ("left", "group", "said"),
    [
        (7, "7 日内到期 1", "剩 7 天"),
        (0, "今天到期或刚逾期 1", "今天到期"),
        (-3, "已逾期 3 天以上 1", "超期 3 天"),
        (-25, "已逾期 10 天以上 1", "超期 25 天"),
    ],
)
def test_the_office_and_the_team_are_reminded(
    clerk, office, visited, left, group, said
):
    found = owed(office, visited, "rectifying", left)
    for login in ("city", "leader07"):
        page = clerk(login).open("/").get_data(as_text=True)
        assert f"/findings/{found.key}" in page
        words = clerk(login).read("/")
        assert group in words
        assert said in words
    assert "到期提醒" not in clerk("leader08").read("/")


@pytest.mark.parametrize(("status", "left"), [("rectifying", 8), ("closed", -3)])
def test_nothing_is_said_of_what_is_far_or_over(clerk, office, visited, status, left):
    owed(office, visited, status, left)
    assert "到期提醒" not in clerk("city").read("/")


def test_every_reminder_has_its_words():
    assert set(WORDS) == set(ReminderKind)
