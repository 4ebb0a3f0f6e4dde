"""Settings of a campaign: what each may be, changed at once or tried first."""

import json
from datetime import date

import pytest

from server.actions import setting_changes, settings
from server.actions.access import SYSTEM
from server.actions.review_settings import HoldRule, ReviewSettings
from server.errors import BadInput, WrongState
from server.models import RuleBook, RuleDifference
from tests.actors.forms import VISIT
from tests.actors.rectifying import Desk

LIMITED = VISIT.replace("minutes>=60", "minutes>=param('limit', 60)")
#: Rests on a document without a day; the other rule rests on the campaign's plan.
VOUCHED = (
    VISIT
    + """| V03 | | minutes>=60 | A1.3 重复 | general | county_lead | 按省方案 | |
bases
| basis  | effective_from |
| 省方案 | |
"""
).replace("| evidence |", "| evidence | basis | origin |", 1)


def changed(office, **given):
    with office.writing() as session:
        home = office.campaign(session)
        return setting_changes.change(session, SYSTEM, home, given).held


def held(office, key):
    with office.reading() as session:
        return settings.current(office.campaign(session))[key]


def decided(office, act):
    with office.writing() as session:
        trial = setting_changes.trial_of(session, office.campaign(session))
        act(session, SYSTEM, trial)
    office.work()


def told(office):
    events = [e for e in office.events() if e.action == "campaign.set"]
    return [json.loads(event.body) for event in events]


@pytest.fixture
def visited(office, device):
    office.publish(LIMITED)
    filled = device.fill("visit", site_name="甲", minutes=75)
    device.push()
    office.work()
    return filled


def test_what_no_rule_asks_for_holds_at_once_and_is_told(office, visited):
    assert changed(office, notice_days=5, verification_levels="city,county") == (
        "verification_levels",
        "notice_days",
    )
    assert held(office, "verification_levels") == ["county", "city"]
    assert told(office)[-1] == {"key": "notice_days", "before": 0, "after": 5}


def test_the_same_again_tells_nothing(office):
    changed(office, notice_days=5)
    before = len(office.events())
    assert changed(office, notice_days="5") == ()
    assert len(office.events()) == before


def test_where_nothing_was_sent_rules_have_the_new_parameters_at_once(office):
    office.publish(LIMITED)
    assert changed(office, parameters={"limit": "80"}) == ("parameters",)
    assert held(office, "parameters") == {"limit": 80.0}


def test_parameters_are_tried_on_what_is_there_before_they_hold(office, visited):
    assert changed(office, parameters={"limit": 80}) == ()
    assert held(office, "parameters") == {}
    office.work()
    with office.reading() as session:
        (row,) = session.query(RuleDifference)
        assert (row.kind, row.rule) == ("gone", "V02")
    assert len(office.findings(visited.instance_id)) == 1
    decided(office, setting_changes.apply)
    assert held(office, "parameters") == {"limit": 80.0}
    assert office.findings(visited.instance_id) == []
    assert told(office)[-1]["before"] == {}
    with office.reading() as session:
        assert session.query(RuleBook).one().state == "applied"


def test_what_is_tried_never_takes_the_place_of_a_rule_book(office, visited):
    office.bring_rules("visit", "## parameters\n| name | value |\n| limit | 70 |\n")
    office.apply_rules("visit")
    changed(office, **{"days.general": 10})
    office.work()
    decided(office, setting_changes.apply)
    (found,) = office.findings(visited.instance_id)
    assert found.days == 10
    with office.reading() as session:
        assert office._form(session, "visit").rule_book_id == 1


def test_what_came_meanwhile_is_looked_at_again_too(office, device, visited):
    changed(office, parameters={"limit": 80})
    office.work()
    late = device.fill("visit", site_name="乙", minutes=70)
    device.push()
    office.work()
    assert len(office.findings(late.instance_id)) == 1
    decided(office, setting_changes.apply)
    assert office.findings(late.instance_id) == []


def test_settings_are_dropped_and_nothing_has_changed(office, visited):
    changed(office, parameters={"limit": 80})
    decided(office, setting_changes.drop)
    assert held(office, "parameters") == {}
    assert len(office.findings(visited.instance_id)) == 1


def test_settings_hold_only_when_they_have_been_tried(office, visited):
    changed(office, parameters={"limit": 80})
    with pytest.raises(WrongState):
        decided(office, setting_changes.apply)


def test_a_second_change_joins_what_waits(office, visited):
    changed(office, parameters={"limit": 80})
    changed(office, **{"days.major": 5})
    office.work()
    decided(office, setting_changes.apply)
    assert held(office, "parameters") == {"limit": 80.0}
    assert held(office, "days")["major"] == 5


def test_dates_that_were_given_do_not_move(office, visited):
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    (finding,) = office.findings(visited.instance_id)
    leader.confirm(finding, description="现场核实属实，时间过长。")
    leader.submit(visited.instance_id)
    reviewer.accept(finding, office.unit("LY-DSJ"))
    Desk(office.app, "city", office.country.code).assign(finding, "LY-DSJ")
    before = office.findings(visited.instance_id)[0]
    assert before.due_on is not None
    changed(office, **{"days.general": 3})
    office.work()
    decided(office, setting_changes.apply)
    after = office.findings(visited.instance_id)[0]
    assert (after.days, after.due_on) == (before.days, before.due_on)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("days", {"general": 0}),
        ("days", {"mild": 3}),
        ("days.major", 1.5),
        ("days.major", True),
        ("parameters", {"1st": 3}),
        ("parameters", "limit"),
        ("parameters", {"limit": True}),
        ("parameters", None),
        ("plan_bases", [{"title": " "}]),
        ("plan_bases", [{"title": "方案", "from": "2026-03-02", "to": "2026-03-01"}]),
        ("plan_bases", [{"title": "方案", "from": "明天"}]),
        ("plan_bases", 7),
        ("verification_levels", []),
        ("verification_levels", "town"),
        ("notice_days", 61),
        ("notice_days", "nan"),
        ("distance_m", 1),
        ("personal_data", "maybe"),
        ("protection", {}),
        ("notice_days.x", 1),
        ("notice_heads", {"letter": "察访"}),
        ("notice_heads.supervision", "察访交"),
        ("notice_heads.supervision", "督〔1〕"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(office, key, value):
    with pytest.raises(BadInput) as refused:
        changed(office, **{key: value})
    assert refused.value.code.startswith("setting_")
    assert told(office) == []


def seen_in(office, device, day):
    device.clock = device.clock.replace(year=day.year, month=day.month, day=day.day)
    device.download("visit")
    filled = device.fill("visit", site_name="甲", minutes=75)
    device.push()
    office.work()
    return {one.rule: one.status for one in office.findings(filled.instance_id)}


def test_without_a_plan_only_what_rests_on_it_holds_before_the_campaign(office, device):
    office.publish(VOUCHED.replace("按省方案 | |", "按省方案 | | 省方案 | norm |"))
    assert seen_in(office, device, date(2026, 3, 5))["V03"] == "candidate"
    before = seen_in(office, device, date(2023, 8, 5))
    assert before == {"V02": "candidate", "V03": "hint"}


def test_a_document_of_the_plan_holds_from_its_day_to_its_day(office, device):
    office.publish(VOUCHED.replace("按省方案 | |", "按省方案 | | 省方案 | norm |"))
    plan = [{"title": "省方案", "from": "2023-01-01", "to": "2023-12-31"}]
    changed(office, plan_bases=plan)
    both = {"V02": "candidate", "V03": "candidate"}
    assert seen_in(office, device, date(2023, 8, 5)) == both
    after = seen_in(office, device, date(2024, 8, 5))
    assert after == {"V02": "candidate", "V03": "hint"}


def test_the_plan_itself_may_have_days(office, device):
    office.publish(VISIT)
    changed(office, plan_bases=[{"title": "本专项方案", "to": "2026-03-31"}])
    assert seen_in(office, device, date(2026, 3, 5)) == {"V02": "candidate"}
    assert seen_in(office, device, date(2026, 4, 5)) == {"V02": "hint"}
    assert seen_in(office, device, date(2026, 2, 5)) == {"V02": "hint"}


def test_the_office_says_what_reviewers_open_one_by_one(office):
    changed(office, hold="share", hold_share="30")
    with office.reading() as session:
        wanted = ReviewSettings.of(office.campaign(session))
    assert (wanted.hold, wanted.hold_share) == (HoldRule.SHARE, 30)
    with pytest.raises(BadInput):
        changed(office, hold="none")
