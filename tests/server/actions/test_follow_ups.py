"""Back at the place: what a phone carries there, and what it says afterwards."""

import csv
import io
from datetime import date

import pytest

from forms import library
from server.actions import queue
from server.console.pages import follow_ups
from server.models import FollowUp
from sync.openrosa import md5_hash
from tests.actors.collect import Collect
from tests.actors.device import HERE
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone

WORDS = "“某通”强制推广，经现场核实情况属实。"
SPOT = {"lat": 37.19, "lon": 116.87, "acc": 12}
BEFORE = photo("a.jpg", gps=SPOT)
AFTER = photo("after.jpg")
ADDRESS = "/findings/photos/{}"


@pytest.fixture
def returning(office):
    """Give an office that offers the follow-up form."""
    office.publish(VISIT)
    office.publish_file(library.workbook("follow_up"), "follow_up.xlsx")
    return office


@pytest.fixture
def finding(returning):
    """Give a finding of team DZ07 that stands in the ledger, with a photo."""
    return accepted(returning, "DZ07", BEFORE)


def accepted(office, team, shot):
    """Let a team find something that a reviewer accepts."""
    device = phone(office, team, None)
    row = {
        "app_name": "某通",
        "issuer": "临邑县大数据局",
        "forced": "yes",
        "shot": shot,
    }
    sent = device.fill(
        "visit", site_name="孟寺镇政府", town="371424105000", minutes=5, app=[row]
    )
    device.push()
    office.work()
    leader = office.person(f"leader{team[-2:]}")
    (found,) = office.findings(sent.instance_id)
    leader.confirm(found, description=WORDS)
    leader.submit(sent.instance_id)
    office.person("reviewer").accept(found, office.unit("LY-DSJ"))
    (found,) = office.findings(sent.instance_id)
    return found


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def carried(device):
    """Read the list that a phone has."""
    offer = next(each for each in device.forms() if each["form_id"] == "follow_up")
    (file,) = offer["media"]
    assert file["name"] == "open_findings.csv"
    return rows(device.wire.send("GET", file["url"], device._headers()).body)


def back(device, finding, **answers):
    """Fill the follow-up of a finding, as the field app does."""
    given = {
        "prefilled": "yes",
        "finding_id": finding.key,
        "finding_no": finding.finding_no,
        "fix": "full",
        "longterm": "duty",
        "after": AFTER,
        "ask_n": 2,
        "ask_ok": 2,
        "desc": "已停止强制推广。",
        "advice": "close",
        "new_problem": "no",
    }
    filled = device.fill("follow_up", **{**given, **answers})
    device.push()
    return filled


def test_a_phone_carries_the_open_findings_of_its_own_team(returning, finding):
    (row,) = carried(phone(returning, "DZ07"))
    (before,) = returning.evidence(finding)
    assert row == {
        "name": finding.key,
        "label": f"{finding.finding_no} · {finding.title} · 孟寺镇政府",
        "number": finding.finding_no,
        "title": "强制推广“某通”，要求登录",
        "site": "孟寺镇政府",
        "unit": "临邑县大数据局",
        "category": row["category"],
        "severity": "serious",
        "due": "",
        "require": "",
        "claim": "",
        "place": "37.19 116.87 0 12.0",
        "before": before.key,
        "__version": row["__version"],
    }
    assert int(row["__version"]) > 0
    assert row["category"].startswith("A1.1 ")


def test_another_team_of_the_same_place_carries_nothing_of_it(returning, finding):
    other = phone(returning, "DZ08")
    assert carried(other) == []
    (before,) = returning.evidence(finding)
    theirs, nobodys = (other.get(ADDRESS.format(key)) for key in (before.key, "nobody"))
    assert theirs.status == nobodys.status == 404
    assert theirs.body == nobodys.body


def test_collect_has_the_same_list(returning, finding, line):
    key = returning.key("DZ07")
    collect = Collect(line, key)
    (form,) = collect.form_list("follow_up")
    (file,) = collect.manifest(form)
    content = collect.get(file.download_url).body
    assert [row["name"] for row in rows(content)] == [finding.key]
    assert file.hash == md5_hash(content)


def test_a_photo_of_before_is_small_and_of_the_own_team(returning, finding):
    (before,) = returning.evidence(finding)
    mine = phone(returning, "DZ07").get(ADDRESS.format(before.key))
    assert (mine.status, mine.headers["Content-Type"]) == (200, "image/jpeg")
    assert mine.body[:3] == b"\xff\xd8\xff"


def test_what_is_closed_leaves_the_list_and_the_phone_hears_of_it(returning, finding):
    device = phone(returning, "DZ07")
    device.pull()
    assert device.pull()["forms_changed"] is False
    other = phone(returning, "DZ08")
    other.pull()
    back(phone(returning, "DZ07"), finding)
    returning.work()
    assert device.pull()["forms_changed"] is True
    assert other.pull()["forms_changed"] is False
    with returning.writing() as session:
        session.merge(finding).status = "closed"
    assert carried(device) == []


def test_a_follow_up_lies_beside_its_finding_and_moves_nothing(returning, finding):
    filled = back(phone(returning, "DZ07"), finding)
    returning.work()
    with returning.reading() as session:
        (seen,) = session.scalars(FollowUp.of(finding.id))
        assert (seen.fix, seen.advice) == ("full", "close")
        assert seen.seen_at.astimezone(HERE).date() == date(2026, 3, 12)
    (stands,) = returning.person("reviewer").ledger()
    assert (stands.key, stands.status) == (finding.key, "confirmed")
    kept = returning.submission(filled.instance_id)
    assert (kept.site_name, kept.region_code) == ("孟寺镇政府", "371424105000")
    assert returning.findings(filled.instance_id) == []


def test_a_second_look_says_nothing_new_and_a_correction_takes_its_place(
    returning, finding
):
    device = phone(returning, "DZ07")
    filled = back(device, finding)
    returning.work()
    said = [one for one in returning.events() if one.action == "finding.followed_up"]
    with returning.writing() as session:
        kept = returning.submission(filled.instance_id)
        queue.enqueue(session.connection(), kept.campaign_id, "rules", kept.id)
    returning.work()
    again = [one for one in returning.events() if one.action == "finding.followed_up"]
    assert [one.seq for one in again] == [one.seq for one in said]
    device.correct(filled, fix="part", advice="extend", new_due="2099-01-01")
    device.push()
    returning.work()
    with returning.reading() as session:
        (seen,) = session.scalars(FollowUp.of(finding.id))
        assert (seen.fix, seen.new_due_on) == ("part", date(2099, 1, 1))


def test_a_feigned_repair_is_a_new_candidate_of_the_same_unit(returning, finding):
    filled = back(phone(returning, "DZ07"), finding, fix="fake", advice="escalate")
    returning.work()
    (new,) = returning.findings(filled.instance_id)
    assert (new.rule, new.status, new.severity) == ("E01", "candidate", "major")
    assert new.title == f"{finding.finding_no}虚假整改"
    assert (new.responsible_text, new.proposed_unit_id) == (
        "临邑县大数据局",
        returning.unit("LY-DSJ").id,
    )
    assert new.county_code == finding.county_code
    assert [file.name for file in returning.evidence(new)] == ["after.jpg"]


def test_another_team_s_finding_cannot_be_followed_up(returning, finding):
    filled = back(phone(returning, "DZ08"), finding, fix="fake", advice="escalate")
    returning.work()
    with returning.reading() as session:
        assert list(session.scalars(FollowUp.of(finding.id))) == []
    (new,) = returning.findings(filled.instance_id)
    assert (new.responsible_text, new.proposed_unit_id) == ("", None)


def test_the_page_of_the_finding_pairs_before_and_after(returning, finding):
    back(phone(returning, "DZ07"), finding)
    returning.work()
    with returning.reading() as session:
        (seen,) = follow_ups.read(session, finding)
        (pair,) = seen.pairs
        shown = [one.name for one in (pair.before, pair.after) if one]
        assert shown == ["a.jpg", "after.jpg"]
        assert (seen.mark, seen.team.code) == ("done", "DZ07")
