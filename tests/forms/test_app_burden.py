"""Form a, rule by rule: when each fires, and on what it rests."""

import pytest

from tests.forms.conftest import AUGUST_2023, MARCH_2026

CLEAN = {
    "repeat_uuid": "app-1",
    "kind": "app",
    "app_name": "民情通",
    "issuer_level": "county",
    "issuer_unit": "县大数据局",
    "issuer_sector": "gov_office",
    "registered": "yes",
    "purpose": "report",
    "forced": "none",
    "coerce": "none",
    "in_assess": "no",
    "freq": "daily",
    "minutes": "5",
    "dup_app": "no",
    "dup_entry": "no",
    "trace": "no",
    "task": "no",
    "stale_months": "0",
    "commercial": "no",
    "flag_n": "0",
}


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"forced": "install login"}, ["A01"]),
        ({"forced": "quota"}, ["A01"]),
        ({"coerce": "checkin points", "exempt": "no"}, ["A02"]),
        ({"coerce": "checkin", "exempt": "yes"}, []),
        ({"coerce": "checkin", "exempt": "no", "in_assess": "yes"}, ["A03"]),
        ({"in_assess": "yes"}, ["A03"]),
        ({"forced": "install", "in_assess": "yes"}, ["A01", "A03"]),
        ({"dup_app": "yes", "dup_of": "村村通"}, ["A04"]),
        ({"dup_entry": "yes", "dup_entry_n": "2"}, ["A05"]),
        ({"trace": "yes"}, ["A06"]),
        ({"stale_months": "2"}, ["A07"]),
        ({"stale_months": "1"}, []),
        ({"stale_months": ""}, []),
        ({"stale_months": "9", "kind": "group"}, []),
        ({"issuer_level": "town"}, ["A08"]),
        ({"issuer_level": "village", "kind": "mini"}, ["A08"]),
        ({"issuer_level": "town", "kind": "account"}, []),
        ({"task": "yes", "task_desc": "每日转发"}, ["A09"]),
        ({"kind": "group", "group_expired": "yes"}, ["A10"]),
        ({"kind": "group", "group_instant": "yes"}, ["A10"]),
        ({"kind": "group", "group_expired": "no", "group_instant": "no"}, []),
        ({"commercial": "yes"}, ["A11"]),
        ({"registered": "no", "forced": "install"}, ["A01", "A12"]),
        ({"registered": "no"}, []),
        ({"registered": "unknown", "forced": "install"}, ["A01"]),
    ],
    ids=lambda value: ",".join(map(str, value)) or "clean",
)
def test_an_item_fires_the_rules_of_the_table(app_burden, changed, rules):
    assert app_burden.fired(app=[{**CLEAN, **changed}]) == rules


@pytest.mark.parametrize(
    ("minutes", "parameters", "rules"),
    [
        ("59", {}, []),
        ("60", {}, ["A13"]),
        ("75", {}, ["A13"]),
        ("75", {"minutes_limit": 90}, []),
        ("30", {"minutes_limit": "30"}, ["A13"]),
        ("", {}, []),
    ],
)
def test_the_minutes_of_a_day_are_compared_with_the_setting(
    app_burden, minutes, parameters, rules
):
    assert app_burden.fired(sum_minutes=minutes, parameters=parameters) == rules


@pytest.mark.parametrize(("systems", "severity"), [("2", "general"), ("3", "serious")])
def test_filling_three_systems_is_serious(app_burden, systems, severity):
    row = {**CLEAN, "dup_entry": "yes", "dup_entry_n": systems}
    (proposal,) = app_burden.proposals(app=[row]).candidates
    assert proposal.severity == severity
    assert proposal.title == f"同一数据需在{systems}个系统重复填报（含“民情通”）"


TOWNSHIP = [
    {"kind": "app", "forced": "install", "in_assess": "yes", "shot": "1.jpg"},
    {"kind": "app", "dup_app": "yes", "dup_of": "民情通", "shot": "2.jpg"},
    {"kind": "app"},
    {"kind": "mini", "trace": "yes", "shot": "3.jpg", "shot_2": "4.jpg"},
    {"kind": "mini"},
    {"kind": "account", "task": "yes", "task_desc": "转发", "shot": "5.jpg"},
    {"kind": "account"},
    {"kind": "group", "group_instant": "yes", "shot": "6.jpg", "shot_2": "7.jpg"},
    {"kind": "group"},
]


@pytest.fixture
def township():
    rows = [
        {**CLEAN, "repeat_uuid": f"row-{n}", "app_name": f"应用{n}", **row}
        for n, row in enumerate(TOWNSHIP, start=1)
    ]
    return {"app": rows, "n_all": "9", "sum_minutes": "75", "site_name": "孟寺镇"}


def kinds(proposals):
    return {(p.rule, p.position): p.kind for p in proposals.candidates}


def test_a_visit_in_march_2026_gives_only_candidates(app_burden, township, the_plan):
    proposals = app_burden.proposals(at=MARCH_2026, plan_bases=the_plan, **township)
    assert kinds(proposals) == {
        ("A01", 1): "candidate",
        ("A03", 1): "candidate",
        ("A04", 2): "candidate",
        ("A06", 4): "candidate",
        ("A09", 6): "candidate",
        ("A10", 8): "candidate",
        ("A13", None): "candidate",
    }
    assert proposals.troubles == ()


def test_the_same_visit_in_august_2023_rests_on_the_plan_alone(
    app_burden, township, the_plan
):
    proposals = app_burden.proposals(at=AUGUST_2023, plan_bases=the_plan, **township)
    assert kinds(proposals) == {
        ("A01", 1): "hint",
        ("A03", 1): "hint",
        ("A04", 2): "candidate",
        ("A06", 4): "hint",
        ("A09", 6): "candidate",
        ("A10", 8): "hint",
        ("A13", None): "candidate",
    }


def test_every_rule_of_2023_rests_as_the_domain_study_says(app_burden, the_plan):
    every = {
        **CLEAN,
        "forced": "install",
        "coerce": "checkin",
        "exempt": "no",
        "dup_app": "yes",
        "dup_entry": "yes",
        "dup_entry_n": "3",
        "trace": "yes",
        "task": "yes",
        "stale_months": "5",
        "issuer_level": "town",
        "group_expired": "yes",
        "commercial": "yes",
        "registered": "no",
    }
    proposals = app_burden.proposals(
        at=AUGUST_2023,
        plan_bases=the_plan,
        app=[every, {**every, "in_assess": "yes"}],
        sum_minutes="75",
    )
    candidates = {p.rule for p in proposals.candidates if p.kind == "candidate"}
    assert {p.rule for p in proposals.candidates} == set(
        "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13".split()
    )
    assert candidates == {"A04", "A09", "A13"}


def test_a_candidate_cites_only_what_is_in_force(app_burden, the_plan):
    row = {**CLEAN, "dup_app": "yes", "dup_of": "村村通"}

    def cited(at):
        asked = app_burden.proposals(at=at, plan_bases=the_plan, app=[row])
        (proposal,) = asked.candidates
        return proposal.bases

    assert cited(AUGUST_2023) == ("本专项方案·清理整合",)
    assert cited(MARCH_2026) == (
        "本专项方案·清理整合",
        "指尖意见",
        "2026办法·清理整合",
    )


def test_a_candidate_says_all_that_a_person_needs_to_decide(app_burden):
    row = {**CLEAN, "forced": "install", "shot": "1.jpg", "shot_3": "3.jpg"}
    (proposal,) = app_burden.proposals(app=[row]).candidates
    assert proposal.title == "县大数据局强制推广或要求定期登录“民情通”"
    assert (proposal.category, proposal.category_label) == ("A1.1", "强制使用")
    assert (proposal.severity, proposal.instrument, proposal.days) == (
        "serious",
        "assign",
        15,
    )
    assert (proposal.responsible_kind, proposal.responsible_text) == (
        "question",
        "县大数据局",
    )
    assert (proposal.repeat_uuid, proposal.position) == ("app-1", 1)
    assert proposal.evidence == ("1.jpg", "3.jpg")
