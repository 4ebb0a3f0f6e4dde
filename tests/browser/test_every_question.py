"""Every kind of question is asked, answered, kept, sent and stored as it was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

import sync
from tests.browser.house import House
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

SHEETS = Path(sync.__file__).parent / "client" / "tests" / "forms" / "every_question"
TITLE = "每一种题"
#: The first bytes by which a film of this kind is known.
FILM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(200)


def test_every_kind_of_question_goes_from_the_thumb_to_the_office(phone, house):
    publish(house)
    house.bring(phone, TITLE)
    words_and_numbers(phone)
    days(phone)
    choices(phone)
    grid_and_lists(phone)
    order_and_scales(phone)
    rows_in_rows(phone)
    speak_english_and_back(phone)
    phone.turn_to("检查并定稿")
    phone.finalise_button().click()
    phone.await_delivered(TITLE)
    (item,) = phone.items()
    assert item["xml"].encode() == stored(house, item["instanceId"])
    for answer in ANSWERS:
        assert answer in item["xml"]
    phone.home()
    begins_where_the_last_one_ended(phone)
    phone.watch.assert_quiet()


def publish(house: House) -> None:
    files = {
        path.name: path.read_bytes()
        for path in SHEETS.iterdir()
        if path.suffix != ".md"
    }
    house.side.publish((SHEETS / "form.md").read_text(), **files)


def stored(house: House, instance_id: str) -> bytes:
    """Read the answers as the office keeps them."""
    return bytes(house.side.submission(instance_id).xml)


def words_and_numbers(phone: Phone) -> None:
    """An error stands beside its question, and there is a way to it."""
    page = phone.page
    phone.write("单位名称", "孟")
    error = phone.question("单位名称").get_by_role("alert")
    expect(error).to_have_text("至少两个字")
    name = phone.question("单位名称").locator("input")
    expect(name).to_have_accessible_description("照门口的牌子写全称 至少两个字")
    page.locator("summary").click()
    expect(page.get_by_text("不写简称。")).to_be_visible()
    phone.write("口令", "钥匙 7")
    page.get_by_role("button", name="下一处").click()
    expect(name).to_be_focused()
    phone.write("单位名称", "孟寺镇王楼村")
    expect(error).to_have_count(0)
    phone.write("其他外观", "照样能填")
    phone.write("牌子数", "２")
    phone.write("金额（元）", "1234567")
    expect(phone.question("金额（元）").locator("input")).to_have_value("1,234,567")
    expect(page.locator(".note strong")).to_have_text("4")
    phone.next()


def days(phone: Phone) -> None:
    phone.write("检查日期", "2026-03-12")
    phone.write("挂牌月份", "2026-03")
    phone.write("建成年份", "19")
    expect(phone.question("建成年份").get_by_role("alert")).to_contain_text("四位年份")
    phone.write("建成年份", "2019")
    phone.write("到达时间", "09:05")
    phone.write("离开时间", "2026-03-12T10:30")
    phone.next()


def choices(phone: Phone) -> None:
    """A quick one goes on by itself; a menu is searched by the letters of its sound."""
    page = phone.page
    expect(phone.question("是否悬挂").locator("img")).to_be_visible()
    expect(phone.question("是否悬挂").locator("audio")).to_have_count(1)
    phone.choose("是否悬挂", "是")
    phone.choose("是否保留", "否")
    expect(phone.question("布局合理")).to_be_focused()
    for label in ("布局合理", "分列", "四列", "紧排", "其他外观"):
        phone.choose(label, "大体同意")
    phone.question("乡镇").locator(".pick").click()
    page.get_by_role("searchbox").fill("llj")
    page.locator(".sheet-row").get_by_text("乐陵街道").click()
    phone.choose("像哪一张", "外墙")
    phone.next()
    phone.choose("涉及乡镇", "长官镇", "孟寺镇")
    phone.choose("分列多选", "完全同意", "不同意")
    phone.choose("菜单多选", "孟寺镇", "长官镇")
    phone.choose("查找多选", "二屯镇")
    phone.next()


def grid_and_lists(phone: Phone) -> None:
    rows = phone.page.get_by_role("group", name="门牌齐全")
    rows.get_by_role("radio", name="是").check()
    phone.page.get_by_role("group", name="公示栏更新").get_by_label("否").check()
    phone.next()
    phone.choose("县区", "临邑县")
    phone.choose("乡镇", "孟寺镇")
    phone.choose("村", "王楼村")
    phone.choose("种类（XML）", "公示栏")
    phone.choose("点位（GeoJSON）", "敬老院")
    phone.next()


def order_and_scales(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("button", name="下移 完全同意").click()
    page.get_by_role("button", name="大体同意，第 1 位").press("ArrowDown")
    expect(page.locator(".rank li .fm-name").first).to_have_text("完全同意")
    first, third = (page.locator(".rank-grip").nth(at) for at in (0, 2))
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), third.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 24, steps=6)
    page.mouse.up()
    phone.kept("<r_rank>mostly hardly full none<")
    phone.question("满意度").get_by_role("slider").fill("7")
    typed = phone.question("完好率").get_by_label("直接填数")
    typed.fill("0.3")
    typed.blur()
    expect(phone.question("完好率").get_by_role("alert")).to_contain_text("不在刻度上")
    typed.fill("0.75")
    typed.blur()
    page.get_by_role("radio", name="4 分，满分 5").check()
    phone.question("人数").get_by_role("combobox").select_option("120")
    page.get_by_label("已确认").check()
    phone.next()


def rows_in_rows(phone: Phone) -> None:
    """A row opens inside an open row; counted rows follow their number."""
    page = phone.page
    phone.write("房间名称", "党员活动室")
    page.locator(".cur .rp").click()
    phone.write("牌子文字", "农家书屋")
    page.locator(".cur .add-row").click()
    phone.write("牌子文字", "妇女之家")
    phone.next()
    expect(page.locator(".rp")).to_have_count(2)
    page.locator(".rp").first.click()
    phone.write("姓名", "张三")
    phone.next()
    phone.write("上次的单位", "没有上次")
    film(phone)
    phone.kept("没有上次")


def film(phone: Phone) -> None:
    asked = phone.question("录像")
    with phone.page.expect_file_chooser() as chooser:
        asked.get_by_role("button", name="选文件").click()
    film: FilePayload = {"name": "a.webm", "mimeType": "video/webm", "buffer": FILM}
    chooser.value.set_files(film)
    expect(asked.locator(".files li")).to_have_count(1)


def speak_english_and_back(phone: Phone) -> None:
    """The form's language is chosen in the form and remembered for it."""
    page = phone.page
    phone.tap("目录")
    page.get_by_role("radio", name="English").check()
    phone.tap("关闭")
    expect(phone.question("Place of last time")).to_be_visible()
    page.reload()
    expect(phone.question("Place of last time")).to_be_visible()
    phone.tap("目录")
    page.get_by_role("radio", name="中文").check()
    phone.tap("关闭")
    expect(phone.question("上次的单位")).to_be_visible()


def begins_where_the_last_one_ended(phone: Phone) -> None:
    phone.begin(TITLE)
    phone.turn_to("其他")
    last = phone.question("上次的单位").locator("input")
    expect(last).to_have_value("孟寺镇王楼村")


ANSWERS = (
    "<t_plain>孟寺镇王楼村</t_plain>",
    "<x_begun>37.19 116.87 0.0 12.0</x_begun>",
    "<x_seen>37.19 116.87 0.0 12.0</x_seen>",
    "<t_masked>钥匙 7</t_masked>",
    "<t_odd>照样能填</t_odd>",
    "<n_int>2</n_int>",
    "<n_thousands>1234567</n_thousands>",
    "<n_decimal>12.5</n_decimal>",
    "<d_day>2026-03-12</d_day>",
    "<d_month>2026-03-01</d_month>",
    "<d_year>2019-01-01</d_year>",
    "<d_moment>2026-03-12T10:30:00.000+08:00</d_moment>",
    "<m_minimal>t1 t3</m_minimal>",
    "<m_auto>t10</m_auto>",
    ".webm</x_video>",
    "<d_time>09:05:00.000+08:00</d_time>",
    "<o_quick>no</o_quick>",
    "<o_likert>mostly</o_likert>",
    "<o_columns4>mostly</o_columns4>",
    "<o_minimal>t5</o_minimal>",
    "<o_pictures>wall</o_pictures>",
    "<m_plain>t1 t3</m_plain>",
    "<m_columns>full none</m_columns>",
    "<g_one>yes</g_one>",
    "<g_two>no</g_two>",
    "<f_village>371424102201</f_village>",
    "<f_kinds>k2</f_kinds>",
    "<f_spot>s2</f_spot>",
    "<r_range>7</r_range>",
    "<r_decimal>0.75</r_decimal>",
    "<r_rating>4</r_rating>",
    "<r_picker>120</r_picker>",
    "<r_seen>OK</r_seen>",
    "<plate_text>农家书屋</plate_text>",
    "<plate_text>妇女之家</plate_text>",
    "<person_name>张三</person_name>",
)
