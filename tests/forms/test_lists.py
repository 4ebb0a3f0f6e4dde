"""Lists beside a form: read strictly before publication, bravely afterwards."""

import pytest

from forms.aside import compile_aside, read_rules_aside
from forms.errors import ListUnreadable, WorkbookError
from forms.lists import labels, of_csv
from forms.workbook import compile_workbook

FORM = """
## survey
| type | name | label | choice_filter |
| select_one_from_file kept.csv | kept | 保留 | |
| select_one_from_file kept.csv | part | 部分 | of=${kept} |
"""
GOOD = "name,label,of\na,甲,\nb,乙,a\n"
BAD = [
    (b'name,label\na,A\nb,"B\nc,C\n', "list_quote", 3),
    (b"name,label\na," + b"x" * 140_000 + b"\n", "list_field", 2),
    (b"name,label\na,A\rb,B\nc,C\n", "list_line_ends", 2),
    (b'name,label\na,"A"b\n', "list_syntax", 2),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "list_not_text", 1),
    ("name,label\na,A\nb,乙\n".encode("gb18030"), "list_not_text", 3),
    (b"name,label\na,A\0\n", "list_not_text", 2),
    (b"", "list_empty", 1),
    (b"key,label\na,A\n", "list_column_missing", 1),
    (b"name,text\na,A\n", "list_column_missing", 1),
]


@pytest.mark.parametrize(("content", "code", "row"), BAD, ids=lambda v: str(v)[:20])
def test_a_list_that_is_no_table_is_refused_in_words(make_workbook, content, code, row):
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(make_workbook(FORM), "x.xlsx", {"kept.csv": content})
    (problem,) = refused.value.problems
    assert (problem.code, problem.sheet, problem.row) == (code, "kept.csv", row)
    assert problem.text("zh").startswith(f"[名单“kept.csv”, 第 {row} 行")
    assert "…" not in problem.text("zh") + problem.text("en")


def test_the_child_reads_the_lists_and_every_problem_is_told(make_workbook):
    form = make_workbook(FORM.replace("kept.csv | part", "other.csv | part"))
    files = {"kept.csv": BAD[0][0], "other.csv": b"key\n", "notes.csv": b"\xff"}
    with pytest.raises(WorkbookError) as refused:
        compile_aside(form, "x.xlsx", files)
    found = [(one.sheet, one.code) for one in refused.value.problems]
    assert found == [
        ("kept.csv", "list_quote"),
        ("other.csv", "list_column_missing"),
        ("other.csv", "list_column_missing"),
    ]
    good = {"kept.csv": GOOD.encode(), "other.csv": GOOD.encode(), "p.png": b"\xff"}
    assert compile_aside(form, "x.xlsx", good).media_names == ("kept.csv", "other.csv")


def test_the_lists_of_a_rule_book_are_read_as_strictly(make_workbook):
    xform = compile_workbook(make_workbook(FORM), "x.xlsx").xform
    rules = make_workbook("## parameters\n| name | value |\n| limit | 7 |")
    with pytest.raises(WorkbookError) as refused:
        read_rules_aside(rules, xform, {"kept.csv": BAD[0][0]})
    assert refused.value.problems[0].code == "list_quote"
    with pytest.raises(WorkbookError) as refused:
        read_rules_aside(make_workbook("## kept.csv\n| key |\n| a |"), xform)
    assert refused.value.problems[0].code == "list_column_missing"
    assert read_rules_aside(rules, xform, {"kept.csv": GOOD.encode()}).rules is None


@pytest.mark.parametrize(
    ("count", "codes"),
    [
        (9_000, []),
        (10_001, ["lint_list_long"]),
        (50_001, ["lint_list_endless"]),
    ],
)
def test_a_long_list_is_told_of(make_workbook, count, codes):
    form = make_workbook(
        "| type | name | label |\n| select_one_from_file l.csv | a | A |"
    )
    rows = "".join(f"n{n},x\n" for n in range(count))
    files = {"l.csv": f"name,label\n{rows}".encode()}
    found = compile_workbook(form, "x.xlsx", files).warnings
    assert [one.code for one in found if one.sheet == "l.csv"] == codes
    assert all(str(count) in one.text("zh") for one in found if one.sheet == "l.csv")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD, ("lint_filter_empty", "survey", 3, "choice_filter")),
        ("name,label,of\na,甲,b\nb,乙,a\n", None),
        ("name,label\na,甲\n", ("lint_filter_column_of_file", "survey", 3)),
    ],
)
def test_a_filter_on_a_list_beside_the_form_is_looked_at(make_workbook, content, found):
    files = {"kept.csv": content.encode()}
    warned = compile_workbook(make_workbook(FORM), "x.xlsx", files).warnings
    told = [(w.code, w.sheet, w.row, w.column) for w in warned if "filter" in w.code]
    assert [each[: len(found)] for each in told] == [found] if found else told == []


def test_a_filter_is_followed_through_the_questions_before_it(make_workbook):
    """A village has nothing below it: nobody can choose a village as a county."""
    form = make_workbook("""
## survey
| type | name | label | choice_filter |
| select_one_from_file r.csv | county | 县 | level='county' |
| select_one_from_file r.csv | town | 乡镇 | up=${county} |
""")
    places = "name,label,level,up\nc,C,county,0\nt,T,town,c\nv,V,village,t\n"
    assert compile_workbook(form, "x", {"r.csv": places.encode()}).warnings == ()
    lonely = f"{places}d,D,county,0\n".encode()
    (warned,) = compile_workbook(form, "x", {"r.csv": lonely}).warnings
    assert (warned.code, warned.values["values"]) == ("lint_filter_empty", "d")


@pytest.mark.parametrize("content", [BAD[1][0], BAD[2][0]])
def test_a_kept_list_that_cannot_be_read_says_so_by_name(content):
    with pytest.raises(ListUnreadable) as refused:
        of_csv("kept", content)
    assert "CSV UTF-8" in refused.value.text("zh")
    assert labels(content) == {}


def test_what_a_list_calls_its_values_is_read_in_the_language_where_it_has_that():
    content = 'name,label,label::English (en)\na,"甲, 乙",A\nb,,\n'.encode()
    assert labels(content) == {"a": "甲, 乙", "b": "b"}
    assert labels(content, "en") == {"a": "A", "b": "b"}
    assert labels(b"key,label\na,A\n") == {}
