"""A version is published for a form that was given other rules beside it."""

import pytest

from server.actions.standing_book import BookChoice
from server.errors import Incomplete
from tests.actors.forms import KEPT, VISIT, VISIT_2

LIMIT = "## parameters\n| name | value |\n| limit | 70 |\n"
OTHER = """
## findings
| rule | when | category | severity | title |
| V02 | minutes > 50 | A1.3 重复 | general | 超过五十 |
"""
STRICTER = VISIT_2.replace("minutes>=60", "minutes>=30")
KEPT_2 = KEPT.replace("| kept    | 1       |", "| kept    | 2       |")
OWN, MORE = b"name,label\na,Party\n", b"name,label\nc,Service\n"


def rules_of(office, device, form="visit", **answers):
    device.download(form)
    filled = device.fill(form, site_name="甲", **answers)
    device.push()
    office.work()
    return [(one.rule, one.title) for one in office.findings(filled.instance_id)]


def test_parameters_alone_leave_each_version_its_own_rules(office, device):
    office.publish(VISIT)
    office.bring_rules("visit", LIMIT)
    office.apply_rules("visit")
    assert rules_of(office, device, minutes=40) == []
    office.publish(STRICTER)
    (found,) = rules_of(office, device, minutes=40)
    assert found[0] == "V02"


def test_rules_that_were_brought_ask_whoever_publishes_others(office):
    office.publish(VISIT)
    office.bring_rules("visit", OTHER)
    office.apply_rules("visit")
    with pytest.raises(Incomplete, match="book_undecided"):
        office.publish(STRICTER)


def test_kept_they_hold_for_the_new_version_too(office, device):
    office.publish(VISIT)
    office.bring_rules("visit", OTHER)
    office.apply_rules("visit")
    office.publish_over(STRICTER, BookChoice.KEEP)
    assert rules_of(office, device, minutes=40) == []
    assert rules_of(office, device, minutes=55) == [("V02", "超过五十")]


def test_the_workbooks_own_are_tried_before_they_hold(office, device):
    office.publish(VISIT)
    office.bring_rules("visit", OTHER)
    office.apply_rules("visit")
    office.publish_over(STRICTER, BookChoice.OWN)
    office.work()
    assert rules_of(office, device, minutes=40) == []
    office.apply_rules("visit")
    (found,) = rules_of(office, device, minutes=40)
    assert found[0] == "V02"


def test_the_same_rules_ask_nothing(office):
    office.publish(VISIT)
    office.bring_rules("visit", findings_of(VISIT))
    office.apply_rules("visit")
    office.publish(VISIT_2)


def test_a_list_of_the_new_version_is_chosen_for_as_well(office, device):
    office.publish(KEPT, kept__csv=OWN)
    office.bring_rules("kept", kept__csv=b"name,label\nb,Militia\n")
    office.apply_rules("kept")
    with pytest.raises(Incomplete, match="book_undecided"):
        office.publish(KEPT_2, kept__csv=MORE)
    office.publish_over(KEPT_2, BookChoice.OWN, kept__csv=MORE)
    office.work()
    office.apply_rules("kept")
    assert rules_of(office, device, "kept", kept="c") == []
    assert rules_of(office, device, "kept", kept="b") == [("K01", "清单外“b”")]


def findings_of(tables):
    """Cut the rules out of a form, as a workbook of rules of their own."""
    return "## findings\n" + tables.partition("findings\n")[2]
