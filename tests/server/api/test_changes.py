"""The change feed: what happened at the office reaches the phone, once."""

from itertools import count

import pytest
from sqlalchemy import update

from server.models import Installation
from sync.changes import Cursor
from sync.errors import BadCursor
from tests.actors.forms import NOTE, VISIT, VISIT_2
from tests.actors.places import phone

WORDS = "“某通”强制推广，经现场核实情况属实。"


@pytest.fixture(autouse=True)
def published(office):
    office.publish(NOTE)
    office.publish(VISIT)


@pytest.fixture
def sent(office, device):
    """Give a submission that proposes one finding."""
    filled = device.fill(
        "visit", site_name="孟寺镇政府", town="371424105000", minutes=90
    )
    device.push()
    office.work()
    device.pull()
    return filled


def accepted(office, filled):
    """Let the leader confirm and a reviewer accept everything."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for finding in office.findings(filled.instance_id):
        leader.confirm(finding, description=WORDS)
    leader.submit(filled.instance_id)
    return [
        reviewer.accept(finding, office.unit("LY-DSJ"))
        for finding in office.findings(filled.instance_id)
    ]


def test_the_first_pull_brings_everything_of_this_phone(device):
    filled = [device.fill("note", said=str(n)) for n in range(3)]
    device.push()
    changes = device.pull()
    assert [each["instance_id"] for each in changes["submissions"]] == [
        each.instance_id for each in filled
    ]
    assert changes["more"] is False
    assert changes["forms_changed"] is True


def test_a_pull_after_nothing_happened_brings_nothing(device, sent):
    changes = device.pull()
    assert changes["submissions"] == []
    assert (changes["forms_changed"], changes["visits_changed"]) == (False, False)


def test_asking_again_with_the_same_cursor_gives_the_same(device):
    device.fill("note", said="x")
    device.push()
    first = device.pull()
    device.cursor = None
    again = device.pull()
    assert again["submissions"] == [
        {**each, "receipt": {**each["receipt"], "server_time": told}}
        for each, told in zip(
            first["submissions"],
            (each["receipt"]["server_time"] for each in again["submissions"]),
            strict=True,
        )
    ]


def test_a_returned_submission_reaches_the_phone_with_reason_and_notes(
    office, device, sent
):
    note = {"question": "minutes", "repeat_uuid": None, "text": "核实分钟数"}
    office.person("reviewer").send_back(sent.instance_id, "照片不清", note)
    (told,) = device.pull()["submissions"]
    assert (told["instance_id"], told["state"]) == (sent.instance_id, "returned")
    assert told["returned"]["reason"] == "照片不清"
    assert told["returned"]["by"] == "reviewer"
    assert told["returned"]["notes"] == [note]
    assert told["returned"]["at"]
    assert told["receipt"]["state"] == "complete"


def test_an_accepted_finding_s_number_reaches_the_phone(office, device, sent):
    (number,) = accepted(office, sent)
    (told,) = device.pull()["submissions"]
    assert told["finding_numbers"] == [number]
    assert (told["state"], told["returned"]) == ("accepted", None)


def test_a_new_version_of_a_form_is_announced(office, device, sent):
    office.publish(VISIT_2)
    assert device.pull()["forms_changed"] is True
    assert device.pull()["forms_changed"] is False


def test_a_new_visit_is_announced_to_its_team_and_nobody_else(office, device, sent):
    other = phone(office, "DZ08")
    other.pull()
    office.issue_visit("DZ07", "孟寺镇政府", "visit")
    assert device.pull()["visits_changed"] is True
    assert other.pull()["visits_changed"] is False


def test_what_another_phone_sent_is_not_told(office, device, sent):
    other = phone(office, "DZ07")
    assert other.pull()["submissions"] == []


def test_a_cursor_does_not_tell_how_busy_others_are(office, device, sent):
    first = device.pull()["cursor"]
    idle = device.pull()["cursor"]
    other = phone(office, "DZ08")
    other.fill("note", said="x")
    other.push()
    busy = device.pull()["cursor"]
    assert len({first, idle, busy}) == 3
    assert len(first) == len(idle) == len(busy)
    with pytest.raises(BadCursor):
        Cursor.decode(busy)


@pytest.mark.parametrize("cursor", ["x", "MSBhIDE", "....", "%F0%9F%98%80"])
def test_a_cursor_that_is_none_begins_again(device, sent, cursor):
    device.cursor = cursor
    assert len(device.pull()["submissions"]) == 1


def test_a_restored_store_begins_a_new_history(office, device, sent):
    with office.writing() as session:
        session.execute(update(Installation).values(epoch="another-history"))
    changes = device.pull()
    assert changes["epoch"] == "another-history"
    assert [each["instance_id"] for each in changes["submissions"]] == [
        sent.instance_id
    ]
    assert device.pull()["submissions"] == []


def test_a_long_absence_is_caught_up_page_by_page(office, device, monkeypatch):
    monkeypatch.setattr("server.api.changes.PAGE", 3)
    filled = {device.fill("note", said=str(n)).instance_id for n in range(8)}
    device.push()
    seen: list[str] = []
    for _ in count():
        changes = device.pull()
        seen += [each["instance_id"] for each in changes["submissions"]]
        if not changes["more"]:
            break
    assert len(seen) == 8
    assert set(seen) == filled
