"""Working groups, leaders and auditors: each reads what is theirs (§2.4)."""

from __future__ import annotations

import re

import pytest

from server.actions import people
from server.actions.access import SYSTEM
from server.models import Role
from tests.actors.rectifying import accepted, desk
from tests.actors.world import LINYI
from tests.server.console.clerk import Clerk

CITY = "371400000000"
PEOPLE = {
    "group": (Role.WORKING_GROUP, CITY),
    "leader": (Role.LEADER_VIEW, CITY),
    "county_leader": (Role.LEADER_VIEW, LINYI),
    "auditor": (Role.AUDITOR, CITY),
    "county_auditor": (Role.AUDITOR, LINYI),
}


@pytest.fixture
def finding(office, visited):
    """Give a finding of the ledger that a unit owes."""
    found = accepted(office)
    desk(office, "city").assign(found, "LY-DSJ")
    return found


@pytest.fixture
def sits(house, office, password_hash):
    """Give a function that seats one of those who only look."""
    with office.writing() as session:
        home = office.campaign(session)
        for login, (role, region) in PEOPLE.items():
            made = people.create_user(session, login, login, password_hash)
            people.grant_region(session, SYSTEM, home, made, role, region)
    return lambda login: Clerk(house).sign_in(login)


def status(someone, path):
    return someone.open(path).status_code


def menu(page):
    return set(re.findall(r'href="/c/jf26/([a-z]*)', page))


def test_a_leader_sees_sums_and_the_ledger_and_never_what_was_filled(
    office, finding, visited, sits
):
    leader = sits("leader")
    sent = office.submission(visited.instance_id)
    (shot, *_) = office.evidence(finding)
    chart = leader.read("/overview")
    assert {"overview", "ledger"} <= menu(leader.open("/overview").text)
    assert not {"submissions", "review", "exports"} & menu(
        leader.open("/overview").text
    )
    assert "挂图" in chart
    page = leader.open(f"/findings/{finding.key}").text
    assert finding.title in page
    assert f"/submissions/{sent.key}" not in page
    assert shot.key not in page
    assert shot.key not in leader.open("/ledger").text
    for path in ("/submissions", f"/submissions/{sent.key}", "/forms", "/exports"):
        assert status(leader, path) in (403, 404), path
    assert status(leader, f"/photos/{shot.key}") == 404
    # What is not in the ledger is nothing that a leader hears of.
    (candidate,) = [
        one for one in office.findings(visited.instance_id) if one.id != finding.id
    ][:1]
    assert status(leader, f"/findings/{candidate.key}") == 404
    assert status(leader, "/findings") == 403
    assert "没有找到" in leader.read("/search", q=candidate.title)
    assert sent.site_name not in leader.read("/search", q="不存在")
    assert f"/submissions/{sent.key}" not in leader.open("/search?q=孟寺").text


def test_a_leader_changes_nothing(finding, sits):
    leader, place = sits("leader"), f"/findings/{finding.key}/steps"
    for step in ("assign", "close", "pass", "escalate", "refer", "reclassify", "clear"):
        assert leader.send(f"{place}/{step}").status_code == 403, step


def test_a_leader_of_a_county_sees_that_county(office, finding, sits):
    leader = sits("county_leader")
    assert finding.title in leader.read("/ledger")
    with office.writing() as session:
        kept = session.merge(finding)
        kept.region_code, kept.county_code = "371425102000", "371425000000"
    assert finding.title not in leader.read("/ledger")
    assert status(leader, f"/findings/{finding.key}") == 404


def test_a_working_group_reads_all_and_works_on_themes(office, finding, visited, sits):
    group = sits("group")
    sent = office.submission(visited.instance_id)
    assert status(group, f"/submissions/{sent.key}") == 200
    assert "共性问题" in group.read("/themes")
    made = {"name": "强制推广", "region": CITY, "aspect": "A1", "summary": "多县都有"}
    assert group.send("/themes", **made).status_code == 303
    place = f"/findings/{finding.key}/steps"
    for step in ("assign", "close", "pass", "reclassify", "refer"):
        assert group.send(f"{place}/{step}").status_code == 403, step
    assert status(group, "/settings") == 403


def test_an_auditor_reads_the_log_and_nothing_else(office, finding, visited, sits):
    auditor = sits("auditor")
    assert auditor.open("/").headers["Location"].endswith("/audit")
    page = auditor.read("/audit")
    assert "finding.assign" in page
    assert finding.title not in page
    assert "submission.received" not in auditor.read("/audit", action="finding.")
    assert "finding.accepted" in auditor.read("/audit", who="reviewer")
    sent = office.submission(visited.instance_id)
    shut = ("/ledger", "/overview", "/submissions", "/teams", "/themes", "/exports")
    for path in (*shut, f"/findings/{finding.key}", f"/submissions/{sent.key}"):
        assert status(auditor, path) in (403, 404), path
    assert finding.title not in auditor.read("/search", q="推广")


def test_the_log_of_a_whole_campaign_is_not_for_a_part_of_it(clerk, finding, sits):
    assert status(sits("county_auditor"), "/audit") == 403
    for login in ("linyi", "reviewer", "leader07", "bigdata"):
        assert clerk(login).open("/audit").status_code == 403
    assert "finding.assign" in clerk("city").read("/audit")
