"""The `distinct` sheet: read strictly, and answers searched for what it names."""

import pytest

from forms.distinct import Distinct, Named, from_json, named, to_json
from forms.errors import WorkbookError
from forms.instance import answers, parse
from forms.library import workbook
from forms.workbook import compile_workbook

FORM = """
## survey
| type | name | label |
| text | office | Office |
| integer | staff | Staff |
| begin_repeat | app | App |
| text | app_name | Name |
| text | issuer | Issuer |
| begin_repeat | group | Group |
| text | group_name | Name |
| end_repeat | | |
| end_repeat | | |
"""
HEAD = "\n## distinct\n| kind | each | name | issuer |\n"


def test_the_sheet_is_kept_with_the_form(make_form):
    rows = "| app | app | app_name | issuer |\n| office | | office | |"
    form = make_form(FORM + HEAD + rows)
    wanted = (
        Distinct("app", "app", "app_name", "issuer"),
        Distinct("office", "", "office", ""),
    )
    assert form.compiled.distinct == wanted
    assert from_json(to_json(wanted)) == wanted


def test_a_form_without_the_sheet_counts_nothing_once(make_form):
    assert make_form(FORM).compiled.distinct == ()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("| App! | app | app_name | |", "kind", "distinct_kind"),
        ("| app | apps | app_name | |", "each", "rule_unknown_repeat"),
        ("| app | app | | |", "name", "distinct_name"),
        ("| app | app | appname | |", "name", "rule_unknown_name"),
        ("| app | | app_name | |", "name", "rule_other_repeat"),
        ("| app | app | staff | |", "name", "distinct_not_text"),
        ("| app | app | app_name | staff |", "issuer", "distinct_not_text"),
        ("| app | app | app_name | app |", "issuer", "distinct_not_text"),
    ],
)
def test_what_is_wrong_is_told_by_cell(make_workbook, row, column, code):
    source = make_workbook(FORM + HEAD + row)
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(source, "x.xlsx")
    told = [(p.code, p.sheet, p.row, p.column) for p in refused.value.problems]
    assert told == [(code, "distinct", 2, column)]
    assert all("…" not in p.text("zh") + p.text("en") for p in refused.value.problems)


def test_two_rows_for_the_same_are_refused(make_workbook):
    row = "| app | app | app_name | |\n"
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(make_workbook(FORM + HEAD + row + row), "x.xlsx")
    assert [(p.code, p.row) for p in refused.value.problems] == [("distinct_twice", 3)]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("## distinc\n| x |\n| 1 |", "sheet_misspelt"),
        ("## distinct\n| kind | nam |\n| app | app |", "column_misspelt"),
        ("## distinct\n| each | kind |\n| app | app |", "column_missing"),
    ],
)
def test_a_sheet_or_column_nearly_right_is_refused(make_workbook, sheet, code):
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(make_workbook(f"{FORM}\n{sheet}"), "x.xlsx")
    assert code in [problem.code for problem in refused.value.problems]


GIVEN = b"""<data id="form" version="1">
<meta><instanceID>uuid:1</instanceID></meta><office> Town  hall </office>
<app><repeat_uuid>a</repeat_uuid><app_name>One</app_name><issuer>Bureau</issuer>
<group><repeat_uuid>g</repeat_uuid><group_name>Inside</group_name></group></app>
<app><repeat_uuid>b</repeat_uuid><app_name> </app_name></app></data>"""


def test_answers_are_searched_row_by_row(make_form):
    rows = """| app | app | app_name | issuer |
    | office | | office | |
    | group | group | group_name | issuer |"""
    form = make_form(FORM + HEAD + rows)
    told = answers(form.definition, parse(GIVEN))
    assert list(named(form.compiled.distinct, told)) == [
        Named("app", "a", "One", "Bureau"),
        Named("office", "", "Town hall", ""),
        Named("group", "g", "Inside", "Bureau"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"), [("app_burden", "app"), ("plaque_audit", "plaque")]
)
def test_the_shipped_forms_say_what_is_counted_once(name, kind):
    (row,) = compile_workbook(workbook(name), f"{name}.xlsx").distinct
    assert (row.kind, row.each) == (kind, kind)
