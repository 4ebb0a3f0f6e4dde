"""Two people decide about one submission."""

from __future__ import annotations

import re

from tests.actors.photos import photo
from tests.server.console.clerk import keys, text


def path_of(office, filled):
    return f"/submissions/{office.submission(filled.instance_id).key}"


def candidates(office, filled):
    return office.findings(filled.instance_id)


def test_answers_are_read_in_the_words_of_the_form(clerk, office, visited):
    page = clerk("leader07").read(path_of(office, visited))
    for said in ("Minutes 75", "App 网格e通", "Forced Yes", "临邑县大数据局"):
        assert said in page
    assert "37.189600 N 116.866100 E ±12 m" in page
    assert "孟寺镇" in page


def test_every_photo_says_what_is_known_about_it(clerk, office, visited):
    leader, path = clerk("leader07"), path_of(office, visited)
    shown = {file.name: file for file in office.files(visited.instance_id)}
    page = text(leader.open(path, photo=shown["b.jpg"].key))
    assert "相册导入" in page
    assert f"{shown['b.jpg'].sha256[:4]}…{shown['b.jpg'].sha256[-4:]}" in page


def test_a_photo_that_has_not_come_is_named_as_missing(clerk, office, device, visited):
    filled = device.fill("visit", site_name="李家", door=photo("late.jpg"))
    device.push(losing={"late.jpg"})
    page = clerk("leader07").read(path_of(office, filled))
    assert "照片 0/1" in page
    assert "未收到" in page
    assert "照片还没有收到" in page


def test_a_submission_without_photos_says_so(clerk, office, device, visited):
    filled = device.fill("visit", site_name="无照片村", minutes=80)
    device.push()
    office.work()
    assert "这份填报没有照片" in clerk("leader07").read(path_of(office, filled))


def test_the_strip_shows_a_window_of_many_photos(clerk, office, device, visited):
    rows = [
        {"app_name": f"应用{n}", "shot": tuple(photo(f"{n}-{k}.jpg") for k in range(3))}
        for n in range(12)
    ]
    filled = device.fill("visit", site_name="多照片镇", app=rows)
    device.push()
    page = clerk("leader07").open(path_of(office, filled))
    strip = page.get_data(as_text=True).split('class="film"')[1].split("</section>")[0]
    assert len(re.findall(r'class="photo[ "]', strip)) == 8
    assert "1 / 36" in text(page)


def test_the_leader_confirms_a_candidate_as_it_is(clerk, office, visited):
    first = candidates(office, visited)[0]
    page = clerk("leader07").done(f"/findings/{first.key}/confirm")
    kept = candidates(office, visited)[0]
    assert "已确认" in page
    assert "本件已处理 1 / 2" in page
    assert "本件已处理 0 / 2" in clerk("reviewer").read(path_of(office, visited))
    assert kept.status == "team_confirmed"
    assert (kept.title, kept.severity) == (first.title, first.severity)


def test_the_leader_edits_in_place(clerk, office, visited):
    leader, first = clerk("leader07"), candidates(office, visited)[0]
    unit = office.unit("LY-MZJ")
    door = next(f for f in office.files(visited.instance_id) if f.name == "door.jpg")
    leader.done(
        f"/findings/{first.key}/edit",
        title="强制安装“网格e通”",
        description="要求全镇干部安装，每日登录并截图。",
        category="A1.2",
        severity="major",
        responsible_text="县民政局",
        unit=unit.key,
        evidence=[door.key],
    )
    kept = candidates(office, visited)[0]
    assert (kept.title, kept.category_code) == ("强制安装“网格e通”", "A1.2")
    assert (kept.severity, kept.responsible_unit_id) == ("major", unit.id)
    page = leader.open(path_of(office, visited)).get_data(as_text=True)
    assert f'data-show="/c/jf26{path_of(office, visited)}/photos/{door.key}"' in page


def test_what_is_typed_is_refused_by_name_and_nothing_changes(clerk, office, visited):
    leader, first = clerk("leader07"), candidates(office, visited)[0]
    answer = leader.send(
        f"/findings/{first.key}/confirm",
        title="短",
        description="太短",
        category="A1.1",
        severity="general",
    )
    assert answer.status_code == 422
    assert "未作任何更改" in text(answer)
    assert candidates(office, visited)[0].title == first.title


def test_a_dropped_candidate_keeps_its_reason_and_can_come_back(clerk, office, visited):
    leader, first = clerk("leader07"), candidates(office, visited)[0]
    page = leader.done(f"/findings/{first.key}/drop", reason="系统已停用")
    assert "不予认定：系统已停用" in page
    leader.done(f"/findings/{first.key}/reinstate")
    assert candidates(office, visited)[0].status == "candidate"


def test_a_drop_needs_its_reason(clerk, office, visited):
    first = candidates(office, visited)[0]
    answer = clerk("leader07").send(f"/findings/{first.key}/drop", reason="  ")
    assert answer.status_code == 422
    assert candidates(office, visited)[0].status == "candidate"


def test_a_finding_can_be_written_by_hand(clerk, office, visited):
    clerk("leader07").done(
        f"{path_of(office, visited)}/finding",
        title="会议室墙上挂有制度牌",
        description="会议室墙上挂有制度牌 12 块。",
        category="A2.3",
        severity="general",
    )
    written = [f for f in candidates(office, visited) if not f.rule]
    assert [f.title for f in written] == ["会议室墙上挂有制度牌"]


def test_from_candidate_to_ledger_takes_two_people(clerk, office, visited):
    leader, reviewer = clerk("leader07"), clerk("reviewer")
    path = path_of(office, visited)
    for finding in candidates(office, visited):
        leader.done(f"/findings/{finding.key}/confirm")
    assert "已提交审核" in leader.done(f"{path}/submit")
    unit = office.unit("LY-DSJ").key
    for finding in candidates(office, visited):
        page = reviewer.done(f"/findings/{finding.key}/accept", unit=unit)
    assert "JF26-371424-20260312-0002" in page
    assert office.submission(visited.instance_id).state == "accepted"
    assert "JF26-371424-20260312-0001" in reviewer.read("/ledger")


def test_the_leader_is_not_offered_what_a_reviewer_does(clerk, office, visited):
    page = clerk("leader07").open(path_of(office, visited))
    assert keys(page, r"/findings/[^/]+/(confirm|drop|accept|hand-back)") == [
        "confirm",
        "drop",
    ]
    assert "/return" not in page.get_data(as_text=True)


def test_the_reviewer_is_not_offered_what_a_leader_does(clerk, office, visited):
    page = clerk("reviewer").open(path_of(office, visited))
    assert keys(page, r"/findings/[^/]+/(confirm|drop|edit|reinstate)") == []
    first = candidates(office, visited)[0]
    refused = clerk("reviewer").send(f"/findings/{first.key}/confirm")
    assert refused.status_code == 403


def test_acceptance_needs_a_unit(clerk, office, visited):
    _in_review(office, visited)
    first = candidates(office, visited)[0]
    answer = clerk("reviewer").send(f"/findings/{first.key}/accept", unit="")
    assert answer.status_code == 422
    assert candidates(office, visited)[0].status == "in_review"


def test_the_unit_that_the_text_names_is_proposed(clerk, office, visited):
    _in_review(office, visited)
    first = next(f for f in candidates(office, visited) if f.rule == "V01")
    asked = clerk("reviewer").open(f"/findings/{first.key}/accept")
    checked = re.search(r'value="([^"]+)" checked', asked.get_data(as_text=True))
    assert checked
    assert checked[1] == office.unit("LY-DSJ").key
    assert "拟选" in text(asked)


def test_units_are_found_by_what_is_typed(clerk, office, visited):
    found = clerk("reviewer").read("/units", q="民政")
    assert "临邑县民政局" in found
    assert "大数据局" not in found


def test_a_finding_goes_back_to_the_leader_with_the_reason(clerk, office, visited):
    _in_review(office, visited)
    first = candidates(office, visited)[0]
    clerk("reviewer").done(f"/findings/{first.key}/hand-back", reason="缺通知文件照片")
    leader = clerk("leader07")
    assert "审核退回：缺通知文件照片" in leader.read(path_of(office, visited))
    assert "孟寺镇人民政府" in leader.read("/submissions", stage="handed_back")


def test_a_return_reaches_the_phone_with_its_notes(clerk, office, device, visited):
    row = visited.answers["app"][0]["repeat_uuid"]
    clerk("reviewer").done(
        f"{path_of(office, visited)}/return",
        reason="请补拍",
        question=["shot", ""],
        row=[row, ""],
        note=["截图看不清", ""],
    )
    told = device.pull()["submissions"][0]["returned"]
    assert told["reason"] == "请补拍"
    assert [note["text"] for note in told["notes"]] == ["截图看不清"]
    page = clerk("leader07").read(path_of(office, visited))
    assert "Screen 第 1 项：截图看不清" in page


def test_what_lies_with_the_phone_is_not_counted_as_in_review(clerk, office, visited):
    _in_review(office, visited)
    reviewer = clerk("reviewer")
    assert "审核中问题 2 项" in reviewer.read("/")
    told = {"question": "", "row": "", "note": ""}
    reviewer.done(f"{path_of(office, visited)}/return", reason="请补拍", **told)
    page = reviewer.read("/")
    assert "等手机补来，审核中问题 2 项" in page
    assert "审核中问题 0 项" in page


def test_what_gave_nothing_can_pass(clerk, office, device, visited):
    filled = device.fill("visit", site_name="无问题村")
    device.push()
    office.work()
    page = clerk("reviewer").done(f"{path_of(office, filled)}/accept")
    assert "已通过" in page
    assert office.submission(filled.instance_id).state == "accepted"


def test_other_answers_under_the_same_id_are_read_side_by_side(
    clerk, office, device, visited
):
    other = visited.xml.replace(b">75<", b">20<")
    told = {**device.envelope(visited), "xml": other.decode()}
    assert device.post("/submissions", told).status == 409
    leader, path = clerk("leader07"), path_of(office, visited)
    page = leader.open(path)
    digest = keys(page, r"/rivals/([0-9a-f]{64})")[0]
    compared = leader.read(f"{path}/rivals/{digest}")
    assert "1 处不同" in compared
    assert "Minutes 75 20" in compared


def test_another_team_sees_nothing_of_it(clerk, office, visited):
    stranger = clerk("leader08")
    path, first = path_of(office, visited), candidates(office, visited)[0]
    file = office.files(visited.instance_id)[0]
    for closed in (
        path,
        f"{path}/photos/{file.key}",
        f"/findings/{first.key}",
        f"/findings/{first.key}/edit",
        f"/photos/{file.key}",
        f"/photos/{file.key}/thumb",
    ):
        assert stranger.open(closed).status_code == 404, closed
    assert "孟寺镇人民政府" not in stranger.read("/submissions")


def _in_review(office, filled) -> None:
    leader = office.person("leader07")
    for finding in office.findings(filled.instance_id):
        leader.confirm(finding)
    leader.submit(filled.instance_id)


def test_an_answer_that_does_not_fit_says_so(clerk, office, device, visited):
    right = device.fill("visit", site_name="孟寺镇", minutes=75)
    wrong = device.fill("visit", site_name="", minutes="many")
    device.push()
    office.work()
    good = clerk("leader07").read(path_of(office, right))
    page = clerk("leader07").read(path_of(office, wrong))
    assert "复核回答" not in good
    assert "复核回答：2 处与表单的要求不符" in page
    assert "“many”不是这道题要的数字、日期或位置" in page
    assert "必填，但没有填" in page
