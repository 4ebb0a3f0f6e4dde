"""Entities in a form: what may be declared, and what a submission says by it."""

import json
from pathlib import Path

import pytest

from forms.entities import EntityBlock, entity_blocks
from forms.errors import WorkbookError
from forms.instance import parse
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.workbook import compile_source, compile_workbook
from forms.xform import read
from tests.actors.tables import compiled, workbook

ID = "0d890a32-1111-4222-8333-444444444444"
NEST = """
survey
| type | name | label | save_to |
| text | place | 地点 | place |
| begin group | more | 其他 | |
| text | note | 备注 | note |
| end group | | | |
entities
| list_name | label | create_if |
| nests | ${place} | ${place} != '' |
settings
| form_id | version |
| nest | 1 |
"""
EGGS = """
survey
| type | name | label | save_to |
| begin repeat | egg | 蛋 | |
| text | colour | 颜色 | colour |
| end repeat | | | |
| text | note | 备注 | |
entities
| list_name | label |
| eggs | ${colour} |
settings
| form_id | version |
| egg | 1 |
"""
VISIT = """
survey
| type | name | label | save_to |
| select_one_from_file nests.csv | nest | 哪一个 | |
| text | place | 地点 | place |
entities
| list_name | entity_id |
| nests | ${nest} |
settings
| form_id | version |
| visit | 1 |
"""


FOLDER = Path(__file__).parents[1] / "conformance"
SHARED = json.loads((FOLDER / "entity_blocks.json").read_text())
FILLED = json.loads((FOLDER / "entity_blocks.filled.json").read_text())


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_what_the_engine_wrote_is_read(case):
    sheets = read_tables("\n".join(SHARED["forms"][case["form"]]["sheets"]))
    form = read(compile_workbook(write_workbook(sheets), "f.xlsx").xform)
    told = entity_blocks(form, parse(FILLED[case["name"]].encode()))
    for one, like in zip(told, case["blocks"], strict=True):
        assert _as_told(one, like) == {**PLAIN, **like}
    assert all(one.id for one in told)


#: What a block says where a case does not say otherwise.
PLAIN = {
    "list_name": "wells",
    "creates": False,
    "updates": False,
    "label": None,
    "base_version": None,
    "trunk_version": None,
    "branch_id": "",
}


def _as_told(block, like):
    return {name: getattr(block, name) for name in {**PLAIN, **like}}


def said(form, inner):
    xml = f'<data id="f" version="1">{inner}</data>'
    return entity_blocks(read(compiled(form).xform), parse(xml.encode()))


def block(attributes, inner="<label>甲</label>"):
    meta = "<instanceID>uuid:1</instanceID>"
    return f"<meta><entity {attributes}>{inner}</entity>{meta}</meta>"


def test_a_creation_says_its_id_its_label_and_what_is_saved():
    answers = "<place>树上</place><more><note>高</note></more>"
    told = said(NEST, answers + block(f'create="1" id="{ID}"'))
    values = {"place": "树上", "note": "高"}
    assert told == (
        EntityBlock(
            "nests", ID, "", creates=True, updates=False, label="甲", values=values
        ),
    )


def test_what_was_not_asked_is_not_said():
    (told,) = said(NEST, "<place/>" + block(f'create="1" id="{ID}"'))
    assert told.values == {"place": ""}


@pytest.mark.parametrize("written", ["", "0", "false", "yes"])
def test_only_1_and_true_mean_that_it_is_done(written):
    assert said(NEST, block(f'create="{written}" id="{ID}"')) == ()


@pytest.mark.parametrize(
    "written", [ID.upper(), f"uuid:{ID}"], ids=["capitals", "with a prefix"]
)
def test_an_id_is_read_however_it_is_written(written):
    (told,) = said(NEST, block(f'create="true" id="{written}"'))
    assert told.id == ID


def test_what_is_no_uuid_is_no_id():
    (told,) = said(NEST, block('create="1" id="nest 7"', ""))
    assert (told.id, told.label) == ("", None)


def test_an_update_says_where_it_begins():
    attributes = (
        f'update="1" id="{ID}" baseVersion="3" trunkVersion="2" branchId="{ID}"'
    )
    (told,) = said(VISIT, block(attributes, ""))
    assert (told.updates, told.creates) == (True, False)
    assert (told.base_version, told.trunk_version, told.branch_id) == (3, 2, ID)


def test_what_a_form_does_not_declare_is_not_done():
    assert said(VISIT, block(f'create="1" id="{ID}"')) == ()


def test_each_row_says_its_own():
    rows = "".join(
        f"<egg><repeat_uuid>r{n}</repeat_uuid><colour>{n}</colour>"
        f'<meta><entity create="1" id="{ID[:-1]}{n}"><label>{n}</label></entity></meta>'
        "</egg>"
        for n in (1, 2)
    )
    told = said(EGGS, rows + "<meta><instanceID>uuid:1</instanceID></meta>")
    assert [(one.row, one.label, one.values) for one in told] == [
        ("r1", "1", {"colour": "1"}),
        ("r2", "2", {"colour": "2"}),
    ]


def test_the_block_of_a_row_is_no_question():
    form = read(compiled(EGGS).xform)
    assert [one.name for one in form.questions] == ["repeat_uuid", "colour", "note"]


def test_a_block_is_kept_and_read_again():
    (told,) = said(NEST, block(f'create="1" id="{ID}"'))
    assert EntityBlock.from_json(told.to_json()) == told


@pytest.mark.parametrize(
    ("before", "after", "code", "row", "column"),
    [
        ("| nests |", "| n.ests |", "entities_list_name", 2, "list_name"),
        ("| nests |", "| __nests |", "entities_list_name", 2, "list_name"),
        ("| nests |", "| regions |", "entities_made", 2, "list_name"),
        ("| nests |", "| open_findings |", "entities_made", 2, "list_name"),
        ("| nests | ${place} |", "| nests | |", "entities_label", 2, "label"),
        ("地点 | place |", "地点 | name |", "entities_property", 2, "save_to"),
        ("备注 | note |", "备注 | __note |", "entities_property", 4, "save_to"),
    ],
)
def test_what_cannot_be_declared_is_refused_with_its_place(
    before, after, code, row, column
):
    with pytest.raises(WorkbookError) as error:
        compile_workbook(workbook(NEST.replace(before, after)), "f.xlsx")
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.column) == (code, row, column)
    for language in ("zh", "en"):
        assert "{" not in problem.text(language)


def test_who_creates_and_updates_has_to_say_when():
    form = VISIT.replace("| entity_id |", "| entity_id | create_if | label |")
    form = form.replace("| ${nest} |", "| ${nest} | ${place} = '' | ${place} |")
    with pytest.raises(WorkbookError) as error:
        compile_workbook(workbook(form), "f.xlsx")
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.column) == (
        "entities_both",
        2,
        "update_if",
    )


def test_what_is_saved_without_a_sheet_of_entities_is_refused():
    lines = NEST.replace("entities\n", "").splitlines()
    form = "\n".join(
        one for one in lines if "nests" not in one and "list_name" not in one
    )
    with pytest.raises(WorkbookError) as error:
        compile_workbook(workbook(form), "f.xlsx")
    assert {one.code for one in error.value.problems} == {"entities_none"}


def test_an_update_without_its_list_is_refused():
    form = VISIT.replace("select_one_from_file nests.csv", "text")
    with pytest.raises(WorkbookError) as error:
        compile_workbook(workbook(form), "f.xlsx")
    (problem,) = error.value.problems
    assert (problem.code, problem.sheet, problem.row) == (
        "entities_list_absent",
        "entities",
        2,
    )
    assert "nests.csv" in problem.text("zh")


def test_an_xform_is_asked_the_same():
    source = compiled(NEST).xform.replace(b'dataset="nests"', b'dataset="regions"')
    with pytest.raises(WorkbookError) as error:
        compile_source(source, "f.xml")
    assert [one.code for one in error.value.problems] == ["entities_made"]


def test_a_photo_that_is_saved_is_told_of():
    form = NEST.replace(
        "| text | place |", "| image | shot | 照片 | shot |\n| text | place |"
    )
    warned = compile_workbook(workbook(form), "f.xlsx").warnings
    (told,) = (one for one in warned if one.code == "lint_entity_file")
    assert (told.row, told.column) == (2, "save_to")
