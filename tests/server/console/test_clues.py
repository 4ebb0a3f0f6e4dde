"""Clues at the console: the register, one clue with its steps, conferences."""

from __future__ import annotations

import re

import pytest

from tests.actors.clue_desk import CONTENT, DIGEST, brought_to, clue_desk, soon, today
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, again, desk
from tests.actors.world import LINYI, MENGSI
from tests.server.console.clerk import keys, text

KEY = r"/clues/([\w-]{20,})\""
HALL = r"/conferences/([\w-]{20,})\""


@pytest.fixture
def officer(clerk):
    return clerk("clues_linyi")


def told(**changes):
    return {
        "region": LINYI,
        "source": "petition",
        "received_on": str(today()),
        "content": CONTENT,
        "digest": DIGEST,
        "unit_named": "临邑县大数据局",
        **changes,
    }


def registered(officer, **changes):
    answer = officer.send("/clues", **told(**changes))
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"].rpartition("/")[2]


def test_the_first_page_of_who_handles_clues_is_the_register(officer, clerk):
    page = text(officer.browser.get("/", follow_redirects=True))
    assert "还没有线索" in page
    assert "登记线索" in page
    assert "举报专岗登记" in clerk("linyi").read("/clues")


def test_a_clue_goes_from_the_form_to_its_close(officer):
    key = registered(officer)
    here = f"/clues/{key}"
    page = officer.read(here)
    assert f"JF26-XS-371424-{today():%Y%m%d}-0001" in page
    assert CONTENT not in page
    officer.done(f"{here}/open", reason="初筛")
    assert CONTENT in officer.read(here)
    officer.done(f"{here}/screen", words="属本专项。")
    officer.done(f"{here}/take")
    officer.done(
        f"{here}/assign",
        lead="县纪委监委第二室",
        assist="县信访局\n县审计局",
        stationed="派驻第三组",
        due_on=str(soon()),
    )
    page = officer.read(here)
    for name in ("县纪委监委第二室", "县信访局、县审计局", "派驻第三组", "待核查"):
        assert name in page
    officer.done(f"{here}/check")
    officer.done(f"{here}/conclude", outcome="not_substantiated", words="查无实据。")
    officer.done(f"{here}/answer", words="已答复。")
    assert "已了结" in officer.done(f"{here}/close")
    assert "已办完" in officer.read(here)


def test_the_office_reads_the_register_and_neither_words_nor_content(officer, clerk):
    key = registered(officer)
    officer.done(f"/clues/{key}/screen", words="办案要点甲。")
    office = clerk("linyi")
    page = office.read(f"/clues/{key}")
    assert DIGEST in page
    assert "由举报专岗办理" in page
    assert "办案要点甲" not in page
    for step in ("open", "take", "close"):
        assert office.send(f"/clues/{key}/{step}", reason="看看").status_code == 403
    assert office.open("/clues/new").status_code == 403
    assert office.open("/conferences").status_code == 403


def test_every_table_prints_all_five_sources_and_their_sum_is_all_clues(officer):
    for source in ("petition", "petition", "tour"):
        registered(officer, source=source)
    page = officer.read("/clues")
    for name in ("信访举报", "专项察访", "大数据梳理", "职能部门移送", "巡视巡察反馈"):
        assert name in page
    assert "合计 3 0 0 0 0 0 3" in page
    assert "合计 1 0 0 0 0 0 1" in officer.read("/clues", source="tour")


def test_the_register_is_filtered_and_read_as_of_a_past_day(office, officer):
    first = registered(officer)
    registered(officer, source="data", digest="反映某村牌子过多。")
    officer.done(f"/clues/{first}/screen")
    assert len(keys(officer.open("/clues"), KEY)) == 2
    for query in ({"state": "screened"}, {"source": "petition"}, {"text": "打卡"}):
        assert keys(officer.open("/clues", **query), KEY) == [first]
    assert "没有符合条件的线索" in officer.read("/clues", state="late")
    assert keys(officer.open("/clues", as_of=str(today())), KEY)
    assert not keys(officer.open("/clues", as_of="2020-01-01"), KEY)
    assert officer.open("/clues", as_of="then").status_code == 400


def test_a_number_of_a_person_is_refused_with_what_to_do(officer):
    answer = officer.send("/clues", **told(digest="机主13900002222"))
    assert answer.status_code == 400
    assert "有手机号码" in text(answer)


def test_whoever_has_no_part_in_clues_finds_neither_menu_nor_hit(officer, clerk):
    registered(officer)
    number = f"JF26-XS-371424-{today():%Y%m%d}-0001"
    for login in ("officer", "linyi", "city"):
        seat = officer if login == "officer" else clerk(login)
        assert number in seat.read("/search", q="打卡")
        assert "/clues" in seat.open("/search").get_data(as_text=True)
    for login in ("qihe", "clues_qihe"):
        seat = clerk(login)
        assert number not in seat.read("/search", q="打卡")
        assert number not in seat.read("/clues")
    for login in ("leader07", "reviewer", "verifier_city", "bigdata"):
        seat = clerk(login)
        assert "/clues" not in seat.open("/search").get_data(as_text=True)
        assert number not in seat.read("/search", q="打卡")
        assert seat.open("/clues").status_code == 403


def test_a_transfer_is_sent_received_and_answered(office, officer):
    key = registered(officer)
    brought_to(clue_desk(office), clue_desk(office).register()[0], "accepted")
    officer.done(
        f"/clues/{key}/transfer",
        to_unit="市纪委监委",
        words="涉嫌违反工作纪律。",
        papers="核查材料一份",
        due_on=str(soon()),
    )
    page = officer.open(f"/clues/{key}")
    assert "察访移〔" in text(page)
    sent = keys(page, r"/transfers/([\w-]{20,})/receive")[0]
    where = f"/clues/{key}/transfers/{sent}"
    officer.done(f"{where}/receive")
    assert "待回告" in officer.read(f"/clues/{key}")
    assert officer.send(f"{where}/report").status_code == 422
    officer.done(f"{where}/report", words="已了结。")
    assert "已回告" in officer.read(f"/clues/{key}")


def test_a_conference_decides_clue_by_clue(office, officer, clerk):
    key = registered(officer)
    brought_to(clue_desk(office), clue_desk(office).register()[0], "accepted")
    made = officer.send(
        "/conferences",
        region=LINYI,
        held_on=str(today()),
        units="县纪委监委\n县信访局",
        venue="第一会议室",
    )
    hall = made.headers["Location"].rpartition("/")[2]
    officer.done(
        f"/conferences/{hall}/decisions",
        clue=key,
        words="由信访局先行核查。",
        lead="县信访局",
        due_on=str(soon()),
    )
    page = officer.read(f"/conferences/{hall}")
    assert "由信访局先行核查。" in page
    assert "没有还在办的线索" in page
    assert "由信访局先行核查。" in officer.read(f"/clues/{key}")
    assert keys(officer.open("/conferences"), HALL) == [hall]
    assert clerk("clues_qihe").open(f"/conferences/{hall}").status_code == 404


def test_the_ledgers_sheet_names_the_clue_to_its_place_only(office, clerk):
    office.publish(VISIT)
    finding = again(office, accepted(office))
    desk(office, "linyi").refers(finding)
    number = f"JF26-XS-371424-{today():%Y%m%d}-0001"
    for login in ("city", "linyi"):
        assert number in ledger(clerk(login)), login
    for login in ("reviewer", "leader07"):
        assert "JF26-XS" not in ledger(clerk(login)), login
    seen = clerk("city").read(f"/findings/{finding.key}")
    assert number in seen
    assert finding.finding_no in clerk("city").read(_first_clue(clerk("city")))
    assert finding.finding_no in clerk("clues_linyi").read(
        _first_clue(clerk("clues_linyi"))
    )


def _first_clue(seat):
    return f"/clues/{keys(seat.open('/clues'), KEY)[0]}"


def ledger(seat):
    answer = seat.open("/ledger.csv")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.fixture
def held(office, device):
    """Bring a clue to its outcome, and send a visit on which it can be written."""
    office.publish(VISIT)
    device.download("visit")
    filled = device.fill("visit", town=MENGSI, site_name="孟寺镇政府", minutes=10)
    device.push()
    office.work()
    desk = clue_desk(office)
    clue = desk.registers()
    brought_to(desk, clue, "concluded")
    return clue, filled


def test_a_finding_is_written_on_a_visit_that_is_offered(office, officer, clerk, held):
    clue, filled = held
    here = f"/clues/{clue.key}"
    page = officer.open(here).get_data(as_text=True)
    chosen = re.findall(r'<option value="([\w-]{20,})">[\d-]+ 孟寺镇政府', page)
    assert len(chosen) == 1
    words = {"title": "要求多次打卡", "description": "要求工作人员每日三次打卡。"}
    missing = officer.send(f"{here}/become", **words)
    assert (missing.status_code, "没有选填报记录" in text(missing)) == (422, True)
    told = {**words, "category": "A1.2", "severity": "general"}
    shown = officer.done(f"{here}/become", submission=chosen[0], **told)
    assert "候选，待认定" in shown
    (found,) = office.findings(filled.instance_id)
    assert (found.source, found.status) == ("petition", "candidate")
    leader = clerk("leader07").read(
        f"/submissions/{office.submission(filled.instance_id).key}"
    )
    assert "要求多次打卡" in leader
    assert clue.clue_no not in leader


def test_a_finding_of_the_ledger_is_linked_by_its_number(office, officer, held):
    clue, _filled = held
    finding = again(office, accepted(office))
    here = f"/clues/{clue.key}/become"
    unknown = officer.send(here, finding_no="JF26-371425-20260101-0001")
    assert unknown.status_code == 409
    assert finding.finding_no in officer.done(here, finding_no=finding.finding_no)
    assert officer.send(here, finding_no=finding.finding_no).status_code == 409
