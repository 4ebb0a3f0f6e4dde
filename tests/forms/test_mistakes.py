"""The slips that stop a form are told all at once, each as pyxform would refuse it."""

import pytest

from forms import workbook as publishing
from forms.authoring.mistakes import types
from forms.errors import WorkbookError
from forms.workbook import compile_workbook
from tests.actors.tables import workbook

SETTINGS = "\nsettings\n| form_id | version |\n| f | 1 |"
YN = "\nchoices\n| list_name | name | label |\n| yn | yes | 是 |\n| yn | no | 否 |"

CASES = {
    "a type with a slip": ("| txet | a | 甲 | |", "mistake_type_near", 2, "type"),
    "a type nobody knows": ("| wibble | a | 甲 | |", "mistake_type", 2, "type"),
    "no type": ("| text | b | 乙 | |\n| | a | 甲 | |", "mistake_no_type", 3, "type"),
    "no list": ("| select_one zz | a | 甲 | |", "mistake_list", 2, "type"),
    "no name": ("| text | | 甲 | |", "mistake_no_name", 2, "name"),
    "a space in a name": ("| text | a b | 甲 | |", "mistake_name", 2, "name"),
    "a digit first": ("| text | 1a | 甲 | |", "mistake_name", 2, "name"),
    "a name twice": (
        "| text | a | 甲 | |\n| | | | |\n| text | a | 乙 | |",
        "mistake_name_twice",
        4,
        "name",
    ),
    "no label": ("| text | a | | |", "mistake_no_label", 2, "label"),
    "nothing to calculate": (
        "| calculate | a | | |",
        "mistake_no_sum",
        2,
        "calculation",
    ),
    "a group without end": (
        "| begin_group | g | 组 | |\n| text | a | 甲 | |",
        "mistake_not_ended",
        2,
        "type",
    ),
    "an end without group": (
        "| text | a | 甲 | |\n| end_group | | | |",
        "mistake_not_begun",
        3,
        "type",
    ),
    "a question that is not there": (
        "| text | a | 甲 | ${b} = 1 |",
        "mistake_reference",
        2,
        "relevant",
    ),
    "a question with a slip": (
        "| text | site_name | 甲 | |\n| text | b | 乙${site_nmae} | |",
        "mistake_reference_near",
        3,
        "label",
    ),
}
CHOICES = {
    "a choice without name": ("| yn | | 是 |", "mistake_choice_name"),
    "a choice twice": ("| yn | a | 甲 |\n| yn | a | 乙 |", "mistake_choice_twice"),
    "a space among several": ("| yn | a b | 甲 |", "mistake_choice_space"),
}


def refused(source):
    with pytest.raises(WorkbookError) as error:
        compile_workbook(source, "x.xlsx")
    return error.value.problems


def survey(rows):
    return f"survey\n| type | name | label | relevant |\n{rows}"


@pytest.mark.parametrize(("rows", "code", "row", "column"), CASES.values(), ids=CASES)
def test_a_slip_is_told_with_its_place_and_pyxform_would_refuse_it(
    rows, code, row, column, monkeypatch
):
    source = workbook(survey(rows) + YN + SETTINGS)
    (problem,) = refused(source)
    told = (problem.code, problem.sheet, problem.row, problem.column)
    assert told == (code, "survey", row, column)
    assert "请" in problem.text("zh")
    monkeypatch.setattr(publishing, "mistakes", lambda *_: ())
    assert [one.code for one in refused(source)] == ["pyxform"]


@pytest.mark.parametrize(("rows", "code"), CHOICES.values(), ids=CHOICES)
def test_a_slip_among_choices_is_told_and_pyxform_would_refuse_it(
    rows, code, monkeypatch
):
    asked = survey("| select_multiple yn | a | 甲 | |")
    listed = f"\nchoices\n| list_name | name | label |\n{rows}"
    source = workbook(asked + listed + SETTINGS)
    (problem,) = refused(source)
    assert (problem.code, problem.sheet, problem.column) == (code, "choices", "name")
    monkeypatch.setattr(publishing, "mistakes", lambda *_: ())
    assert [one.code for one in refused(source)] == ["pyxform"]


def test_all_slips_of_a_workbook_are_told_in_one_go_in_the_order_of_rows():
    rows = """
| txet | a | 甲 | |
| select_one zz | b | 乙 | |
| text | b | 丙 | (${a} = 1 |
| integer | n | 数 | ${nope} > 1 |"""
    problems = refused(workbook(survey(rows.strip()) + YN + SETTINGS))
    assert [(one.code, one.row) for one in problems] == [
        ("mistake_type_near", 2),
        ("mistake_list", 3),
        ("mistake_name_twice", 4),
        ("mistake_reference", 5),
        ("expression_unfinished", 4),
    ]


def test_groups_that_cross_are_told_by_both_rows():
    rows = """
| begin_group | g | 组 | |
| begin_repeat | r | 行 | |
| text | a | 甲 | |
| end_group | | | |
| end_repeat | | | |"""
    first, second = refused(workbook(survey(rows.strip()) + SETTINGS))
    assert (first.code, first.row, first.values["other"]) == ("mistake_crossed", 5, 3)
    assert (second.row, second.values["other"]) == (6, 2)


def test_every_type_that_pyxform_knows_is_left_alone():
    from pyxform.question_type_dictionary import (  # noqa: PLC0415 - half a second
        QUESTION_TYPE_DICT,
    )

    known = {one.lower() for one in types.COMMON} | types.LEFT
    strange = {one.split()[0].lower() for one in QUESTION_TYPE_DICT} - known
    assert {one for one in strange if not one.startswith("uri:")} == set()


def test_ten_thousand_slips_are_told_without_a_guess_for_each():
    rows = "\n".join(f"| text | q{n} | 题 | ${{r{n}}} = 1 |" for n in range(2_000))
    problems = refused(workbook(survey(rows) + SETTINGS))
    assert len(problems) == 200


def test_a_bare_name_and_a_word_for_required_are_warned_of():
    rows = """
| text | a | 甲 | | yes |
| text | b | 乙 | a = 'yes' | 是 |
| text | c | 丙 | ${a} = 'yes' | true() |"""
    table = survey(rows.strip()).replace("relevant |", "relevant | required |")
    warnings = compile_workbook(workbook(table + SETTINGS), "x.xlsx").warnings
    assert [(one.code, one.row, one.column) for one in warnings] == [
        ("lint_bare", 3, "relevant"),
        ("lint_required", 3, "required"),
    ]


FINE = {
    "another choice": "| select_one yn or_other | a | 甲 | |",
    "older words": "| select one from yn | a | 甲 | |\n| gps | g | 乙 | |",
    "a file beside it": "| select_one_from_file x.geojson | a | 甲 | |",
    "what is in rows": (
        "| begin repeat | r | 行 | |\n| text | n | 名 | |\n| end repeat | | | |\n"
        "| select_one ${n} | a | 甲 | |"
    ),
    "nameless": "| audit | | | |\n| note | | 说明 | |",
    "told by the phone": "| start | s | | |\n| start-geopoint | g | | |",
    "files of their own": "| csv-external | x | | |\n| xml-external | y | | |",
    "ends with names": (
        "| begin_group | g | 组 | |\n| text | a | 甲 | |\n| end_group | g | | |"
    ),
    "twice in two groups": (
        "| begin_group | g | 组 | |\n| text | a | 甲 | |\n| end_group | | | |\n"
        "| begin_group | h | 组 | |\n| text | a | 甲 | |\n| end_group | | | |"
    ),
    "older repeats": (
        "| begin lgroup | g | 组 | |\n| text | a | 甲 | |\n| end lgroup | | | |"
    ),
    "Chinese names": "| text | 姓名 | 甲 | |\n| text | b | ${姓名} | |",
    "what was said last": "| text | a | 甲 ${last-saved#a} | |",
    "what publishing adds": (
        "| begin_repeat | r | 行 | |\n| text | n | 名 | |\n"
        "| note | k | ${repeat_uuid} | |\n| end_repeat | | | |"
    ),
}


@pytest.mark.parametrize("rows", FINE.values(), ids=FINE)
def test_what_pyxform_takes_is_no_slip(rows):
    assert compile_workbook(workbook(survey(rows) + YN + SETTINGS), "x.xlsx").xform
