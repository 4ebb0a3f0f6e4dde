"""A workbook edited in the browser: one cell differs, everything else is as it was."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from forms import library
from forms.authoring.book import read_book
from forms.editing import (
    adding,
    choices,
    copying,
    regrouping,
    retyping,
    sheet_rows,
    survey_rows,
    versions,
)
from forms.editing.adding import New
from forms.editing.changes import Write, from_json, make, make_again, take_back, to_json
from forms.editing.new_sheet import with_sheet
from forms.editing.outline import Outline, language_of
from forms.editing.pushing import push_down
from forms.errors import EditRefused, WorkbookError
from forms.workbook import compile_workbook
from tests.actors.tables import workbook

FORM = """
survey
| type          | name  | label::中文(zh) | label::English(en) | hint::中文(zh) | mine |
| begin_group   | g     | 一组 | A group    |        |    |
| select_one yn | power | 有电吗 | Any power? | 看电表 | 甲 |
| end_group     |       |      |            |        |    |
| text          | note  | 备注 | Remark     |        | 乙 |
choices
| list_name | name | label::中文(zh) | label::English(en) |
| yn        | yes  | 有              | Yes                |
| yn        | no   | 没有            | No                 |
| far       | a    | 甲              | A                  |
settings
| form_id | version |
| house   | 1       |
"""


def told(source, sheet="survey"):
    """Read the cells of a sheet that say anything, by name."""
    rows = openpyxl.load_workbook(io.BytesIO(source))[sheet].iter_rows()
    return {c.coordinate: c.value for row in rows for c in row if c.value is not None}


def parts(source):
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def styled(source):
    """Make the workbook that an office makes of one: with everything that gets lost."""
    book = openpyxl.load_workbook(io.BytesIO(source), rich_text=True)
    sheet = book["survey"]
    sheet.column_dimensions["C"].width = 57
    sheet["C3"].font = Font(bold=True, color="FF0000")
    sheet["C5"].comment = Comment("请与县局核对", "张三")
    sheet.merge_cells("F4:F5")
    allowed = DataValidation(type="list", formula1='"甲,乙"')
    allowed.add("F2:F9")
    sheet.add_data_validation(allowed)
    sheet["D5"] = '="Re"&"mark"'
    sheet["C2"] = CellRichText("一", TextBlock(InlineFont(b=True), "组"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def source():
    return workbook(FORM)


@pytest.fixture
def outline(source):
    return Outline(read_book(source))


def test_in_each_form_of_the_library_one_label_is_one_cell_and_no_other_part_changes():
    for name in library.NAMES:
        before = library.workbook(name)
        asked = next(one for one in Outline(read_book(before)).entries("") if one.label)
        heading = Outline(read_book(before)).fields(asked.row)[0][0].heading
        edit = Write("survey", asked.row, heading, "改了的题面")
        after, (cell,) = make(before, [edit])
        assert cell.new == "改了的题面"
        old, new = parts(before), parts(after)
        assert list(old) == list(new)
        differing = [one for one in old if old[one] != new[one]]
        assert differing == ["xl/worksheets/sheet1.xml"]
        was, now = told(before), told(after)
        assert {at for at in was | now if was.get(at) != now.get(at)} == {cell.cell}
        assert compile_workbook(after, "x.xlsx").rules
        assert told(take_back(after, [cell])) == was
        assert told(make_again(take_back(after, [cell]), [cell])) == now


def test_styles_widths_comments_validations_and_own_columns_outlive_an_edit(source):
    before = styled(source)
    after, changed = make(before, [Write("survey", 3, "label::中文(zh)", "通电吗")])
    old, new = parts(before), parts(after)
    assert [one for one in old if old[one] != new[one]] == ["xl/worksheets/sheet1.xml"]
    sheet = openpyxl.load_workbook(io.BytesIO(after), rich_text=True)["survey"]
    assert (sheet["C3"].value, sheet["C3"].font.b) == ("通电吗", True)
    assert sheet.column_dimensions["C"].width == 57
    assert sheet["C5"].comment.text == "请与县局核对"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["F4:F5"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"甲,乙"'
    assert sheet["D5"].value == '="Re"&"mark"'
    assert isinstance(sheet["C2"].value, CellRichText)
    back = take_back(after, from_json(to_json(changed)))
    again = openpyxl.load_workbook(io.BytesIO(back))["survey"]
    assert (again["C3"].value, again["C3"].font.b) == ("有电吗", True)


@pytest.mark.parametrize(
    ("row", "heading", "code", "cell"),
    [
        (5, "label::English(en)", "edit_formula", "D5"),
        (2, "label::中文(zh)", "edit_rich", "C2"),
        (5, "mine", "edit_merged", "F5"),
    ],
)
def test_a_cell_that_would_lose_something_is_refused_by_its_name(
    source, row, heading, code, cell
):
    with pytest.raises(WorkbookError) as refused:
        make(styled(source), [Write("survey", row, heading, "新")])
    (problem,) = refused.value.problems
    assert (problem.code, problem.values["cell"]) == (code, cell)
    assert cell in problem.text("zh")


def test_a_column_that_is_not_there_is_added_beside_the_others_and_taken_back(source):
    edit = Write("survey", 5, "constraint_message::中文(zh)", "太长")
    after, changed = make(source, [edit])
    assert [one.cell for one in changed] == ["G1", "G5"]
    row = next(r for r in read_book(after).sheets["survey"].rows if r.number == 5)
    assert row.cells["constraint_message::中文(zh)"] == "太长"
    assert told(take_back(after, changed)) == told(source)


def test_a_number_stays_a_number_and_a_text_that_looks_like_one_a_text(source):
    book = openpyxl.load_workbook(io.BytesIO(source))
    book["survey"]["F3"], book["survey"]["F5"] = 30, True
    out = io.BytesIO()
    book.save(out)
    after, _ = make(
        out.getvalue(),
        [Write("survey", 3, "mine", "15"), Write("survey", 5, "mine", "FALSE")],
    )
    assert (told(after)["F3"], told(after)["F5"]) == (15, False)
    again, _ = make(after, [Write("survey", 4, "mine", "0371")])
    assert told(again)["F4"] == "0371"


def test_questions_stand_in_order_with_their_groups_and_languages(outline):
    assert outline.languages() == ("中文(zh)", "English(en)")
    seen = [(e.kind, e.name, e.depth, e.label) for e in outline.entries("English(en)")]
    assert seen == [
        ("group", "g", 0, "A group"),
        ("question", "power", 1, "Any power?"),
        ("question", "note", 0, "Remark"),
    ]
    first, rest = outline.fields(3)
    assert [one.heading for one in first] == [
        "label::中文(zh)",
        "label::English(en)",
        "hint::中文(zh)",
        "required",
        "constraint_message::中文(zh)",
        "constraint_message::English(en)",
        "parameters",
    ]
    assert [(one.heading, one.text) for one in rest] == [("mine", "甲")]


def named(source, list_name="yn"):
    return [one.name for one in Outline(read_book(source)).choices(list_name, "")]


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("label", ""),
        ("label::中文(zh)", "中文(zh)"),
        ("Hint: English", "English"),
        ("bind::relevant", ""),
        ("jr:count", ""),
    ],
)
def test_a_heading_names_a_language_only_where_it_has_one(heading, language):
    assert language_of(heading) == language


def test_choices_change_places_are_taken_out_and_added_where_room_is(source, outline):
    moved, changed = make(source, choices.move_up(outline, "yn", 3))
    assert named(moved) == ["no", "yes"]
    assert told(take_back(moved, changed), "choices") == told(source, "choices")
    assert (
        choices.move_up(outline, "yn", 2) == choices.move_down(outline, "yn", 3) == []
    )
    assert named(make(source, choices.move_down(outline, "yn", 2))[0]) == ["no", "yes"]
    gone, changed = make(source, choices.remove(outline, "yn", 2))
    assert (named(gone), named(gone, "far")) == (["no"], ["a"])
    assert told(take_back(gone, changed), "choices") == told(source, "choices")
    refilled, _ = make(
        gone, choices.add(Outline(read_book(gone)), "yn", "maybe", "也许")
    )
    assert named(refilled) == ["no", "maybe"]
    assert told(refilled, "choices")["C3"] == "也许"
    added, _ = make(source, choices.add(outline, "yn", "maybe", "也许"))
    assert (named(added), named(added, "far")) == (["yes", "no", "maybe"], ["a"])
    assert compile_workbook(added, "x.xlsx").form_id == "house"


def test_a_choice_that_is_commented_on_stays_and_the_last_of_a_list_as_well(source):
    book = openpyxl.load_workbook(io.BytesIO(source))
    book["choices"]["B3"].comment = Comment("核对", "张三")
    out = io.BytesIO()
    book.save(out)
    outline = Outline(read_book(out.getvalue()))
    with pytest.raises(WorkbookError) as refused:
        make(out.getvalue(), choices.move_up(outline, "yn", 3))
    assert refused.value.problems[0].code == "edit_commented"
    with pytest.raises(WorkbookError) as last:
        choices.remove(outline, "far", 4)
    assert last.value.problems[0].code == "edit_last_choice"
    for name in ("", "a b", "yes"):
        with pytest.raises(WorkbookError):
            choices.add(outline, "yn", name, "")


@pytest.mark.parametrize(
    ("version", "taken", "next_one"),
    [
        ("1", (), "2"),
        ("1", ("2", "3"), "4"),
        ("2026113009", (), "2026113010"),
        ("v0.9", (), "v0.10"),
        ("", (), "2"),
        ("spring", (), "spring-2"),
    ],
)
def test_the_next_version_counts_on_past_those_that_are_taken(version, taken, next_one):
    assert versions.following(version, taken) == next_one


def test_what_no_xml_can_hold_is_left_out_of_a_cell(source):
    after, _ = make(source, [Write("survey", 5, "mine", "一\x0b二\n三")])
    assert told(after)["F5"] == "一二\n三"


RULED = (
    FORM
    + """
findings
| rule | when                | title |
| H1   | power = 'no'        | 没有电 |
| H2   | nobody[ = 'no'      | 写错了 |
"""
)


def test_a_rule_that_is_put_out_of_use_stays_in_the_workbook_and_is_not_read():
    broken = workbook(RULED)
    with pytest.raises(WorkbookError):
        compile_workbook(broken, "x.xlsx")
    after, changed = make(broken, [Write("findings", 3, "disabled", "yes")])
    assert [one.cell for one in changed] == ["D1", "D3"]
    assert [one.rule for one in compile_workbook(after, "x.xlsx").rules] == ["H1"]
    assert told(after, "findings")["C3"] == "写错了"


def order(source):
    return [one.name for one in Outline(read_book(source)).entries("")]


def test_questions_change_places_within_their_group_and_groups_with_all_they_hold(
    source, outline
):
    assert order(source) == ["g", "power", "note"]
    moved, changed = make(source, survey_rows.move_up(outline, 5))
    assert order(moved) == ["note", "g", "power"]
    assert order(take_back(moved, changed)) == ["g", "power", "note"]
    assert order(make(source, survey_rows.move_down(outline, 2))[0]) == order(moved)
    for row, move in ((2, "move_up"), (3, "move_up"), (3, "move_down")):
        assert getattr(survey_rows, move)(outline, row) == []
    gone, _ = make(source, survey_rows.remove(outline, 2))
    assert order(gone) == ["note"]
    assert compile_workbook(gone, "x.xlsx").form_id == "house"


def written(source, added):
    """Do what is to be done to add a question."""
    if added.is_taken:
        source = push_down(source, "survey", added.row, added.height)
    return make(source, added.edits)[0]


def test_a_question_is_added_behind_another_and_what_points_at_rows_follows(
    source, outline
):
    book = openpyxl.load_workbook(io.BytesIO(source))
    sheet = book["survey"]
    sheet.merge_cells("F5:G5")
    allowed = DataValidation(type="list", formula1="Kinds!$A$1:$A$4")
    allowed.add("A2:A9")
    sheet.add_data_validation(allowed)
    sheet["A5"].font = Font(bold=True)
    book.create_sheet("Kinds")
    out = io.BytesIO()
    book.save(out)
    added = adding.behind(outline, 3, New("integer", "rooms", "几间"))
    assert (added.row, added.is_taken) == (4, True)
    after = written(out.getvalue(), added)
    assert order(after) == ["g", "power", "rooms", "note"]
    sheet = openpyxl.load_workbook(io.BytesIO(after))["survey"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["F6:G6"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "A2:A10"
    assert (sheet["A6"].value, sheet["A6"].font.b) == ("text", True)
    assert sheet["A5"].value == "end_group"
    compile_workbook(after, "x.xlsx")
    again = Outline(read_book(after))
    last = adding.behind(again, 6, New("image", "photo", "照片"))
    assert not last.is_taken
    assert told(written(after, last))["G7"] == "max-pixels=1600"
    for name in ("", "1a", "a b", "NOTE"):
        with pytest.raises(WorkbookError):
            adding.behind(outline, 3, New("text", name, ""))


def test_a_question_is_copied_with_its_cells_under_a_name_that_is_free(source, outline):
    after = written(source, copying.copy(outline, 3))
    assert order(after) == ["g", "power", "power_2", "note"]
    assert told(after)["F4"] == "甲"
    again = written(after, copying.copy(Outline(read_book(after)), 4))
    assert order(again) == ["g", "power", "power_2", "power_3", "note"]


ROWS = """
survey
| type         | name  | label         | relevant      | calculation |
| begin_repeat | row   | 逐块登记      |               |             |
| begin_group  | in    | 情况          |               |             |
| integer      | cost  | 费用          | ${site} != '' |             |
| text         | why   | ${cost}元何用 | ${cost} > 0   |             |
| end_group    | in    |               |               |             |
| calculate    | twice |               |               | ../in/cost + count(../../row) |
| end_repeat   |       |               |               |             |
| text         | site  | 单位          |               |             |
| calculate    | dear  |               |               | count(${row}[./cost > 9]) |
settings
| form_id | version |
| house   | 1       |
"""


def test_a_group_is_copied_whole_and_asks_its_own_copies():
    source = workbook(ROWS)
    outline = Outline(read_book(source))
    after = written(source, copying.copy(outline, 2))
    inner = ["row", "in", "cost", "why", "twice"]
    copies = [f"{name}_2" for name in inner]
    assert order(after) == [*inner, *copies, "site", "dear"]
    cells = told(after)
    assert (cells["D11"], cells["C12"], cells["D12"]) == (
        "${site} != ''",
        "${cost_2}元何用",
        "${cost_2} > 0",
    )
    assert cells["B13"] == "in_2"
    assert cells["E14"] == "../in_2/cost_2 + count(../../row_2)"
    assert cells["E17"] == "count(${row}[./cost > 9])"
    compile_workbook(after, "x.xlsx")
    nested = written(source, copying.copy(outline, 3))
    assert order(nested) == [
        "row",
        "in",
        "cost",
        "why",
        "in_2",
        "cost_2",
        "why_2",
        *inner[4:],
        "site",
        "dear",
    ]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda s: s.__setitem__("F9", "=A1"), "edit_held_formulas"),
        (
            lambda s: setattr(s["C5"], "comment", Comment("核对", "张三")),
            "edit_held_comments",
        ),
    ],
)
def test_a_row_is_not_pushed_past_what_would_go_astray(source, outline, spoil, code):
    book = openpyxl.load_workbook(io.BytesIO(source))
    spoil(book["survey"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(WorkbookError) as refused:
        push_down(out.getvalue(), "survey", 4)
    assert refused.value.problems[0].code == code


def test_a_group_and_a_question_in_it_are_added_with_a_list_of_its_own(source, outline):
    after = written(source, adding.behind(outline, 2, New("begin_repeat", "r", "每户")))
    again = Outline(read_book(after))
    new = New("select_one", "roof", "屋顶", ("瓦", "草"))
    full = written(after, adding.inside(again, 5, new))
    told = Outline(read_book(full))
    listed = [(one.name, one.label) for one in told.choices("roof", "")]
    assert listed == [("1", "瓦"), ("2", "草")]
    assert [one.depth for one in told.entries("") if one.name == "roof"] == [1]
    assert compile_workbook(full, "x.xlsx").form_id == "house"
    for kind, choices_ in (("select_one", ()), ("select_multiple", ())):
        with pytest.raises(EditRefused):
            adding.inside(again, 5, New(kind, "wall", "墙", choices_))
    with pytest.raises(EditRefused):
        adding.inside(again, 3, New("text", "wall", "墙"))


def test_a_question_goes_into_another_group_and_out_of_it_again(source, outline):
    assert [home.name for home in regrouping.homes(outline, 5, "")] == ["g"]
    into, _ = make(source, regrouping.to_first(outline, 5, 2))
    assert order(into) == ["g", "note", "power"]
    inside = Outline(read_book(into))
    assert [one.depth for one in inside.entries("")] == [0, 1, 1]
    out, _ = make(into, regrouping.to_last(inside, 3, regrouping.FORM))
    assert order(out) == order(source)
    last, _ = make(source, regrouping.to_last(outline, 5, 2))
    assert order(last) == ["g", "power", "note"]
    assert [one.depth for one in Outline(read_book(last)).entries("")] == [0, 1, 1]
    first, _ = make(source, regrouping.to_first(outline, 5, regrouping.FORM))
    assert order(first) == ["note", "g", "power"]
    assert regrouping.to_last(outline, 5, regrouping.FORM) == []
    for home in (2, 3):
        with pytest.raises(EditRefused):
            regrouping.to_first(outline, 2, home)


def test_a_question_gets_another_type_where_no_answers_stand_in_its_way(
    source, outline
):
    after, _ = make(source, retyping.retype(outline, 5, "image"))
    (photo,) = (o for o in Outline(read_book(after)).entries("") if o.name == "note")
    assert photo.type == "image"
    assert "max-pixels=1600" in told(after).values()
    back, _ = make(after, retyping.retype(Outline(read_book(after)), 5, "text"))
    assert "max-pixels=1600" not in told(back).values()
    with pytest.raises(EditRefused):
        retyping.retype(outline, 2, "text")
    text: frozenset[str] = frozenset({"text"})
    assert retyping.is_held("integer", text)
    assert not retyping.is_held("text", text)
    assert not retyping.is_held("note", text)
    assert not retyping.is_held("integer", frozenset())
    assert not retyping.is_held("integer", frozenset({"note"}))
    assert not retyping.is_held("select_one far", frozenset({"select_one"}))


def test_a_rule_is_added_copied_and_taken_out_in_a_sheet_that_was_not_there(source):
    rule = {
        "rule": "H09",
        "title": "没有电",
        "when": "power = 'no'",
        "category": "A1 电",
    }
    with pytest.raises(EditRefused):
        sheet_rows.add(Outline(read_book(source)), "findings", {**rule, "when": " "})
    grown = with_sheet(source, "findings", sheet_rows.columns("findings"))
    assert with_sheet(grown, "findings", ()) is grown
    before, after = parts(source), parts(grown)
    named = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {one for one in before if before[one] != after[one]} == named
    outline = Outline(read_book(grown))
    once, _ = make(grown, sheet_rows.add(outline, "findings", rule).edits)
    assert [one.rule for one in compile_workbook(once, "x.xlsx").rules] == ["H09"]
    with pytest.raises(EditRefused):
        sheet_rows.add(Outline(read_book(once)), "findings", rule)
    copied = sheet_rows.copy(Outline(read_book(once)), "findings", 2)
    twice, _ = make(once, copied.edits)
    assert [one.rule for one in compile_workbook(twice, "x.xlsx").rules] == [
        "H09",
        "H10",
    ]
    gone = sheet_rows.remove(Outline(read_book(twice)), "findings", 2)
    left, _ = make(twice, gone)
    assert [one.rule for one in compile_workbook(left, "x.xlsx").rules] == ["H10"]
