"""Form b, rule by rule: one plaque one finding, and the grades of too many."""

import pytest

CLEAN = {
    "repeat_uuid": "p-1",
    "p_text": "妇女之家",
    "p_type": "notice",
    "p_pos": "wall",
    "p_level": "county",
    "p_unit": "县妇联",
    "p_basis": "seen",
    "p_assess": "no",
    "p_again": "no",
    "p_out": "0",
    "p_bad": "0",
    "p_keep": "keep",
}


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"p_assess": "yes"}, ["B03"]),
        ({"p_bad": "1", "p_pos": "outdoor", "p_out": "1"}, ["B01"]),
        ({"p_bad": "0", "p_pos": "outdoor", "p_out": "1"}, []),
        ({"p_bad": "1", "p_basis": "none", "p_type": "other"}, ["B02"]),
        ({"p_bad": "1", "p_basis": "claimed", "p_type": "other"}, []),
        ({"p_type": "system", "p_bad": "1"}, ["B04"]),
        ({"p_type": "system", "p_bad": "1", "p_pos": "outdoor"}, ["B01"]),
        ({"p_type": "system", "p_bad": "1", "p_basis": "none"}, ["B04"]),
        ({"p_active": "no"}, ["B05"]),
        ({"p_active": "yes"}, []),
        ({"p_village_paid": "yes", "p_cost": "300"}, ["B07"]),
        ({"p_village_paid": "yes", "p_level": "village"}, []),
        ({"p_again": "yes"}, ["B08"]),
        # One plaque, one finding: the first true rule of the group wins.
        ({"p_assess": "yes", "p_bad": "1", "p_pos": "outdoor"}, ["B03"]),
        (
            {"p_assess": "yes", "p_bad": "1", "p_basis": "none", "p_type": "other"},
            ["B03"],
        ),
        (
            {"p_bad": "1", "p_basis": "none", "p_active": "no", "p_type": "org"},
            ["B02"],
        ),
        ({"p_assess": "yes", "p_again": "yes"}, ["B03", "B08"]),
    ],
    ids=lambda value: ",".join(map(str, value)) or "clean",
)
def test_a_plaque_fires_the_rules_of_the_table(plaque_audit, changed, rules):
    assert plaque_audit.fired(plaque=[{**CLEAN, **changed}]) == rules


@pytest.mark.parametrize(
    ("plaques", "severity"),
    [
        ("6", None),
        ("8", None),
        ("9", "general"),
        ("12", "general"),
        ("19", "general"),
        ("20", "serious"),
        ("44", "serious"),
        ("45", "major"),
    ],
)
def test_too_many_plaques_have_grades(plaque_audit, plaques, severity):
    found = plaque_audit.proposals(n_plaque=plaques).candidates
    assert [p.severity for p in found] == ([severity] if severity else [])
    assert {p.rule for p in found} <= {"B06"}


def test_another_list_of_kept_plaques_changes_the_limit_without_code(plaque_audit):
    assert plaque_audit.fired(n_plaque="9", parameters={"plaque_limit": 12}) == []
    assert plaque_audit.fired(n_plaque="6", parameters={"plaque_limit": 5}) == ["B06"]


def test_one_plaques_finding_does_not_silence_the_next_plaque(plaque_audit):
    rows = [
        {**CLEAN, "repeat_uuid": "p-1", "p_assess": "yes"},
        {**CLEAN, "repeat_uuid": "p-2", "p_bad": "1", "p_pos": "outdoor"},
        {**CLEAN, "repeat_uuid": "p-3", "p_bad": "1", "p_pos": "outdoor"},
    ]
    found = plaque_audit.proposals(plaque=rows).candidates
    assert [(p.rule, p.repeat_uuid, p.position) for p in found] == [
        ("B03", "p-1", 1),
        ("B01", "p-2", 2),
        ("B01", "p-3", 3),
    ]


def test_what_is_put_right_on_the_spot_has_three_days(plaque_audit):
    row = {**CLEAN, "p_type": "system", "p_before": "a.jpg", "p_before_2": "b.jpg"}
    (proposal,) = plaque_audit.proposals(plaque=[row]).candidates
    assert (proposal.instrument, proposal.days) == ("onspot", 3)
    assert (proposal.responsible_kind, proposal.responsible_text) == ("site", "")
    assert proposal.evidence == ("a.jpg", "b.jpg")
    assert proposal.title == "制度职责类“妇女之家”违规上墙"


def test_a_whole_form_finding_has_no_row(plaque_audit):
    (proposal,) = plaque_audit.proposals(
        n_plaque="45", n_out="20", site_name="前孟村", pan_out="o1.jpg", pan_out_3="o3"
    ).candidates
    assert (proposal.repeat_uuid, proposal.position) == (None, None)
    assert proposal.title == "前孟村共挂牌45块，外部20块"
    assert (proposal.responsible_kind, proposal.days) == ("town_gov", 7)
    assert proposal.evidence == ("o1.jpg", "o3")
