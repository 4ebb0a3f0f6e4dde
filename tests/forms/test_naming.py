"""Names that mean one thing are written alike, and others are not."""

import pytest

from forms.naming import normal, numerals


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("网格e通", "网格e通"),
        ("网格Ｅ通", "网格e通"),
        (" 网格 E 通 ", "网格e通"),
        ("“网格E通”APP", "网格e通"),
        ("网格e通（手机版）", "网格e通"),
        ("网格e通(德州)", "网格e通"),
        ("【德州】网格e通", "网格e通"),
        ("网格e通微信小程序", "网格e通"),
        ("网格e通·小程序App", "网格e通"),
        ("APP网格e通", "网格e通"),
        ("官方公众号：网格e通", "网格e通"),
        ("临邑发布公众号", "临邑发布"),
        ("微信公众号", "微信公众号"),
        ("APP", "app"),
        ("(APP)", "app"),
        ("Apple", "apple"),
        ("WhatsApp", "whatsapp"),
        ("工作群", "工作群"),
        ("（）", "()"),
        ("…", "..."),
        ("", ""),
        ("①号群", "1号群"),
        ("党建🚩云", "党建云"),
    ],
)
def test_a_name_is_cut_to_what_tells_it_from_others(written, meant):
    assert normal(written) == meant


def test_cutting_a_name_twice_changes_nothing():
    for written in ("网格e通APP（小程序）", "官方客户端应用软件", "[x]公众号"):
        assert normal(normal(written)) == normal(written)


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("第一网格", ("第一",)),
        ("三号楼2单元", ("三", "2")),
        ("一网通办", ()),
        ("百姓通", ()),
        ("防汛2024", ("2024",)),
    ],
)
def test_numbers_in_a_name_are_told(name, counted):
    assert numerals(name) == counted
