"""Clues at the console: what leads to none, what stays shut, what is sent twice."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, select

from server.actions import people
from server.actions.access import SYSTEM
from server.actions.imports import clues as by_file
from server.models import Clue, ExportJob, Grant, Role, User
from server.sealing import Opener
from tests.actors.clue_desk import CONTENT, brought_to, clue_desk, speaks_for
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted
from tests.actors.world import LINYI, QIHE
from tests.server.console.clerk import field, keys, links, text
from tests.server.console.test_clue_imports import BATCH, ORDERS, brings, kept
from tests.server.console.test_clues import told

DIGEST = "某单位要求打卡。"


@pytest.fixture
def counted(office):
    """Give where a finding of the ledger stands."""
    office.publish(VISIT)
    return f"/findings/{accepted(office).key}"


@pytest.fixture
def refers(clerk, counted):
    """Give a function with which the city hands it on: the clue is the city's."""
    told = {"to_unit": "市纪委", "digest": DIGEST, "reason": "详情"}
    return lambda: clerk("city").done(f"{counted}/steps/refer", **told)


def test_a_citys_referral_is_known_in_no_county_nor_to_the_unit_named(
    office, clerk, counted, refers
):
    speaks_for(office, "city2", "LY-DSJ")
    others = ("linyi", "city2", "reviewer", "leader07")
    before = {login: clerk(login).read(counted) for login in others}
    refers()
    for login, page in before.items():
        assert clerk(login).read(counted) == page
    seen = clerk("city").read(counted)
    assert "移送记录" in seen
    assert "市纪委" in seen


def test_the_log_of_what_was_done_tells_of_no_clue(office, clerk, password_hash):
    desk = clue_desk(office)
    brought_to(desk, desk.registers(), "accepted")
    with office.writing() as session:
        user = people.create_user(session, "auditor", "审计", password_hash, "")
        home, all_of_it = office.campaign(session), "371400000000"
        people.grant_region(session, SYSTEM, home, user, Role.AUDITOR, all_of_it)
    assert "clue." not in clerk("auditor").read("/audit")
    assert "没有符合的记录" in clerk("auditor").read("/audit", action="clue")


def test_a_ledger_with_numbers_of_clues_is_not_for_who_speaks_for_the_named(
    office, clerk, refers
):
    refers()
    city, other = clerk("city"), clerk("city2")
    city.done("/exports", kind="ledger", purpose="核对")
    office.work()
    with office.reading() as session:
        key = session.scalars(select(ExportJob.key)).one()
    where = f"/exports/{key}/file"
    assert other.open(where).status_code == 200
    speaks_for(office, "city2", "LY-DSJ")
    assert clerk("city2").open(where).status_code == 403


@pytest.fixture
def other_key(office):
    """Give the office another key for a while."""
    own = office.app.extensions["sealing"]
    yield lambda: office.app.extensions.update(sealing=Opener(_new()))
    office.app.extensions["sealing"] = own


def _new():
    return ec.generate_private_key(ec.SECP256R1())


def test_a_clue_that_the_key_does_not_open_says_so_and_goes_on(
    office, clerk, other_key
):
    desk, officer = clue_desk(office), clerk("clues_linyi")
    clue = desk.registers()
    brought_to(desk, clue, "accepted")
    sent = desk.transfers(clue)
    other_key()
    page = officer.done(f"/clues/{clue.key}/open", reason="初筛")
    assert "封存密钥" in page
    assert CONTENT not in page
    where = f"/clues/{clue.key}/transfers/{sent.key}/paper.docx"
    answer = officer.open(where, purpose="送达")
    assert answer.status_code == 409
    assert "sealing-key.pem" in text(answer)
    officer.done(f"/clues/{clue.key}/assign", lead="县信访局", due_on="2099-01-01")


def test_a_form_pressed_twice_makes_one_clue(office, clerk):
    officer = clerk("clues_linyi")
    once = field(officer.open("/clues/new"), "once")
    officer.done("/clues", **told(once=once))
    again = officer.send("/clues", **told(once=once))
    assert again.status_code == 409
    assert "已经登记过" in text(again)
    assert office.count(Clue) == 1


def test_every_figure_of_the_sums_opens_its_rows(office, clerk):
    desk, officer = clue_desk(office), clerk("clues_linyi")
    first = desk.registers()
    brought_to(desk, first, "concluded")
    desk.registers(source="tour", unit_named="某局")
    page = officer.open("/clues")
    for query in ("source=petition&came=substantiated", "came=open", "source=tour"):
        where = f"/c/jf26/clues?{query}"
        assert where in links(page, "/clues"), query
    found = r"/clues/([\w-]{20,})\""
    chosen = officer.open("/clues", came="substantiated", source="petition")
    assert keys(chosen, found) == [first.key]
    assert not keys(officer.open("/clues", came="held"), found)


def test_how_often_it_was_opened_is_told_beyond_those_listed(office, clerk):
    desk = clue_desk(office)
    clue = desk.registers()
    for _ in range(62):
        desk.opens_content(clue)
    assert "打开 62 次" in clerk("clues_linyi").read(f"/clues/{clue.key}")


def test_a_closed_category_is_offered_to_the_clue_that_has_it(office, clerk):
    clue = clue_desk(office).registers(category_code="A1.2")
    with office.writing() as session:
        session.get_one(Clue, clue.id).category_code = "Z9.9"
    page = clerk("clues_linyi").open(f"/clues/{clue.key}").get_data(as_text=True)
    assert '<option value="Z9.9" selected>' in page


# ---------------------------------------------------------------- by file


def test_who_keeps_another_register_by_now_takes_nothing_back(office, clerk):
    officer = clerk("clues_linyi")
    brings(officer, ORDERS)
    key = keys(officer.open("/imports/clues"), BATCH)[0]
    with office.writing() as session:
        user = session.scalars(select(User).where(User.login == "clues_linyi")).one()
        session.execute(delete(Grant).where(Grant.user_id == user.id))
        home, role = office.campaign(session), Role.CLUE_OFFICER
        people.grant_region(session, SYSTEM, home, user, role, QIHE)
    assert officer.send(f"/imports/undo/{key}").status_code == 404
    assert len(kept(office)) == 2


def test_a_file_with_the_number_of_a_clue_that_is_kept_from_one_comes(office, clerk):
    hidden = {"external_no": "XC-7", "source": "tour", "digest": "不给看的摘要。"}
    clue_desk(office).registers(unit_named="临邑县大数据局", **hidden)
    speaks_for(office, "clues_linyi", "LY-DSJ")
    officer = clerk("clues_linyi")
    page = brings(officer, ORDERS, step="")
    assert "来件编号“XC-7”已登记，跳过" in page
    assert "不给看的摘要" not in page
    assert "已导入" in brings(officer, ORDERS)
    assert [one.external_no for one in kept(office)] == ["XC-7", "RX-1"]


def test_an_import_of_very_many_is_looked_through(office):
    row = {"region_code": LINYI, "source": "petition"}
    many = [{**row, "external_no": str(number)} for number in range(22_000)]
    with office.reading() as session:
        home, batch = office.campaign(session), SimpleNamespace(added=many)
        assert by_file.stood_on(session, home, batch) == []


def test_a_persons_number_is_none_that_a_clue_came_by(office, clerk):
    page = brings(clerk("clues_linyi"), ORDERS.replace("RX-1", "13800001111"), step="")
    assert "里面有手机号或身份证号" in page
    assert kept(office) == []
