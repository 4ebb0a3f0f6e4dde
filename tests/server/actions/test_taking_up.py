"""The office takes a follow-up's proposal up: the step that leads on is taken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from server.actions.life import taking_up
from server.actions.life.taking_up import FollowUpTaken
from server.errors import Incomplete, WrongState
from server.models import Extension, FollowUp
from tests.actors.rectifying import DUE, again, reported
from tests.server.actions.test_life_guards import refused

LATER = DUE + timedelta(days=30)
#: What the team saw and proposes: status → step.
LEADS = """
| fix     | advice   | status         | step        |
| full    | close    | reported       | pass_level  |
| full    | close    | verifying      | pass_level  |
| full    | close    | pending_notice | close       |
| full    | close    | rectifying     |             |
| part    | close    | verifying      |             |
| part    | extend   | rectifying     | answer_time |
| part    | extend   | closed         |             |
| none    | reopen   | reported       | fail        |
| fake    | reopen   | verifying      | fail        |
| none    | reopen   | pending_notice | object      |
| rebound | reopen   | closed         | reopen      |
| none    | reopen   | rectifying     |             |
| fake    | escalate | assigned       | escalate    |
| fake    | escalate | closed         |             |
| full    | dance    | verifying      |             |
"""


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("line", LEADS.strip().splitlines()[1:])
def test_a_proposal_leads_where_the_table_says(line):
    fix, advice, status, step = cells(line)
    assert (taking_up.leads_to(status, fix, advice) or "") == step


@pytest.fixture
def said(office, finding):
    """Give a function that lets a team have said something of the finding."""

    def say(fix, advice, new_due_on=None):
        with office.writing() as session:
            session.add(
                FollowUp(
                    campaign_id=finding.campaign_id,
                    finding_id=finding.id,
                    submission_id=finding.submission_id,
                    fix=fix,
                    advice=advice,
                    new_due_on=new_due_on,
                    seen_at=datetime(2026, 5, 1, tzinfo=UTC),
                )
            )

    return say


def takes_up(person, finding, due_on=None):
    def act(session, actor, kept):
        seen = session.scalars(FollowUp.of(kept.id)).one()
        taking_up.take_up(session, actor, kept, seen, due_on)

    person.does("finding.assign", act, finding)


def test_a_full_repair_goes_on_to_its_close_out(
    office, finding, city, bigdata, county, said
):
    reported(city, bigdata, finding)
    county.passes(finding)
    said("full", "close")
    takes_up(city, finding)
    assert again(office, finding).status == "closed"
    assert refused(FollowUpTaken, takes_up, city, finding) == "follow_up_taken"


def test_the_office_passes_at_its_own_level_only(office, finding, city, bigdata, said):
    """The county verifies; its own office can take the proposal up."""
    reported(city, bigdata, finding)
    said("full", "close")
    assert refused(Exception, takes_up, city, finding) == "other_level"
    takes_up(type(city)(office.app, "linyi", office.country.code), finding)
    assert again(office, finding).status == "pending_notice"


def test_more_time_moves_the_due_date_with_a_row(office, finding, city, said):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    said("part", "extend")
    assert refused(Incomplete, takes_up, city, finding) == "due_missing"
    takes_up(city, finding, LATER)
    assert again(office, finding).due_on == LATER
    with office.reading() as session:
        (moved,) = session.scalars(Extension.of(finding.id))
    assert (moved.reason, moved.asked_by) == (taking_up.SAID, None)


def test_what_was_not_put_right_goes_back(office, finding, city, bigdata, said):
    reported(city, bigdata, finding)
    said("none", "reopen", LATER)
    takes_up(type(city)(office.app, "linyi", office.country.code), finding)
    kept = again(office, finding)
    assert (kept.status, kept.due_on) == ("rectifying", LATER)


def test_a_rebound_opens_what_was_closed(office, finding, city, bigdata, county, said):
    reported(city, bigdata, finding)
    county.passes(finding)
    city.closes(finding)
    said("rebound", "reopen", LATER)
    takes_up(city, finding)
    kept = again(office, finding)
    assert (kept.status, kept.reopened) == ("rectifying", 1)


def test_an_escalation_goes_to_the_next_level(office, finding, city, said):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    said("none", "escalate")
    takes_up(city, finding)
    assert again(office, finding).escalated_to == "county"


def test_what_does_not_lead_on_is_refused(finding, city, said):
    said("full", "close")
    assert refused(WrongState, takes_up, city, finding) == "advice_unfit"


def test_an_objection_is_what_a_follow_up_is_during_the_notice(
    office, finding, city, bigdata, county, said
):
    reported(city, bigdata, finding)
    county.passes(finding)
    said("part", "reopen", date(2099, 5, 1))
    takes_up(city, finding)
    assert again(office, finding).status == "verifying"
