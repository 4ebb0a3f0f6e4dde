"""The forms as a phone fills them: what each case of the table makes the rules say.

The answers are those that the field app's engine wrote for the same table
(`tests/conformance/library`): no rule is tried with answers that no phone gives.
"""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from forms.instance import parse
from forms.library import NAMES, workbook
from forms.rules import RuleBasis
from forms.workbook import compile_workbook
from tests.forms.conftest import Form

FOLDER = Path(__file__).parents[1] / "conformance" / "library"
TABLES = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in NAMES}
FILLED = {
    name: json.loads((FOLDER / f"{name}.filled.json").read_text()) for name in NAMES
}
CASES = [(name, case) for name in NAMES for case in TABLES[name]["cases"]]
#: The campaign's plan began in spring 2023, and stands for whatever names it.
PLAN = (RuleBasis("本专项方案", date(2023, 4, 1)),)
SAID = ("rule", "kind", "category", "severity", "days", "instrument", "bases")


@pytest.fixture(scope="session")
def shipped():
    return {
        name: Form(compile_workbook(workbook(name), f"{name}.xlsx")) for name in NAMES
    }


@pytest.mark.parametrize(
    ("name", "case"), CASES, ids=[f"{name}: {case['name']}" for name, case in CASES]
)
def test_the_rules_say_what_the_table_says(shipped, name, case):
    table = TABLES[name]
    at = datetime.fromisoformat(case.get("at", table["at"]))
    instance = parse(FILLED[name][case["name"]].encode())
    said = shipped[name].proposals_of(instance, at, plan_bases=PLAN)
    assert said.troubles == ()
    wanted = [_wanted(table["rules"], given, at) for given in case["gives"]]
    assert [_told(proposal, SAID) for proposal in said.candidates] == [
        {key: value for key, value in each.items() if key in SAID} for each in wanted
    ]
    for proposal, each in zip(said.candidates, wanted, strict=True):
        assert _told(proposal, each) == each


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_speaks_and_is_silent_somewhere(shipped, name):
    cases = TABLES[name]["cases"]
    said = [{given["rule"] for given in case["gives"]} for case in cases]
    rules = {rule.rule for rule in shipped[name].rules}
    assert rules == set(TABLES[name]["rules"])
    assert set().union(*said) == rules
    always = set.intersection(*said)
    assert always == ({"F01"} if name == "quick_report" else set())


def _wanted(rules, given, at):
    """Complete what a case expects with what its rule always says."""
    about = dict(rules[given["rule"]])
    then = about.pop("in_2023")
    if at.year == 2023:
        about["bases"] = then
    kind = "candidate" if about["bases"] else "hint"
    return {"kind": kind, **about, **given}


def _told(proposal, keys):
    """Say of a proposal what the table speaks about."""
    told = {
        "row": proposal.position,
        "evidence": len(proposal.evidence),
        "responsible": proposal.responsible_text,
        "bases": list(proposal.bases),
    }
    return {key: told.get(key, getattr(proposal, key, None)) for key in keys}
