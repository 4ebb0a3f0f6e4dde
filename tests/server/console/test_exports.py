"""Files that leave: asked for with a purpose, made aside, taken by who may."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from server.actions import people, queue
from server.actions.access import SYSTEM
from server.console.pages.exports import TITLES
from server.db import clock_at, now
from server.jobs import upkeep
from server.models import ExportJob, Grant, Role, Taking, User
from server.reports.kinds import KINDS
from tests.server.console.clerk import keys, text

FILE = r"/exports/([\w-]+)/file"


@pytest.fixture
def ledger(office, visited):
    """Bring one finding into the ledger."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for finding in office.findings(visited.instance_id):
        leader.confirm(finding)
    leader.submit(visited.instance_id)
    first = office.findings(visited.instance_id)[0]
    reviewer.accept(first, office.unit("LY-DSJ"))


def asked(clerk, office, kind="summary", **told):
    """Ask for a file, let it be made, and give its key."""
    clerk.done("/exports", kind=kind, purpose="报市委办公室", **told)
    office.work()
    return keys(clerk.open("/exports"), FILE)[0]


def rows_of(office, model):
    with office.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def shelf(office):
    return office.app.extensions["settings"].shelf


def test_nothing_is_made_without_a_purpose(clerk, office, ledger):
    refused = clerk("city").send("/exports", kind="book", purpose="  ")
    assert refused.status_code == 400
    assert "没有写用途" in text(refused)
    assert clerk("city").send("/exports", kind="x", purpose="a").status_code == 404
    assert rows_of(office, ExportJob) == []


def test_a_file_is_made_aside_and_its_taking_is_written_down(clerk, office, ledger):
    city = clerk("city")
    key = asked(city, office, county="371424000000")
    answer = city.open(f"/exports/{key}/file")
    assert load_workbook(io.BytesIO(answer.data)).sheetnames[0] == "说明"
    [took] = rows_of(office, Taking)
    assert took.sha256 == hashlib.sha256(answer.data).hexdigest()
    assert (took.kind, took.purpose, took.rows) == ("summary", "报市委办公室", 1)
    assert took.asked == {"county": "371424000000"}
    [told] = [one for one in office.events() if one.action == "export.taken"]
    assert json.loads(told.body)["sha256"] == took.sha256
    assert took.sha256[:10] in city.read("/exports")


def test_the_ledgers_own_files_are_written_down_as_well(clerk, office, ledger):
    city = clerk("city")
    for name in ("ledger.xlsx", "ledger.csv"):
        assert city.open(f"/{name}", purpose="存档").status_code == 200
    assert [(one.kind, one.purpose) for one in rows_of(office, Taking)] == [
        ("ledger", "存档"),
        ("csv", "存档"),
    ]


def test_one_click_is_noted_with_the_purpose_that_the_menu_names(clerk, office, ledger):
    city = clerk("city")
    assert "用途记为“日常查阅”" in city.read("/ledger")
    city.open("/ledger.xlsx")
    assert [one.purpose for one in rows_of(office, Taking)] == ["日常查阅"]
    assert "日常查阅" in city.read("/exports")


def test_every_kind_has_its_name_in_both_languages(clerk):
    said = {name: str(title) for name, title in TITLES.items()}
    assert said == {name: kind.title for name, kind in KINDS.items()}
    city = clerk("city")
    city.browser.set_cookie("chafang_language", "en")
    page = city.read("/exports")
    for kind in KINDS.values():
        assert kind.title not in page


def test_originals_leave_with_who_reviews_alone(clerk, office, ledger):
    asked_for = {"kind": "pack_originals", "purpose": "移送卷宗", "team": "DZ07"}
    leader = clerk("leader07")
    assert "pack_originals" not in leader.open("/exports").get_data(as_text=True)
    assert leader.send("/exports", **asked_for).status_code == 403
    city = clerk("city")
    key = asked(city, office, kind="pack_originals", team="DZ07")
    assert city.open(f"/exports/{key}/file").data.startswith(b"PK")
    assert [one.kind for one in rows_of(office, Taking)] == ["pack_originals"]


def test_only_what_changed_is_asked_for_by_a_day(clerk, office, ledger):
    key = asked(clerk("city"), office, changed_from="2999-01-01")
    [job] = rows_of(office, ExportJob)
    assert (job.key, job.rows, job.asked) == (key, 0, {"changed_from": "2999-01-01"})
    assert "变化自：2999-01-01" in clerk("city").read("/exports")


def test_the_same_is_asked_again_with_one_click(clerk, office, ledger):
    city = clerk("city")
    key = asked(city, office, "ledger", severity="serious")
    city.done(f"/exports/{key}/again")
    first, second = rows_of(office, ExportJob)
    assert second.state == "waiting"
    alike = ("kind", "asked", "purpose", "requested_by")
    assert [getattr(first, name) for name in alike] == [
        getattr(second, name) for name in alike
    ]


def test_what_is_given_up_is_not_made(clerk, office, ledger):
    city = clerk("city")
    city.done("/exports", kind="book", purpose="会商")
    [wanted] = rows_of(office, ExportJob)
    city.done(f"/exports/{wanted.key}/cancel")
    office.work()
    assert [one.state for one in rows_of(office, ExportJob)] == ["cancelled"]
    assert list(shelf(office).glob("*")) == []
    assert city.open(f"/exports/{wanted.key}/file").status_code == 404


def test_a_job_that_runs_twice_leaves_the_file_as_it_was(clerk, office, ledger):
    city = clerk("city")
    key = asked(city, office)
    before = city.open(f"/exports/{key}/file").data
    with office.writing() as session:
        [wanted] = session.scalars(select(ExportJob))
        queue.enqueue(session.connection(), wanted.campaign_id, "export", wanted.id)
    office.work()
    assert city.open(f"/exports/{key}/file").data == before


def test_a_file_is_gone_when_its_time_is_over(clerk, office, ledger):
    city = clerk("city")
    key = asked(city, office)
    assert len(list(shelf(office).iterdir())) == 1
    with office.app.app_context(), clock_at(now() + timedelta(days=8)):
        upkeep.tidy_exports()
    assert list(shelf(office).iterdir()) == []
    refused = city.open(f"/exports/{key}/file")
    assert (refused.status_code, "已过保留期" in text(refused)) == (410, True)


def test_what_is_weekly_is_asked_anew_after_a_week_once(clerk, office, ledger):
    city = clerk("city")
    key = asked(city, office)
    city.done(f"/exports/{key}/weekly")
    with office.app.app_context(), clock_at(now() + timedelta(days=7)):
        upkeep.tidy_exports()
        upkeep.tidy_exports()
    first, second = rows_of(office, ExportJob)
    assert (first.next_on, second.state) == (None, "waiting")
    assert second.next_on is not None


def test_only_who_asked_and_the_office_of_all_see_an_export(clerk, office, ledger):
    leader, linyi, city = clerk("leader07"), clerk("linyi"), clerk("city")
    key = asked(leader, office)
    assert linyi.open(f"/exports/{key}/file").status_code == 404
    assert key not in str(keys(linyi.open("/exports"), FILE))
    assert city.open(f"/exports/{key}/file").status_code == 200
    assert clerk("inspector07").open("/exports").status_code == 403
    assert "取用记录" not in linyi.read("/exports")


def given(office, login, role, region):
    with office.writing() as session:
        user = session.scalars(select(User).where(User.login == login)).one()
        session.query(Grant).filter(Grant.user_id == user.id).delete()
        if region:
            home = office.campaign(session)
            people.grant_region(session, SYSTEM, home, user, role, region)


def test_the_right_is_asked_again_at_every_taking(clerk, office, ledger):
    reviewer = clerk("reviewer")
    key = asked(reviewer, office)
    given(office, "reviewer", Role.REVIEWER, "371424000000")
    refused = reviewer.open(f"/exports/{key}/file")
    assert refused.status_code == 403
    assert "无权查看" in text(refused)
    given(office, "reviewer", Role.REVIEWER, None)
    assert reviewer.open(f"/exports/{key}/file").status_code == 404
    assert rows_of(office, Taking) == []


def test_a_file_is_for_who_sees_what_was_seen_when_it_was_made(clerk, office, ledger):
    reviewer = clerk("reviewer")
    given(office, "reviewer", Role.REVIEWER, "371424000000")
    reviewer.done("/exports", kind="summary", purpose="会商")
    given(office, "reviewer", Role.REVIEWER, "371400000000")
    office.work()
    key = keys(reviewer.open("/exports"), FILE)[0]
    given(office, "reviewer", Role.REVIEWER, "371424000000")
    assert reviewer.open(f"/exports/{key}/file").status_code == 403


def test_who_lost_the_role_meanwhile_gets_no_file(clerk, office, ledger):
    reviewer = clerk("reviewer")
    reviewer.done("/exports", kind="summary", purpose="会商")
    given(office, "reviewer", Role.REVIEWER, None)
    office.work()
    [wanted] = rows_of(office, ExportJob)
    assert (wanted.state, wanted.trouble) == ("failed", "not_allowed")
