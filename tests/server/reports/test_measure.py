"""Rows are as high as their longest text, within what programs allow."""

import pytest

from server.reports.measure import LEAST_PT, MOST_PT, height, lines, wide


@pytest.mark.parametrize(
    ("text", "halves"),
    [("abc", 3), ("德州", 4), ("“德州”", 8), ("a中", 3), ("", 0)],
)
def test_a_chinese_character_or_mark_is_two_of_a_digit(text, halves):
    assert wide(text) == halves


@pytest.mark.parametrize(
    ("value", "width", "count"),
    [
        ("", 10, 1),
        ("一二三四", 9, 1),
        ("一二三四五", 9, 2),
        ("一\n二\n\n三", 40, 4),
        ("一\r\n二", 40, 2),
        (12345678, 2, 1),
        (None, 2, 1),
    ],
)
def test_lines_are_counted_as_they_wrap(value, width, count):
    assert lines(value, width) == count


def test_a_row_is_never_lower_than_a_line_nor_higher_than_a_spreadsheet_allows():
    assert height([("短", 10)]) == LEAST_PT
    assert height([("长" * 20_000, 10)]) == MOST_PT < 409


def test_a_picture_asks_for_its_room():
    assert height([("短", 10)], 75) == 75
