"""Cells hold what people wrote, and nothing that computes."""

import pytest

from server.reports.cells import LONGEST, file_name, fit, guarded, sheet_names


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-x", "\tx", "\rx", "＝1+1", "\nx"],
)
def test_what_a_spreadsheet_would_compute_is_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+5.25", "-1.26 36.79 0 0", "12", "甲=乙", ""])
def test_numbers_and_places_are_left_alone(text):
    assert guarded(text) == text


def test_too_long_a_text_is_cut_and_says_so():
    cut = fit("长" * 40_000)
    assert len(cut) == LONGEST
    assert cut.endswith("shortened）")


def test_a_rare_character_counts_twice_as_spreadsheets_count():
    cut = fit("𠀋" * 30_000)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_what_xml_cannot_hold_becomes_a_blank():
    assert fit("a\x00b\x0bc\ufffed\ud800e\nf") == "a b c d e\nf"


def test_sheet_names_are_short_plain_and_each_its_own():
    names = sheet_names(["a[b]:c*?/\\", "x" * 40, "X" * 40, ""])
    assert names[0] == "a_b__c____"
    assert len(set(map(str.lower, names))) == 4
    assert max(map(len, names)) == 31


def test_file_names_are_safe_on_every_system():
    assert file_name('德州: "台账"/1?', "xlsx") == "德州_ _台账__1_.xlsx"
    assert len(file_name("长" * 200, "xlsx")) == 80
