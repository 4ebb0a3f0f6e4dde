"""A list is replaced beside the form: phones have it, and old answers stay fair."""

import hashlib

import pytest

from tests.actors.collect import Collect
from tests.actors.forms import KEPT

OWN = b"name,label\na,Party\n"
OTHER = b"name,label\nb,Militia\n"


@pytest.fixture(autouse=True)
def published(office):
    office.publish(KEPT, kept__csv=OWN)


def replaced(office, content=OTHER):
    office.bring_rules("kept", kept__csv=content)
    office.apply_rules("kept")


def listed(device):
    """Give the hash that a phone is told, and the bytes that it then gets."""
    (form,) = device.forms()
    (file,) = form["media"]
    return file["hash"], device.wire.send("GET", file["url"], device._headers()).body


def md5(content):
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


def unfit(office, filled):
    return [one["code"] for one in office.submission(filled.instance_id).issues]


def test_the_next_pull_brings_the_list_in_force(office, device):
    assert listed(device) == (md5(OWN), OWN)
    device.pull()
    replaced(office)
    assert device.pull()["forms_changed"]
    assert listed(device) == (md5(OTHER), OTHER)


def test_collect_gets_the_list_in_force(office, device):
    replaced(office)
    collect = Collect(device.wire, office.key("DZ07"))
    (entry,) = collect.form_list("kept")
    (file,) = collect.manifest(entry)
    assert file.hash == md5(OTHER)


def test_a_list_that_only_rules_look_up_in_stays_at_the_office(office, device):
    office.bring_rules("kept", quota__csv=b"name,most\nminutes,60\n")
    office.apply_rules("kept")
    assert listed(device) == (md5(OWN), OWN)


def test_an_answer_from_the_list_of_its_time_is_no_issue(office, device):
    old = device.fill("kept", site_name="甲", kept="a")
    strange = device.fill("kept", site_name="乙", kept="c")
    device.push()
    office.work()
    replaced(office)
    assert unfit(office, old) == []
    assert unfit(office, strange) == ["unlisted"]


def test_a_phone_without_signal_may_still_have_the_list_before(office, device):
    old = device.fill("kept", site_name="甲", kept="a")
    replaced(office)
    new = device.fill("kept", site_name="乙", kept="b")
    device.push()
    office.work()
    assert (unfit(office, old), unfit(office, new)) == ([], [])


def test_what_rules_look_up_in_is_the_list_in_force(office, device):
    old = device.fill("kept", site_name="甲", kept="a")
    device.push()
    office.work()
    assert office.findings(old.instance_id) == []
    replaced(office)
    (found,) = office.findings(old.instance_id)
    assert found.rule == "K01"
