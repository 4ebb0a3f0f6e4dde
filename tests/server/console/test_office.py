"""What the office does by itself: forms, phones, visits, imports, people."""

from __future__ import annotations

import hashlib
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from server.models import Taking, Team, Unit, User, Visit
from tests.actors.device import Device
from tests.actors.forms import VISIT
from tests.actors.tables import workbook
from tests.actors.wire import InProcess
from tests.server.console.clerk import PASSWORD, Clerk, keys, text


def upload(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def team(office, code="DZ07"):
    with office.reading() as session:
        return session.query(Team).filter_by(code=code).one()


# ---------------------------------------------------------------- forms


def test_a_workbook_is_published_and_its_rules_can_be_read(clerk):
    sent = upload(workbook(VISIT), "察访表.xlsx")
    city = clerk("city")
    page = city.done("/forms", workbook=sent)
    assert "已发布" in page
    assert "察访表.xlsx" in page
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    page = city.read(f"/forms/{key}/rules")
    assert "V01" in page
    assert "“Forced”是“Yes”" in page


def test_what_is_wrong_stands_by_sheet_row_and_column(clerk):
    broken = VISIT.replace("forced='yes'", "compelled='yes'")
    answer = clerk("city").send("/forms", workbook=upload(workbook(broken), "a.xlsx"))
    page = text(answer)
    assert answer.status_code == 422
    assert "a.xlsx 没有发布" in page
    assert "findings 2" in page
    assert "compelled" in page


def test_what_is_no_workbook_is_refused_in_the_same_way(clerk):
    answer = clerk("city").send("/forms", workbook=upload(b"hello", "a.xlsx"))
    assert answer.status_code == 422
    assert "没有发布" in text(answer)


def test_the_workbook_is_handed_out_as_it_came(clerk):
    city, content = clerk("city"), workbook(VISIT)
    city.done("/forms", workbook=upload(content, "v.xlsx"))
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    assert city.open(f"/forms/{key}/1/workbook").get_data() == content
    assert b"<h:html" in city.open(f"/forms/{key}/1/xform").get_data()


def test_a_form_is_closed_and_opened_again(clerk, office, device, visited):
    city = clerk("city")
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    assert "停止填报" in city.done(f"/forms/{key}/close", reason="本轮结束")
    assert device.forms() == []
    city.done(f"/forms/{key}/reopen", reason="补报")
    assert [form["form_id"] for form in device.forms()] == ["visit"]
    assert city.send(f"/forms/{key}/burn").status_code == 404


def test_what_was_sent_to_a_form_leaves_as_a_workbook(clerk, office, visited):
    city = clerk("city")
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    content = city.open(f"/forms/{key}/submissions.xlsx").get_data()
    cells = [
        str(cell)
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.values
        for cell in row
    ]
    assert "孟寺镇人民政府" in cells
    assert "网格e通" in cells
    with office.reading() as session:
        took = session.scalars(select(Taking)).one()
    assert (took.kind, took.rows, took.asked) == ("submissions", 1, {"form": "visit"})
    assert took.sha256 == hashlib.sha256(content).hexdigest()
    assert [one.action for one in office.events()][-1] == "export.taken"


# ---------------------------------------------------------------- phones and visits


def test_the_code_on_the_page_brings_a_phone_in(clerk, office, house):
    answer = clerk("leader07").send(f"/teams/{team(office).key}/invite", user="")
    code = keys(answer, r"#/enrol/(\w+)")[0]
    joined = Device(InProcess(house)).enrol(code, "红米")
    assert joined.about["team"]["code"] == "DZ07"
    assert "<svg" in answer.get_data(as_text=True)
    assert "红米" in clerk("city").read(f"/teams/{team(office).key}")


def test_a_phone_that_is_stopped_can_send_no_more(clerk, office, device, visited):
    key = office.devices()[0].key
    clerk("city").done(f"/phones/{key}/revoke")
    assert device.get("/forms").status == 401


def test_a_leader_has_no_say_over_phones_of_another_team(clerk, office, device):
    key = office.devices()[0].key
    stranger = clerk("leader08")
    assert stranger.send(f"/phones/{key}/revoke").status_code == 404
    assert stranger.send(f"/teams/{team(office).key}/invite").status_code == 404


def test_a_planned_visit_reaches_the_phone_and_can_be_called_off(
    clerk, office, device, visited
):
    city, key = clerk("city"), team(office).key
    city.done(
        f"/teams/{key}/visits",
        site_name="东孟村村民委员会",
        region="371424105201 东孟村",
        planned_from="2026-03-20",
        forms=["visit"],
        mode="unannounced",
        spot="３７.189642°，116.866107",
    )
    told = [v for v in device.visits() if v["site_name"] == "东孟村村民委员会"]
    assert told[0]["region_code"] == "371424105201"
    assert (told[0]["latitude"], told[0]["longitude"]) == (37.189642, 116.866107)
    with office.reading() as session:
        visit = session.query(Visit).filter_by(site_name="东孟村村民委员会").one().key
    assert city.send(f"/visits/{visit}/cancel", reason="").status_code == 422
    assert "已取消" in city.done(f"/visits/{visit}/cancel", reason="改期")


def test_a_leader_plans_nothing(clerk, office, visited):
    sent = {"site_name": "某村", "forms": ["visit"]}
    answer = clerk("leader07").send(f"/teams/{team(office).key}/visits", **sent)
    assert answer.status_code == 403


UNITS = "单位代码,单位名称,区划代码\nLY-XB,临邑县信访局,371424000000\n"


def test_a_try_shows_what_would_come_and_changes_nothing(clerk, office):
    before = office.count(Unit)
    answer = clerk("city").send("/imports/units", file=upload(UNITS.encode(), "u.csv"))
    assert "新增 1，更改 0，不变 0" in text(answer)
    assert "临邑县信访局" in text(answer)
    assert office.count(Unit) == before


def test_an_import_brings_everything_in(clerk, office):
    sent = upload(UNITS.encode(), "u.csv")
    answer = clerk("city").send("/imports/units/apply", file=sent)
    assert "已导入" in text(answer)
    assert office.unit("LY-XB").name == "临邑县信访局"


def test_errors_stand_by_row_and_nothing_is_brought(clerk, office):
    before = office.count(Unit)
    rows = UNITS + "LY-YY,,371424000000\nLY-ZZ,某单位,999999999999\n"
    sent = upload(rows.encode(), "u.csv")
    answer = clerk("city").send("/imports/units/apply", file=sent)
    page = text(answer)
    assert "处错误，未导入任何内容" in page
    assert "3 单位名称" in page
    assert office.count(Unit) == before


def test_new_people_have_their_first_password_shown_once(clerk, house):
    rows = "账号,显示名称,角色,组代码\nnew01,新组员,组员,DZ07\n"
    sent = upload(rows.encode(), "users.csv")
    answer = clerk("city").send("/imports/users/apply", file=sent)
    password = keys(answer, r'<td class="code strong">([a-z0-9-]+)</td>')[0]
    assert Clerk(house).try_sign_in("new01", password).status_code == 303


@pytest.mark.parametrize("kind", ["regions", "units", "teams", "users"])
def test_each_kind_has_its_template(clerk, kind):
    answer = clerk("city").open(f"/imports/{kind}/template")
    assert answer.get_data().startswith(b"PK")


def test_an_unknown_kind_does_not_exist(clerk):
    assert clerk("city").open("/imports/secrets").status_code == 404


# ---------------------------------------------------------------- people


def test_a_person_is_added_with_a_role_and_can_sign_in(clerk, office, house):
    answer = clerk("city").send(
        "/users",
        login="new02",
        display_name="新审核员",
        role="reviewer",
        region="371424000000",
    )
    password = keys(answer, r'data-copy="([a-z0-9-]+)"')[0]
    someone = Clerk(house).sign_in("new02", password)
    assert "审核" in someone.read("/")


def test_a_known_login_only_gets_the_role(clerk, house):
    told = {"login": "leader08", "display_name": "x", "role": "inspector"}
    city = clerk("city")
    key = keys(city.open("/users"), r'<option value="([\w-]{22})">DZ07')[0]
    answer = city.send("/users", team=key, **told)
    assert "密码没有变" in text(answer)
    assert Clerk(house).try_sign_in("leader08", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "told",
    [
        {"login": "bad name", "display_name": "x", "role": "office"},
        {"login": "", "display_name": "x", "role": "office"},
        {"login": "fine", "display_name": " ", "role": "office"},
        {"login": "fine", "display_name": "x", "role": "king"},
        {"login": "fine", "display_name": "x", "role": "office", "region": "11"},
    ],
)
def test_a_person_that_cannot_be_is_refused_and_not_added(clerk, office, told):
    before = office.count(User)
    answer = clerk("city").send("/users", **told)
    assert 400 <= answer.status_code < 500
    assert "未作任何更改" in text(answer)
    assert office.count(User) == before


def test_who_is_disabled_is_out_at_once(clerk, house):
    city, leader = clerk("city"), clerk("leader07")
    key = _key_of(city, "leader07")
    city.done(f"/users/{key}/disable")
    assert leader.open("/").status_code == 303
    assert Clerk(house).try_sign_in("leader07").status_code == 401
    city.done(f"/users/{key}/enable")
    assert Clerk(house).try_sign_in("leader07").status_code == 303


def test_a_new_password_ends_the_old_one(clerk, house):
    city = clerk("city")
    answer = city.send(f"/users/{_key_of(city, 'leader07')}/password")
    password = keys(answer, r'data-copy="([a-z0-9-]+)"')[0]
    assert Clerk(house).try_sign_in("leader07", PASSWORD).status_code == 401
    assert Clerk(house).try_sign_in("leader07", password).status_code == 303


def test_nobody_locks_himself_out(clerk, office):
    city = clerk("city")
    with office.reading() as session:
        own = session.query(User).filter_by(login="city").one().key
    assert city.send(f"/users/{own}/disable").status_code == 403
    assert city.open("/").status_code == 200


def test_a_county_office_has_no_say_over_people(clerk):
    city = clerk("city")
    key = _key_of(city, "leader07")
    assert clerk("linyi").send(f"/users/{key}/password").status_code == 403


def test_a_unit_contact_and_a_verifier_are_let_in_by_the_office(clerk, office, house):
    city = clerk("city")
    unit = office.unit("LY-DSJ").key
    told = {"login": "new03", "display_name": "联系人", "role": "unit_contact"}
    password = keys(
        city.send("/users", unit=unit, **told), r'data-copy="([a-z0-9-]+)"'
    )[0]
    someone = Clerk(house).sign_in("new03", password)
    assert "我的任务" in someone.read("/tasks")
    told = {"login": "new03", "display_name": "x", "role": "verifier"}
    city.send("/users", region="371424000000", **told)
    assert "问题台账" in someone.read("/ledger")
    page = city.read("/users", text="new03")
    assert "责任单位·临邑县大数据局" in page
    assert "核查员·临邑县" in page


def test_a_role_that_is_taken_back_shows_nothing_any_more(clerk, office, house):
    city, contact = clerk("city"), clerk("bigdata")
    page = city.open("/users", text="bigdata")
    (place,) = keys(page, r"/c/jf26(/users/[\w-]{22}/roles/\d+/take)")
    assert contact.open("/tasks").status_code == 200
    assert "已收回角色 bigdata" in city.done(place)
    assert contact.open("/tasks").status_code == 303
    assert Clerk(house).sign_in("bigdata").open("/tasks").status_code == 404
    assert city.send(place).status_code == 404


def test_the_own_role_of_managing_is_offered_to_nobody_for_taking(clerk):
    page = clerk("city").open("/users", text="city")
    taken = keys(page, r"/users/([\w-]{22})/roles/\d+/take")
    assert len(taken) == len({"city2", "verifier_city", "clues_city"})


def test_another_role_is_given_to_somebody_in_the_list(clerk, office):
    city = clerk("city")
    key = _key_of(city, "leader07")
    page = city.open("/users", give=key)
    assert '<input type="hidden" name="login" value="leader07">' in page.get_data(
        as_text=True
    )


def _key_of(city: Clerk, login: str) -> str:
    page = city.open("/users", text=login)
    return keys(page, r"/users/([\w-]{22})/")[0]


# ---------------------------------------------------------------- undoing an import


def test_an_import_is_listed_with_who_and_how_many_and_undone(clerk):
    city = clerk("city")
    content = "code,name,region_code\nU-9,临邑县水利局,371424000000\n".encode()
    file = (io.BytesIO(content), "单位名单.csv")
    city.send("/imports/units/apply", file=file)
    page = city.open("/imports/units")
    assert "单位名单.csv" in page.get_data(as_text=True)
    (key,) = keys(page, r"/imports/undo/([^\"]+)\"")
    assert "已撤销这次导入" in city.done(f"/imports/undo/{key}")
    again = city.send(f"/imports/undo/{key}")
    assert again.status_code == 409
    assert clerk("linyi").send(f"/imports/undo/{key}").status_code == 403
