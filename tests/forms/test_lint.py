"""The lint: what should be mended, told with its place; what cannot be, refused."""

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from forms.errors import WorkbookError
from forms.library import workbook
from forms.workbook import compile_source, compile_workbook
from forms.xform import read

NAMES = (
    "app_burden",
    "burden_count",
    "follow_up",
    "plaque_audit",
    "quick_report",
    "welfare_home",
)
CHOICES = """
## choices
| list_name | name | label | county |
| yn | yes | 是 | |
| yn | no | 否 | |
| county | c1 | 甲县 | |
| county | c2 | 乙县 | |
| town | t1 | 甲镇 | c1 |
"""


@pytest.fixture
def told(make_workbook):
    """Publish tables; say what is warned of: code, sheet, row, column."""

    def lint(survey, choices=CHOICES):
        compiled = compile_workbook(
            make_workbook(f"## survey{survey}{choices}"), "x.xlsx"
        )
        found = [one for one in compiled.warnings if one.code != "pyxform_warning"]
        for one in found:
            assert one.text("zh") != one.text("en")
            assert "…" not in one.text("zh")
        return [(one.code, one.sheet, one.row, one.column) for one in found]

    return lint


@pytest.mark.parametrize("name", NAMES)
def test_the_forms_that_come_along_are_clean(name):
    assert compile_workbook(workbook(name), f"{name}.xlsx").warnings == ()


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| text | why | 为何 | ${q} = 'maybe' | |", ("lint_unreachable", "relevant")),
        (
            "| text | why | 为何 | ${n} > 1 and selected(${q}, 'x') | |",
            ("lint_unreachable", "relevant"),
        ),
        (
            "| text | why | 为何 | ${q} = 'yes' and ${q} = 'no' | |",
            ("lint_unreachable", "relevant"),
        ),
        ("| text | why | 为何 | false() | |", ("lint_unreachable", "relevant")),
        (
            "| calculate | c | | | count(${r}[${v} > 2]) |",
            ("lint_condition", "calculation"),
        ),
        (
            "| calculate | c | | | count(/data/r[/data/r/v > 2]) |",
            ("lint_condition_path", "calculation"),
        ),
        (
            "| calculate | c | | | sum(/data/r[../n > 1 and /data/r/v > 2]/v) |",
            ("lint_condition_path", "calculation"),
        ),
        (
            "| text | why | 为何 | ${n} > 5 and ${n} < 3 | |",
            ("lint_unreachable", "relevant"),
        ),
        (
            "| text | why | 为何 | ${q} = 'yes' and (${n} >= 5 and 5 > ${n}) | |",
            ("lint_unreachable", "relevant"),
        ),
        (
            "| text | why | 为何 | ${n} = 2 and ${n} = 3 or ${q} = 'maybe' | |",
            ("lint_unreachable", "relevant"),
        ),
        (
            "| text | why | 为何 | /data/q = 'maybe' | |",
            ("lint_unreachable", "relevant"),
        ),
        ("| text | Q | 大写 | | |", ("lint_case", "name")),
        (f"| text | {'n' * 70} | 长 | | |", ("lint_long", "name")),
        ("| image | shot | 照片 | | |", ("lint_pixels", "parameters")),
        ("| text | who | 陪同人员姓名 | | |", ("lint_person", "label")),
        ("| text | card | 身份证号码 | | |", ("lint_person", "label")),
        ("| text | full | Full name of the resident | | |", ("lint_person", "label")),
    ],
)
def test_what_should_be_mended_is_told_with_its_place(told, row, found):
    survey = f"""
| type | name | label | relevant | calculation | parameters |
| select_one yn | q | 是否 | | | |
| integer | n | 数 | | | |
| begin_repeat | r | 逐项 | | | |
| integer | v | 值 | | | |
| end_repeat | | | | | |
{row} |
"""
    code, column = found
    if column == "parameters":
        survey = survey.replace("| | | |\n\n", "| | | |\n")
    assert told(survey) == [(code, "survey", 7, column)]


@pytest.mark.parametrize(
    "row",
    [
        "| text | post | 陪同人员职务（不填姓名） | | |",
        "| note | n2 | 请勿填写身份证号 | | |",
        "| image | shot | 照片 | | max-pixels=1600 |",
        "| text | why | 为何 | ${q} = 'no' or ${q} = 'maybe' | |",
        "| text | why | 为何 | count(${r}[./v > 2]) > 0 | |",
        "| text | why | 为何 | count(/data/r[v > 2 and position() > 1]) > 0 | |",
        "| text | why | 为何 | ${r} > 5 or ${r} < 3 | |",
        "| text | why | 为何 | ${q} != 'yes' and ${q} != 'no' | |",
        "| text | why | 为何 | count(${r}) > 3 and count(${r}) < 5 | |",
    ],
)
def test_what_is_right_is_left_alone(told, row):
    survey = f"""
| type | name | label | relevant | parameters |
| select_one yn | q | 是否 | | |
| begin_repeat | r | 逐项 | | |
| integer | v | 值 | | |
| end_repeat | | | | |
{row}
"""
    assert told(survey) == []


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("county=${c}", ["lint_filter_empty"]),
        ("county='c1'", []),
        ("county='c9'", ["lint_filter_empty"]),
        ("shire=${c}", ["lint_filter_column"]),
    ],
)
def test_a_filter_that_leaves_nothing_to_choose_is_told(told, written, codes):
    survey = f"""
| type | name | label | choice_filter |
| select_one county | c | 县 | |
| select_one town | t | 镇 | {written} |
"""
    places = [(code, "survey", 3, "choice_filter") for code in codes]
    assert told(survey) == places


@pytest.mark.parametrize(
    ("condition", "hangs"),
    [
        ("${never} = 'x'", True),
        ("${never} != ''", True),
        ("${within} > 3 and ${q} = 'yes'", True),
        ("${after}", True),
        ("string-length(${never}) > 0", True),
        ("selected(${never}, 'a') or ${within} = '1'", True),
        ("${never} != 'x'", False),
        ("${never} = ''", False),
        ("${never} = 'x' or ${q} = 'yes'", False),
    ],
)
def test_what_hangs_on_a_question_never_asked_is_told(told, condition, hangs):
    survey = f"""
| type | name | label | relevant |
| text | last | Z | {condition} |
| select_one yn | q | 是否 | |
| text | never | A | false() |
| begin_group | g | G | ${{never}} = 'x' |
| integer | within | B | |
| end_group | | | |
| text | after | C | ${{within}} != '' |
"""
    always = [("lint_unreachable", 4), ("lint_unreachable_through", 5)]
    always += [("lint_unreachable_through", 8)]
    wanted = [("lint_unreachable_through", 2)] if hangs else []
    found = told(survey)
    assert [(code, row) for code, _, row, _ in found] == wanted + always
    assert {(sheet, column) for _, sheet, _, column in found} == {
        ("survey", "relevant")
    }


@pytest.mark.parametrize(
    "column",
    ["hint", "guidance_hint", "required_message", "media::image", "audio", "video"],
)
def test_guidance_and_pictures_are_translated_too(told, column):
    survey = f"""
| type | name | label | {column}::中文 (zh) | {column}::English (en) |
| text | a | A | x.png | y.png |
| text | b | B | x.png | |
"""
    found = told(survey, "")
    place = ("survey", 3, f"{column}::English (en)")
    assert ("lint_translation", *place) in found


def test_a_missing_translation_is_told(told):
    survey = """
| type | name | label::中文 (zh) | label::English (en) |
| text | a | 甲 | A |
| text | b | 乙 | |
"""
    found = told(survey, "")
    assert found == [("lint_translation", "survey", 3, "label::English (en)")]


@pytest.mark.parametrize(
    "rows",
    [
        "| calculate | a | | | ${b} + 1 |\n| calculate | b | | | ${a} + 1 |",
        "| text | a | A | ${b} = '1' | |\n| text | b | B | ${a} = '1' | |",
        "| text | a | A | ${a} = '1' | |",
        (
            "| begin_group | g | G | ${in} = '1' | |\n| text | in | I | | |\n"
            "| end_group | | | | |"
        ),
    ],
)
def test_logic_that_waits_for_itself_is_refused(make_workbook, rows):
    source = make_workbook(f"| type | name | label | relevant | calculation |\n{rows}")
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(source, "x.xlsx")
    (problem,) = refused.value.problems
    assert (problem.code, problem.sheet) == ("lint_circle", "survey")
    assert "→" in problem.text("zh")


def test_a_formula_without_a_value_is_refused_with_its_cell(make_workbook):
    book = openpyxl.load_workbook(
        io.BytesIO(make_workbook("| type | name | label |\n| text | a | A |"))
    )
    book["survey"]["C2"] = '=CONCATENATE("A","B")'
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(saved(book), "x.xlsx")
    (problem,) = refused.value.problems
    place = (problem.code, problem.sheet, problem.row, problem.column)
    assert place == ("formula_empty", "survey", 2, "C")


def test_merged_cells_are_told(make_workbook):
    table = "| type | name | label | hint |\n| text | a | A | |\n| text | b | B | |"
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(table)))
    book["survey"]["D2"] = "both"
    book["survey"].merge_cells("D2:D3")
    warned = compile_workbook(saved(book), "x.xlsx").warnings
    told = ("cells_merged", "survey", 2, "D")
    assert told in [(w.code, w.sheet, w.row, w.column) for w in warned]


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        b"name,label\na,b\n",
        b"<html><body>no form</body></html>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"PK\x03\x04" + b"\0" * 40,
        zipped(hello=b"x"),
        zipped(xl__workbook=b"<x/>"),
        zipped(**{"xl__workbook.xml": b"\0" * (60 * 1024 * 1024)}),
    ],
)
def test_what_is_no_form_is_refused_in_words(source):
    with pytest.raises(WorkbookError) as refused:
        compile_source(source, "x.xlsx")
    assert refused.value.text("zh") != refused.value.text("en")


def test_an_old_workbook_is_read_like_a_new_one():
    """`old_form.xls` was saved by the older Excel: a number, a day, an emoji."""
    source = (Path(__file__).parent / "old_form.xls").read_bytes()
    compiled = compile_source(source, "old_form.xls")
    assert (compiled.form_id, compiled.version) == ("roofs", "2026")
    form = read(compiled.xform)
    assert [(q.name, q.type) for q in form.questions] == [
        ("n", "integer"),
        ("d", "date"),
        ("t", "text"),
    ]
    assert form.label(form.question("n").label) == "数 😀"
    assert b"<n>3</n><d>2026-03-12</d>" in compiled.xform


@pytest.mark.parametrize("name", ["it's", 'say"it"', "表单", "😀", "a b", "../x", "1a"])
def test_ids_of_any_kind_are_taken_or_refused_in_words(make_workbook, name):
    tables = f"""
## survey
| type | name | label |
| text | a | A |

## settings
| form_id | form_title | version |
| {name} | T | 1 |
"""
    with contextlib.suppress(WorkbookError):
        assert compile_workbook(make_workbook(tables), "x.xlsx").form_id == name


def test_ten_thousand_questions_are_published_and_a_hundred_thousand_choices_refused():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label"])
    for n in range(10_000):
        sheet.append(["text", f"q{n}", f"Q {n}"])
    assert len(compile_workbook(saved(book), "x.xlsx").xform) > 1_000_000
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("survey").append(["type", "name", "label"])
    choices = book.create_sheet("choices")
    for n in range(100_001):
        choices.append(["l", f"c{n}", f"C {n}"])
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(saved(book), "x.xlsx")
    assert refused.value.problems[0].code == "rows_many"
