"""Chinese is found by any part of it, on both databases alike."""

from __future__ import annotations

import pytest

from server.db import search

TOLD = {
    1: "要求全部干部安装“网格e通”并每日登录。",
    2: "网格员反映：通知太多，开会 太多",
    3: "WiFi 密码贴在墙上\n第二行",
    4: "🚩党建",
    5: "",
    6: 'x7f51683c it\'s a "quote" * OR NOT',
}


@pytest.fixture
def kept(office):
    with office.writing() as session:
        search.write(session.connection(), list(TOLD.items()))
    return office


def found(office, wanted):
    with office.reading() as session:
        return sorted(session.scalars(search.holding(wanted)))


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("网格", [1, 2]),
        ("网格e通", [1]),
        ("网格Ｅ通", [1]),
        ("格网", []),
        ("网", [1, 2]),
        ("通", [1, 2]),
        ("太多", [2]),
        ("通知太多", [2]),
        ("wifi", [3]),
        ("第二行", [3]),
        ("党建", [4]),
        ("干部登录", []),
        ("quote", [6]),
        ("x7f", [6]),
    ],
)
def test_a_part_of_a_text_finds_it(kept, wanted, ids):
    assert search.searchable(wanted)
    assert found(kept, wanted) == ids


@pytest.mark.parametrize("wanted", ["", "“”", '"', "*", " - "])
def test_what_has_neither_letter_nor_digit_is_not_searched(wanted):
    assert not search.searchable(wanted)


def test_what_is_written_again_takes_the_place_of_before(kept):
    with kept.writing() as session:
        search.write(session.connection(), [(1, "改成别的内容")])
    assert found(kept, "网格") == [2]
    assert found(kept, "别的") == [1]


def test_a_very_long_text_is_searched_at_its_beginning(kept):
    with kept.writing() as session:
        search.write(session.connection(), [(7, "开头" + "长" * 30_000 + "结尾")])
    assert found(kept, "开头") == [7]
    assert found(kept, "结尾") == []
