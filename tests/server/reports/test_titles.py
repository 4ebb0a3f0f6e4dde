"""Titles that are too long for a line."""

import pytest

from server.reports.letter.titles import ROOM, broken

NAME = "德州市“指尖上的形式主义”专项察访（演示数据）"


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (("减负专项", "活页"), ["减负专项活页"]),
        ((NAME, "交办单"), [NAME[:13], NAME[13:], "交办单"]),
        ((f"关于{NAME}情况的通报",), [f"关于{NAME[:13]}", f"{NAME[13:]}情况的通报"]),
        ((NAME[:13] + "\n" + NAME[13:],), [NAME[:13], NAME[13:]]),
    ],
)
def test_a_title_breaks_where_a_word_ends(parts, lines):
    assert broken(*parts).split("\n") == lines


@pytest.mark.parametrize("length", [1, 20, 21, 57, 120])
def test_no_line_is_longer_than_its_room_and_nothing_is_lost(length):
    title = ("关于全市基层减负、（试点）GB2312通报" * 9)[:length]
    lines = broken(title).split("\n")
    assert "".join(lines) == title
    assert all(0 < len(line) <= ROOM for line in lines)
