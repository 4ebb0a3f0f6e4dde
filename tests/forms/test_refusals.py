"""A workbook that cannot be published is refused with sheet, row and column."""

import io
import zipfile

import pytest

from forms import workbook as compiling
from forms.authoring import sheets as book_limits
from forms.authoring.headings import nearly
from forms.errors import WorkbookError
from forms.workbook import compile_source

SURVEY = "## survey\n| type | name | label |\n| text | a | A |\n"


def problems_of(source):
    with pytest.raises(WorkbookError) as refused:
        compile_source(source, "x.xlsx")
    return refused.value.problems


def placed(problems):
    return [(p.code, p.sheet, p.row, p.column) for p in problems]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "not_a_workbook"),
        (b"hello", "not_a_workbook"),
        (b"PK\x03\x04broken", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0 an old .xls", "not_a_workbook"),
        (b"<a/>", "no_xform"),
        (b"<html><head/></html>", "no_xform"),
        (b"<not closed", "form_not_xml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "form_dtd"),
    ],
)
def test_what_is_no_form_at_all_is_refused(source, code):
    assert [p.code for p in problems_of(source)] == [code]


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert [p.code for p in problems_of(out.getvalue())] == ["not_a_workbook"]


def test_a_bomb_is_refused_before_it_is_unpacked(make_workbook):
    source = with_part(make_workbook(SURVEY), "xl/bomb.xml", b"0" * (51 * 1024 * 1024))
    assert len(source) < 200_000
    assert [p.code for p in problems_of(source)] == ["workbook_bomb"]


def test_entities_in_a_sheet_are_refused(make_workbook):
    entities = b'<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">'
    bomb = b"<!DOCTYPE x [" + entities + b"]><worksheet>&b;</worksheet>"
    source = with_part(make_workbook(SURVEY), "xl/worksheets/sheet1.xml", bomb)
    (problem,) = problems_of(source)
    assert problem.code == "workbook_unreadable"
    assert problem.values["reason"] == "EntitiesForbidden"


def with_part(source, name, content):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def test_too_many_rows_are_refused_where_they_begin_to_be(make_workbook, monkeypatch):
    monkeypatch.setattr(book_limits, "MAX_ROWS", 10)
    rows = "\n".join(f"| text | q{n} | Q |" for n in range(20))
    source = make_workbook(f"| type | name | label |\n{rows}")
    assert placed(problems_of(source)) == [("rows_many", "survey", 11, None)]


def test_a_form_too_large_for_phones_is_refused(make_workbook, monkeypatch):
    monkeypatch.setattr(compiling, "MAX_BYTES", 100)
    with pytest.raises(WorkbookError) as refused:
        compile_source(make_workbook("| type | name | label |\n| text | a | A |"), "x")
    assert [one.code for one in refused.value.problems] == ["form_large"]


def test_a_workbook_without_a_survey_names_the_sheets_it_has(make_workbook):
    source = make_workbook("## 台账\n| 序号 | 单位 |\n| 1 | 某镇 |")
    (problem,) = problems_of(source)
    assert placed([problem]) == [("no_survey", "台账", 1, None)]
    assert "台账" in problem.text("zh")
    assert "survey" in problem.text("zh")


def test_a_survey_without_its_columns_is_refused(make_workbook):
    source = make_workbook("## survey\n| 题目 | 标签 |\n| a | A |")
    assert placed(problems_of(source)) == [
        ("column_missing", "survey", 1, "type"),
        ("column_missing", "survey", 1, "name"),
    ]


def test_a_survey_without_questions_is_refused(make_workbook):
    source = make_workbook("## survey\n| type | name | label |")
    assert placed(problems_of(source)) == [("survey_empty", "survey", 2, None)]


def test_two_columns_of_one_name_are_refused(make_workbook):
    source = make_workbook("| type | name | label | label |\n| text | a | A | B |")
    assert placed(problems_of(source)) == [("column_twice", "survey", 1, "label")]


@pytest.mark.parametrize(
    ("sheet", "meant"),
    [
        ("Finding", "findings"),
        ("findngs", "findings"),
        ("basis", "bases"),
        ("choice", "choices"),
        ("setings", "settings"),
        ("Survay", "survey"),
    ],
)
def test_a_sheet_spelt_nearly_right_is_refused(make_workbook, sheet, meant):
    source = make_workbook(f"{SURVEY}\n## {sheet}\n| x |\n| 1 |")
    (problem,) = problems_of(source)
    assert placed([problem]) == [("sheet_misspelt", sheet, None, None)]
    assert problem.values["meant"] == meant


@pytest.mark.parametrize(
    ("sheet", "heading", "meant"),
    [
        ("survey", "x_max_photo", "x_max_photos"),
        ("survey", "max_photos", "x_max_photos"),
        ("survey", "relevent", "relevant"),
        ("survey", "requierd", "required"),
        ("survey", "constraint-message", "constraint_message"),
        ("survey", "lable::中文(zh)", "label"),
        ("survey", "calulation", "calculation"),
        ("findings", "evidences", "evidence"),
        ("findings", "responsable", "responsible"),
        ("findings", "dedup", "dedupe"),
        ("findings", "wen", "when"),
        ("bases", "effective_form", "effective_from"),
        ("choices", "lst_name", "list_name"),
        ("settings", "form_titel", "form_title"),
    ],
)
def test_a_column_spelt_nearly_right_is_refused(make_workbook, sheet, heading, meant):
    sheets = {
        "survey": "| type | name | label |",
        "choices": "| list_name | name | label |",
        "settings": "| form_id |",
        "findings": "| rule | when | title |",
        "bases": "| basis |",
    }
    sheets[sheet] += f" {heading} |"
    source = make_workbook("\n".join(f"## {k}\n{v}" for k, v in sheets.items()))
    (problem,) = problems_of(source)
    assert placed([problem]) == [("column_misspelt", sheet, 1, heading)]
    assert problem.values["meant"] == meant


@pytest.mark.parametrize(
    "sheets",
    [
        "## 填写说明\n| 说明 |\n| 先看这里 |",
        "## _finding\n| x |\n| 1 |",
        "## Sheet2\n| x |\n| 1 |",
        "## choices\n| list_name | name | label | level | parent |\n| a | b | c | d | e |",  # noqa: E501
        "## findings\n| rule | when | title | remark |\n| X1 | a='1' | t | why |",
    ],
)
def test_sheets_and_columns_of_the_authors_own_pass(make_workbook, sheets):
    assert compile_source(make_workbook(f"{SURVEY}\n{sheets}"), "x.xlsx").form_id


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("lable", "label", True),
        ("label", "label", False),
        ("level", "label", False),
        ("type", "name", False),
        ("requiredd", "required", True),
        ("note", "name", False),
    ],
)
def test_nearness_is_a_slip_of_the_fingers(word, known, near):
    assert nearly(word, known) is near


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("| range | a | A | stepp=1 |", 2),
        ("| text | a | A | |\n| | | | |\n| range | b | A | stepp=1 |", 4),
        (
            "| begin_repeat | r | R | |\n| range | a | A | x=1 |\n| end_repeat | | | |",
            3,
        ),
    ],
)
def test_pyxforms_own_words_come_with_ours_and_the_authors_row(
    make_workbook, rows, row
):
    headings = "| type | name | label | parameters |"
    (problem,) = problems_of(make_workbook(f"{headings}\n{rows}"))
    assert (problem.code, problem.sheet, problem.row) == ("pyxform", "survey", row)
    assert problem.column == "parameters"
    assert str(problem.values["text"]) in problem.text("zh")
    assert "请" in problem.text("zh")


def test_all_problems_are_told_in_one_go_in_both_languages(make_workbook):
    source = make_workbook("| type | nam | lable |\n| text | a | A |")
    with pytest.raises(WorkbookError) as refused:
        compile_source(source, "x.xlsx")
    assert len(refused.value.problems) == 2
    zh, en = refused.value.text("zh"), refused.value.text("en")
    assert "工作表“survey”" in zh
    assert "column “lable”" in en
    assert len(zh.splitlines()) == 3


@pytest.mark.parametrize(
    ("column", "expression", "code"),
    [
        ("relevant", "(${a}='1'", "expression_unfinished"),
        ("constraint", ". > 3 and", "expression_unfinished"),
        ("calculation", "${a} ＋ 1", "expression_character"),
        ("calculation", "${a} == 1", "expression_unexpected"),
    ],
)
def test_an_expression_no_phone_can_read_is_refused_where_it_stands(
    make_workbook, column, expression, code
):
    source = make_workbook(
        f"| type | name | label | {column} |\n| text | a | A | |\n"
        f"| text | b | B | {expression} |"
    )
    assert placed(problems_of(source)) == [(code, "survey", 3, column)]


def test_curly_quotes_and_functions_only_phones_know_pass(make_workbook):
    source = make_workbook("""
    | type | name | label | relevant | calculation |
    | text | a | A | | |
    | text | b | B | ${a}=‘yes’ | |
    | calculate | c | | | jr:choice-name(${a}, '${a}') |
    | calculate | d | | | instance('x')/root/item[name=${a}]/label |
    | calculate | e | | | ${last-saved#a} |
    """)
    assert compile_source(source, "x.xlsx").form_id == "x"
