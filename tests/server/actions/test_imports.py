"""Files of regions, units, teams and users: planned by row, applied whole."""

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from server.actions import campaigns, imports, people
from server.actions.access import SYSTEM, Actor, Held
from server.actions.accounts import SharedAccount
from server.actions.campaigns import NewCampaign
from server.actions.imports import Kind, Known
from server.actions.imports.rows import TeamRow, UnitRow
from server.actions.pinyin import of_place
from server.db import reading, writing
from server.models import Campaign, Grant, Region, Role, Team, Unit, User

REGIONS = """
| 区划代码     | 名称   |
| 370000000000 | 山东省 |
| 371400000000 | 德州市 |
| 371424000000 | 临邑县 |
| 371424100000 | 孟寺镇 |
"""
NOTHING = Known("371400000000", {})
PLACES = Known(
    "371400000000",
    {
        "370000000000": "province",
        "371400000000": "city",
        "371424000000": "county",
        "370100000000": "city",
    },
)


def cells(table):
    rows = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return [[cell.strip() for cell in row] for row in rows]


def as_csv(table, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows(cells(table))
    return text.getvalue().encode(encoding)


def as_xlsx(rows):
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(content)
    return content.getvalue()


def planned(kind, table, known=NOTHING):
    return imports.plan(kind, imports.read_table(as_csv(table), "x.csv"), known)


def wrong(plan):
    return [(error.row, error.column, error.code) for error in plan.errors]


# ------------------------------------------------------------------- the file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_offices_use(encoding):
    table = imports.read_table(as_csv(REGIONS, encoding), "x.csv")
    assert table.header == ("区划代码", "名称")
    assert table.rows[2] == (4, ("371424000000", "临邑县"))


def test_xlsx_is_read_with_codes_typed_as_numbers():
    rows = [["区划代码", "名称"], [371424000000, "临邑县"], [371424100000.0, "孟寺镇"]]
    table = imports.read_table(as_xlsx(rows), "x.xlsx")
    assert [row[1][0] for row in table.rows] == ["371424000000", "371424100000"]


def test_the_content_decides_not_the_name():
    table = imports.read_table(as_xlsx([["代码", "名称"], ["1", "二"]]), "wrong.csv")
    assert table.header[:2] == ("代码", "名称")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n,,\n", "empty"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel"),
        (b"\x00\x01\x02\xff\xfe\x00", "not_a_table"),
    ],
)
def test_what_is_no_table_is_refused(content, reason):
    with pytest.raises(imports.Unreadable) as refused:
        imports.read_table(content, "x")
    assert refused.value.values["reason"] == reason


def test_blank_rows_and_invisible_characters_are_forgotten():
    content = "区划代码,名称\n\n３７,x\n371424000000,\u200b临　邑 县\u00a0\n".encode()
    table = imports.read_table(content, "x.csv")
    assert table.rows[-1] == (4, ("371424000000", "临 邑 县"))


# ------------------------------------------------------------------- headings


def test_english_headings_do_as_well():
    plan = planned(Kind.TEAMS, "| code | name |\n| T1 | One |")
    assert [row.code for row in plan.adds] == ["T1"]


def test_a_heading_nearly_right_is_asked_about():
    plan = planned(Kind.TEAMS, "| codee | name |\n| T1 | One |")
    assert wrong(plan)[0] == (1, "codee", "column_near")
    assert "“code”" in plan.errors[0].text("zh")


def test_a_missing_column_is_named():
    assert wrong(planned(Kind.TEAMS, "| 组名称 |\n| 一组 |")) == [
        (1, "组代码", "column_missing")
    ]


def test_a_column_of_no_concern_is_left_out_and_noted():
    plan = planned(Kind.TEAMS, "| code | name | 电话 |\n| T1 | One | 1 |")
    assert [note.code for note in plan.notes] == ["column_ignored"]


def test_a_header_without_rows_is_an_error():
    assert wrong(planned(Kind.TEAMS, "| code | name |")) == [(1, "组代码", "no_rows")]


def test_a_formula_is_no_value():
    rows = [["code", "name"], ["T1", "=A2"]]
    plan = imports.plan(Kind.TEAMS, imports.read_table(as_xlsx(rows), "x"), NOTHING)
    assert wrong(plan) == [(2, "name", "formula")]


# -------------------------------------------------------------------- regions


def test_level_parent_pinyin_and_zone_follow_from_code_and_name():
    plan = planned(
        Kind.REGIONS,
        REGIONS + "| 371471000000 | 天衢新区 |\n| 371481000000 | 乐陵市 |",
    )
    by_code = {row.code: row for row in plan.adds}
    assert by_code["371424100000"].parent_code == "371424000000"
    assert by_code["371424100000"].level == "town"
    assert by_code["371471000000"].is_functional_zone
    assert by_code["371481000000"].pinyin == "lao ling shi"


def test_short_codes_are_filled_up_and_named():
    plan = planned(Kind.REGIONS, "| 代码 | 名称 |\n| 37 | 山东省 |\n| 3714 | 德州市 |")
    assert [row.code for row in plan.adds] == ["370000000000", "371400000000"]
    assert plan.notes[0].values == {"value": "37", "code": "370000000000"}


@pytest.mark.parametrize("code", ["3714240", "37142400000", "37a4", "０３７１", "0714"])
def test_a_code_of_doubtful_length_is_an_error(code):
    plan = planned(Kind.REGIONS, f"| 代码 | 名称 |\n| {code} | 某地 |")
    assert wrong(plan) == [(2, "代码", "region_code_bad")]


def test_a_region_without_the_one_above_is_an_error():
    plan = planned(Kind.REGIONS, "| 代码 | 名称 |\n| 371424000000 | 临邑县 |")
    assert wrong(plan) == [(2, "上级代码", "parent_unknown")]


def test_parents_may_stand_anywhere_in_the_file_or_in_the_store():
    below_first = "| 代码 | 名称 |\n| 371424100000 | 孟寺镇 |\n| 371424 | 临邑县 |"
    assert not planned(Kind.REGIONS, below_first, PLACES).errors


def test_a_wrong_parent_and_a_wrong_level_are_errors():
    plan = planned(
        Kind.REGIONS,
        "| 代码 | 名称 | 上级 | 层级 |\n| 371424000000 | 临邑县 | 370100000000 | 市 |",
        PLACES,
    )
    assert wrong(plan) == [(2, "上级", "parent_wrong"), (2, "层级", "level_wrong")]


def test_the_same_code_twice_is_an_error_at_the_second():
    plan = planned(Kind.REGIONS, "| 代码 | 名称 |\n| 37 | 山东省 |\n| 37 | 山东 |")
    assert wrong(plan) == [(3, "代码", "row_twice")]
    assert plan.errors[0].values["first"] == 2


def test_any_error_leaves_nothing_to_do():
    plan = planned(Kind.REGIONS, REGIONS + "| 1 | 坏行 |")
    assert (plan.adds, plan.changes) == ((), ())
    with pytest.raises(imports.ImportHasErrors):
        imports.credentials(plan)


# ----------------------------------------------------------------------- units


def test_a_unit_takes_its_level_from_its_region():
    plan = planned(
        Kind.UNITS,
        "| 单位代码 | 单位名称 | 区划代码 |\n| LY-1 | 临邑县信访局 | 371424 |",
        PLACES,
    )
    assert (plan.adds[0].level, plan.adds[0].kind) == ("county", "department")


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ("A 1 | 局 | 371424 | 部门 | 县", [("单位代码", "code_bad")]),
        ("A1 |  | 371424 | 部门 | 县", [("单位名称", "empty")]),
        ("A1 | 局 | 371425 | 部门 | 县", [("区划代码", "region_unknown")]),
        ("A1 | 局 | 371424 | 公司 | 县", [("单位类别", "choice_unknown")]),
        ("A1 | 局 | 371424 | 部门 | 市", [("层级", "level_wrong")]),
    ],
)
def test_what_is_wrong_with_a_unit_is_said_at_its_column(row, errors):
    head = "| 单位代码 | 单位名称 | 区划代码 | 单位类别 | 层级 |"
    plan = planned(Kind.UNITS, f"{head}\n| {row} |", PLACES)
    assert wrong(plan) == [(2, *error) for error in errors]


# ----------------------------------------------------------------------- teams


def test_a_team_without_regions_goes_everywhere_in_the_campaign():
    plan = planned(Kind.TEAMS, "| code | name |\n| T1 | 一组 |", PLACES)
    assert plan.adds[0].region_codes == ("371400000000",)


def test_a_team_may_have_several_regions_of_the_campaign_only():
    head = "| code | name | 负责地区 |\n"
    plan = planned(Kind.TEAMS, head + "| T1 | 一组 | 371424；371400 |", PLACES)
    assert plan.adds[0].region_codes == ("371424000000", "371400000000")
    outside = planned(Kind.TEAMS, head + "| T1 | 一组 | 3701 |", PLACES)
    assert wrong(outside) == [(2, "负责地区", "region_outside")]


# ----------------------------------------------------------------------- users


USERS = "| 账号 | 显示名称 | 角色 | 地区 | 组代码 |\n"


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ("a b | 甲 | 办公室 | 3714 | ", [("账号", "login_bad")]),
        ("ab | 甲 | 站长 | 3714 | ", [("角色", "choice_unknown")]),
        ("ab | 甲 | 审核 |  | ", [("地区", "place_missing")]),
        ("ab | 甲 | 审核 | 3714 | T1", [("组代码", "place_surplus")]),
        ("ab | 甲 | 组长 |  | T9", [("组代码", "team_unknown")]),
        ("ab | 甲 | 办公室 | 3799 | ", [("地区", "region_unknown")]),
        ("ab | 甲 | 办公室 | 3701 | ", [("地区", "region_outside")]),
    ],
)
def test_what_is_wrong_with_a_user_is_said_at_its_column(row, errors):
    team = TeamRow("T1", "一组", "visit", "county", ())
    known = Known("371400000000", PLACES.region_levels, teams={"T1": team})
    plan = planned(Kind.USERS, f"{USERS}| {row} |", known)
    assert wrong(plan) == [(2, *error) for error in errors]


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ("责任单位联系人 |  |  | U1", []),
        ("责任单位联系人 |  |  | ", [("单位", "place_missing")]),
        ("责任单位联系人 |  |  | U9", [("单位", "unit_unknown")]),
        (
            "责任单位联系人 | 3714 |  | U1",
            [("地区", "place_surplus")],
        ),
        ("unit_contact |  | T1 | U1", [("组代码", "place_surplus")]),
        ("核查 | 371424 |  | ", []),
        ("核查 |  |  | ", [("地区", "place_missing")]),
        ("核查 | 371424 |  | U1", [("单位", "place_surplus")]),
        ("审核 | 37 |  | ", [("地区", "region_above")]),
    ],
)
def test_a_unit_contact_needs_the_unit_and_a_verifier_the_region(row, errors):
    known = Known(
        "371400000000",
        PLACES.region_levels,
        teams={"T1": TeamRow("T1", "一组", "visit", "county", ())},
        units={"U1": UnitRow("U1", "局", "", "department", "county", "371424000000")},
        reach=("3714",),
    )
    head = "| 账号 | 显示名称 | 角色 | 地区 | 组代码 | 单位 |\n"
    plan = planned(Kind.USERS, f"{head}| ab | 甲 | {row} |", known)
    assert wrong(plan) == [(2, *error) for error in errors]


def test_two_names_for_one_login_are_an_error():
    plan = planned(
        Kind.USERS,
        USERS + "| ab | 甲 | 办公室 | 3714 | |\n| ab | 乙 | 审核 | 3714 | |",
        PLACES,
    )
    assert wrong(plan) == [(3, "显示名称", "name_differs")]


# ------------------------------------------------------------------- the store


@pytest.fixture
def campaign(app):
    with writing() as session:
        new = NewCampaign("dz", "德州", "DZ26", "371400000000")
        return campaigns.create(session, SYSTEM, new)


def bring(campaign, kind, table, actor=SYSTEM):
    read = imports.read_table(as_csv(table), "x.csv")
    plan = imports.plan(kind, read, imports.known(reading(), actor, campaign, kind))
    new = imports.credentials(plan)
    with writing() as session:
        home = session.get_one(Campaign, campaign.id)
        return imports.apply(session, actor, home, plan, new), plan, new


def test_what_was_imported_is_there_and_again_changes_nothing(campaign):
    first, _, _ = bring(campaign, Kind.REGIONS, REGIONS)
    again, _, _ = bring(campaign, Kind.REGIONS, REGIONS)
    assert (first.added, again.added, again.unchanged) == (4, 0, 4)
    assert reading().get_one(Region, "371424100000").name == "孟寺镇"


def test_a_new_name_changes_the_row_and_its_pinyin(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    done, plan, _ = bring(campaign, Kind.REGIONS, "| code | name |\n| 371424 | 单县 |")
    assert done.changed == 1
    assert plan.changes[0].fields()["name"] == ("临邑县", "单县")
    assert reading().get_one(Region, "371424000000").pinyin == "shan xian"


def test_units_and_teams_are_the_campaigns_own(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    units = "| code | name | region_code |\n| U1 | 临邑县信访局 | 371424 |"
    bring(campaign, Kind.UNITS, units)
    bring(campaign, Kind.TEAMS, "| code | name |\n| T1 | 一组 |")
    bring(campaign, Kind.TEAMS, "| code | name |\n| T1 | 第一组 |")
    assert reading().scalars(Unit.of(campaign.id)).one().region_code == "371424000000"
    assert reading().scalars(Team.of(campaign.id)).one().name == "第一组"


def test_users_come_with_a_password_that_opens_the_door(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    bring(campaign, Kind.TEAMS, "| code | name |\n| T1 | 一组 |")
    table = USERS + "| zhang | 张 | 组长 |  | T1 |\n| li | 李 | 审核 | 3714 | |"
    _, _, new = bring(campaign, Kind.USERS, table)
    assert [credential.login for credential in new] == ["li", "zhang"]
    for credential in new:
        attempt = people.check(reading(), credential.login, credential.password, "x")
        assert attempt.user_id is not None


def test_unit_contacts_and_verifiers_come_by_file_and_again_change_nothing(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    bring(campaign, Kind.UNITS, "| code | name | region_code |\n| U1 | 局 | 371424 |")
    table = (
        "| login | display_name | role | region | unit |\n"
        "| wang | 王 | unit_contact |  | U1 |\n| he | 何 | 核查 | 371424 |  |"
    )
    first, _, _ = bring(campaign, Kind.USERS, table)
    again, _, _ = bring(campaign, Kind.USERS, table)
    assert (first.added, again.added, again.unchanged) == (2, 0, 2)
    grants = reading().scalars(select(Grant).order_by(Grant.role)).all()
    assert [grant.role for grant in grants] == ["unit_contact", "verifier"]
    assert grants[0].unit_id == reading().scalars(Unit.of(campaign.id)).one().id
    assert grants[1].region_code == "371424000000"


def test_a_second_role_for_somebody_known_keeps_the_password(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    bring(campaign, Kind.USERS, USERS + "| li | 李 | 审核 | 3714 | |")
    before = reading().query(User.password_hash).scalar()
    _, _, new = bring(campaign, Kind.USERS, USERS + "| li | 李 | 办公室 | 3714 | |")
    assert new == ()
    user = reading().query(User).one()
    assert user.password_hash == before
    grants = reading().scalars(Grant.of(user.id)).all()
    assert sorted(grant.role for grant in grants) == ["office", "reviewer"]


def test_a_first_password_is_shown_for_nobody_who_came_in_the_meantime(campaign):
    bring(campaign, Kind.REGIONS, REGIONS)
    read = imports.read_table(as_csv(USERS + "| li | 李 | 审核 | 3714 | |"), "x.csv")
    known = imports.known(reading(), SYSTEM, campaign, Kind.USERS)
    plan = imports.plan(Kind.USERS, read, known)
    new = imports.credentials(plan)
    with writing() as session:
        people.create_user(session, "li", "李", "x")
    with pytest.raises(imports.ImportOvertaken), writing() as session:
        imports.apply(
            session, SYSTEM, session.get_one(Campaign, campaign.id), plan, new
        )
    assert reading().query(Grant).count() == 0


def test_who_holds_a_role_elsewhere_too_is_renamed_by_neither_house(campaign):
    with writing() as session:
        other = campaigns.create(
            session, SYSTEM, NewCampaign("ly", "临邑", "LY26", "371424000000")
        )
    held = Held(Role.OFFICE, campaign.id, "371400000000")
    office = Actor(1, None, "office", (held,))
    bring(campaign, Kind.REGIONS, REGIONS)
    row = USERS + "| li | {} | 审核 | 371424 | |"
    for home in (campaign, other):
        bring(home, Kind.USERS, row.format("李"))
    assert bring(campaign, Kind.USERS, row.format("李"), office)[0].unchanged == 1
    with pytest.raises(SharedAccount):
        bring(campaign, Kind.USERS, row.format("黎"), office)
    assert reading().query(User.display_name).scalar() == "李"


def test_a_plan_that_was_overtaken_changes_nothing(campaign):
    read = imports.read_table(as_csv(REGIONS), "x.csv")
    known = imports.known(reading(), SYSTEM, campaign, Kind.REGIONS)
    plan = imports.plan(Kind.REGIONS, read, known)
    bring(campaign, Kind.REGIONS, REGIONS)
    with pytest.raises(imports.ImportOvertaken), writing() as session:
        imports.apply(session, SYSTEM, session.get_one(Campaign, campaign.id), plan)


@pytest.mark.parametrize("kind", Kind)
def test_a_template_with_the_examples_filled_in_has_the_right_columns(kind):
    book = load_workbook(io.BytesIO(imports.template(kind)))
    header = [cell.value for cell in book.worksheets[0][1]]
    assert header == [column.chinese for column in imports.COLUMNS[kind]]
    assert imports.file_name(kind).endswith("导入模板.xlsx")


def test_regions_are_in_the_order_of_their_pinyin():
    names = ["曹县", "成武县", "定陶区", "东明县", "巨野县", "鄄城县", "牡丹区", "单县"]
    assert sorted(set(names), key=of_place) == names
