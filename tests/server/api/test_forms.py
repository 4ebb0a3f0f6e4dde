"""Forms and visits for the field app: what to have, and the bytes of it."""

import hashlib
from datetime import date

import pytest

from tests.actors.forms import NOTE, VISIT, VISIT_2
from tests.actors.places import phone


def md5(content):
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture(autouse=True)
def published(office):
    office.publish(NOTE)
    office.publish(VISIT)


def test_the_list_names_form_version_title_hash_and_files(device):
    listed = {each["form_id"]: each for each in device.forms()}
    assert listed.keys() == {"note", "visit"}
    assert (listed["note"]["title"], listed["note"]["version"]) == ("Note 便签", "1")
    assert [file["name"] for file in listed["visit"]["media"]] == ["regions.csv"]


def test_every_hash_is_of_the_bytes_that_are_served(device):
    for each in device.forms():
        for offer in (each, *each["media"]):
            answer = device.wire.send("GET", offer["url"], device._headers())
            assert answer.status == 200
            assert md5(answer.body) == offer["hash"]


def test_an_unchanged_form_is_304(device):
    url = device.forms()[0]["url"]
    first = device.wire.send("GET", url, device._headers())
    known = {**device._headers(), "If-None-Match": first.headers["ETag"]}
    assert device.wire.send("GET", url, known).status == 304


def test_only_the_newest_version_is_offered(office, device):
    office.publish(VISIT_2)
    versions = {each["form_id"]: each["version"] for each in device.forms()}
    assert versions["visit"] == "2"


def test_a_form_that_was_closed_is_named_so_that_its_drafts_are_finished(
    office, device
):
    office.close("note")
    told = device.get("/forms").json
    assert [each["form_id"] for each in told["forms"]] == ["visit"]
    assert told["closed"] == ["note"]


def test_publishing_the_same_again_changes_nothing(office, device):
    before = office.dump()
    office.publish(VISIT)
    assert office.dump() == before


def test_regions_are_cut_to_the_team_and_the_way_there(office, device):
    (visit,) = [each for each in device.forms() if each["form_id"] == "visit"]
    url = visit["media"][0]["url"]
    own = device.wire.send("GET", url, device._headers()).text
    assert own.splitlines() == [
        "name,label,parent,level,__version",
        "370000000000,山东省,000000000000,province,1",
        "371400000000,德州市,370000000000,city,1",
        "371424000000,临邑县,371400000000,county,1",
        "371424105000,孟寺镇,371424000000,town,1",
        "371424105201,东孟村,371424105000,village,1",
    ]
    other = phone(office, "DZ01")
    assert "表白寺镇" in other.wire.send("GET", url, other._headers()).text


def test_a_team_sees_its_own_visits_only(office, device):
    key = office.issue_visit(
        "DZ07",
        "孟寺镇政府",
        "visit",
        region_code="371424105000",
        planned_from=date(2026, 3, 12),
        planned_to=date(2026, 3, 13),
        latitude=37.189642,
        longitude=116.866107,
    )
    office.issue_visit("DZ08", "别处", "visit")
    (told,) = device.visits()
    assert told["id"] == key
    assert told["site_name"] == "孟寺镇政府"
    assert told["region_path"] == ["德州市", "临邑县", "孟寺镇"]
    assert (told["planned_from"], told["planned_to"]) == ("2026-03-12", "2026-03-13")
    assert (told["status"], told["forms"]) == ("issued", ["visit"])
    assert (told["latitude"], told["longitude"]) == (37.189642, 116.866107)


def test_the_api_describes_itself(device):
    answer = device.wire.send("GET", "/api/v1/openapi.json")
    paths = answer.json["paths"]
    assert {"/api/v1/enrolments", "/api/v1/submissions", "/api/v1/changes"} <= set(
        paths
    )
