"""Nobody sees what is not theirs: other teams, told by pairs of requests."""

import json
import re
from contextlib import ExitStack

import pytest

from sync import tus
from tests.actors.collect import Collect
from tests.actors.device import UPLOADS
from tests.actors.forms import NOTE, VISIT
from tests.actors.office import Office
from tests.actors.photos import photo
from tests.actors.places import furnished_settings, phone, running
from tests.actors.world import Country

PHOTO = photo("a.jpg")
#: What differs between two runs of the same requests, whoever asks.
PASSING = re.compile(r'"(server_time|cursor|epoch|token|id|openrosa_url)": ?"[^"]*"')


@pytest.fixture
def theirs(office):
    """Give what another team of the same county has sent."""
    office.publish(NOTE)
    other = phone(office, "DZ08")
    filled = other.fill("note", said="secret", photo=PHOTO)
    other.push(losing=["a.jpg"])
    upload = other.create_upload(filled.instance_id, PHOTO)
    return filled, upload


def test_another_team_s_ids_are_the_same_404_as_none(office, device, theirs):
    filled, upload = theirs
    headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    pairs = [
        (device.get(f"/submissions/{one}/receipt") for one in (filled.instance_id, "x"))
    ]
    pairs += [
        (device.tus(method, one, headers, b"x") for one in (upload, f"{UPLOADS}/x"))
        for method in ("HEAD", "PATCH", "DELETE")
    ]
    for seen, nothing in map(tuple, pairs):
        assert seen.status == nothing.status == 404
        assert seen.body == nothing.body
        assert _plain(seen.headers) == _plain(nothing.headers)


def test_a_photo_cannot_be_put_into_another_team_s_submission(office, device, theirs):
    filled, _ = theirs
    before = office.dump()
    answers = []
    for instance_id in (filled.instance_id, "uuid:nobody"):
        headers = {
            "Upload-Length": "5",
            "Upload-Metadata": _metadata(instance_id),
        }
        answers.append(device.tus("POST", UPLOADS, headers))
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].body == answers[1].body
    assert office.dump() == before


def test_having_the_same_photo_is_told_to_nobody(office, device, theirs):
    """A photo that another team has is missing like any other."""
    other = phone(office, "DZ08")
    other.fill("note", photo=PHOTO)
    other.push()
    filled = device.fill("note", photo=PHOTO)
    (receipt,) = device.push(losing=["a.jpg"])
    assert receipt.files == ()
    assert [missing.name for missing in receipt.missing] == ["a.jpg"]
    where = device.create_upload(filled.instance_id, PHOTO)
    assert device.tus("HEAD", where).headers["Upload-Offset"] == "0"


def test_another_team_s_answers_cannot_be_asked_for_by_sending_them(
    office, device, theirs
):
    filled, _ = theirs
    answer = device.send_answers(filled)
    assert answer.status == 409
    assert "secret" not in answer.text
    assert "DZ08" not in answer.text
    assert office.submission(filled.instance_id).xml == filled.xml
    assert filled.instance_id not in office.person("leader07").sees_submissions()


@pytest.fixture
def worlds(tmp_path, furnished, darkroom):
    """Give two offices: in one the other teams do nothing, in one they are busy."""
    with ExitStack() as stack:
        found = []
        for name in ("quiet", "busy"):
            (tmp_path / name).mkdir()
            chosen = furnished_settings(tmp_path / name, furnished)
            app = stack.enter_context(running(chosen))
            app.extensions["darkroom"] = darkroom
            found.append(Office(app, Country()))
        for office in found:
            office.publish(NOTE)
            office.publish(VISIT)
        yield found


def busy(office):
    """Let two other teams have visits, submissions, returns and findings."""
    for team in ("DZ08", "DZ01"):
        other = phone(office, team)
        office.issue_visit(team, "孟寺镇政府", "visit")
        filled = other.fill("visit", site_name="孟寺镇政府", minutes=90, door=PHOTO)
        other.push()
        office.work()
        office.person("reviewer").send_back(filled.instance_id, "照片不清")


def told_to(device, collect):
    """Ask for everything a phone can ask for."""
    filled = device.fill("visit", site_name="孟寺镇政府", minutes=90, door=PHOTO)
    device.push()
    answers = [
        device.get("/forms"),
        device.get("/visits"),
        device.get("/changes"),
        device.get(f"/submissions/{filled.instance_id}/receipt"),
        device.get("/forms/visit/1/media/regions.csv"),
        collect.get(f"{collect.base}/formList"),
        collect.head(),
    ]
    return [
        (answer.status, _normal(answer.text, filled, device, collect), _length(answer))
        for answer in answers
    ]


def _normal(text, filled, device, collect):
    own = {filled.instance_id: "INSTANCE", collect.base: "BASE", device.token: "TOKEN"}
    for word, mark in own.items():
        text = text.replace(word, mark)
    text = re.sub(r'"xml_sha256":"[0-9a-f]{64}"', "XML", text)
    return PASSING.sub(r"\1", text)


def _length(answer):
    """Lengths tell as well; only a cursor may be a digit longer."""
    cursor = 0
    if b'"cursor"' in answer.body:
        cursor = len(json.loads(answer.body)["cursor"])
    return len(answer.body) - cursor


def test_a_phone_is_told_the_same_however_busy_other_teams_are(worlds):
    busy(worlds[1])
    told = []
    for office in worlds:
        device = phone(office, "DZ07")
        told.append(told_to(device, Collect(device.wire, office.key("DZ07"))))
    for one, other in zip(*told, strict=True):
        assert one == other


def _plain(headers):
    return {name: value for name, value in headers if name != "Date"}


def _metadata(instance_id):
    return tus.write_metadata(
        {"instance": instance_id, "filename": "x.jpg", "sha256": "0" * 64}
    )
