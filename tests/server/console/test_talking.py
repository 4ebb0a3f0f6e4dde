"""What is said about a submission, and what a correction changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.models import Event
from tests.actors.photos import photo
from tests.server.console.clerk import text


def path_of(office, filled):
    return f"/submissions/{office.submission(filled.instance_id).key}"


def test_the_team_and_reviewers_talk_on_a_photo_a_question_or_the_whole(
    clerk, office, visited
):
    path = path_of(office, visited)
    door = next(f for f in office.files(visited.instance_id) if f.name == "door.jpg")
    clerk("reviewer").done(
        f"{path}/remarks", about=f"photo:{door.key}", text="与外墙照片对不上"
    )
    clerk("inspector07").done(
        f"{path}/remarks", about="question:minutes", text="当面问过三人"
    )
    page = clerk("leader07").read(path)
    assert "Door 与外墙照片对不上" in page
    assert "Minutes 当面问过三人" in page
    assert "内部讨论 2" in page
    with office.reading() as session:
        told = select(Event.action).where(Event.subject == "remark")
        assert list(session.scalars(told)) == ["remark.written"] * 2


@pytest.mark.parametrize("login", ["verifier_city", "civil", "leader08", "qihe"])
def test_nobody_else_reads_or_writes(clerk, office, visited, login):
    path = path_of(office, visited)
    clerk("leader07").done(f"{path}/remarks", text="只给审核看")
    someone = clerk(login)
    assert "只给审核看" not in text(someone.open(path))
    assert someone.send(f"{path}/remarks", text="x").status_code in (403, 404)


def test_a_remark_needs_words_and_reaches_no_phone(clerk, office, device, visited):
    path = path_of(office, visited)
    device.pull()
    assert clerk("leader07").send(f"{path}/remarks", text=" ").status_code == 422
    clerk("leader07").done(f"{path}/remarks", text="请审核看第 2 张")
    assert device.pull()["submissions"] == []


def test_a_correction_is_read_answer_by_answer_and_photo_by_photo(
    clerk, office, device, visited
):
    office.person("reviewer").send_back(visited.instance_id, "请补")
    row = {**visited.answers["app"][0], "forced": "no"}
    corrected = device.correct(
        visited,
        minutes=90,
        app=[row, visited.answers["app"][1]],
        door=photo("door2.jpg"),
    )
    device.push()
    office.work()
    path = path_of(office, corrected)
    assert "与上一份对照" in clerk("leader07").read(path)
    page = clerk("leader07").read(f"{path}/revisions")
    assert "Minutes 75 90" in page
    assert "Forced Yes No" in page
    assert "App 网格e通" not in page
    assert "退回原因：请补" in page
    assert "Door" in page
    assert "没有换" in page
    assert "App 网格e通 网格e通" in clerk("leader07").read(f"{path}/revisions", all=1)


def test_a_row_that_was_taken_out_or_put_in_is_told_as_a_whole(
    clerk, office, device, visited
):
    first, _second = visited.answers["app"]
    other = {"app_name": "新增的一项", "issuer": "县局", "forced": "no"}
    corrected = device.correct(visited, app=[first, other])
    device.push()
    office.work()
    page = clerk("leader07").read(f"{path_of(office, corrected)}/revisions")
    gone, _, new = page.partition("整项新增")
    assert "整项删去" in gone
    assert "App 随手拍 —" in gone
    assert "App — 新增的一项" in new


def test_the_first_one_has_nothing_beside_it(clerk, office, visited):
    path = path_of(office, visited)
    assert clerk("leader07").open(f"{path}/revisions").status_code == 404
    assert clerk("leader08").open(f"{path}/revisions").status_code == 404


def test_a_unit_is_heard_before_and_its_words_stand_beside_the_problem(
    clerk, office, visited
):
    leader, path = clerk("leader07"), path_of(office, visited)
    first = office.findings(visited.instance_id)[0]
    step = f"/findings/{first.key}/steps/statement"
    assert step in leader.open(path).get_data(as_text=True)
    leader.done(step, unit_text="孟寺镇政府", text="系统由县里统一要求。")
    for login in ("leader07", "reviewer"):
        page = clerk(login).read(path)
        assert "单位说明：系统由县里统一要求。 孟寺镇政府" in page
    assert step not in clerk("reviewer").open(path).get_data(as_text=True)
