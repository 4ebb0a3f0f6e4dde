"""A form on paper: every question, its choices, and when it is to be filled."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from forms import library, xform
from forms.workbook import compile_source
from server.errors import Incomplete
from server.reports.paper_form import docx as as_docx
from server.reports.paper_form import pdf as as_pdf
from server.reports.paper_form.answering import BOX
from server.reports.paper_form.asked import Asked, Heading, Note, paper_form
from server.reports.paper_form.conditions import UNSAID
from tests.actors.tables import workbook

FONTS = Path("server/static/fonts")
LISTS = {
    library.PLAQUE_LIST: library.plaque_list(),
    library.INSPECTION_PLAN: library.inspection_plan(),
}
HEADINGS = (
    "type | name | label | hint | required | relevant | calculation | repeat_count"
    " | constraint | constraint_message | choice_filter | appearance"
)
FORM = f"""
survey
| {HEADINGS} |
| note | hello | 您好 | | | | | | | | | |
| select_one kind | kind | 类型 | 照实选 | yes | | | | | | | |
| integer | cost | 费用（元） | | | ${{kind}}='app' | | | .>0 | 须大于零 | | |
| text | why | 原因 | | | not(${{kind}}='app' or ${{kind}}='x') | | | | | | multiline |
| calculate | bad | | | | | if(${{kind}}='app',1,0)+if(${{cost}}>100,1,0) | | | | | |
| image | shot | 照片 | | | ${{bad}}>0 | | | | | | |
| select_multiple uses | uses | 用途 | | | | | | | | | |
| date | day | 日期 | | | selected(${{uses}},'a') and ${{cost}}>=5 | | | | | | |
| text | odd | 其他 | | | regex(${{why}}, 'a+') | | | | | | |
| select_one_from_file kept.csv | board | 牌子 | | | | | | | | place='out' | |
| select_one_from_file kept.csv | other | 另一块 | | | | | | | | place=${{kind}} | |
| begin_repeat | row | 逐项 | | | | | 2 | | | | |
| text | name | 名称 | | yes | | | | | | | |
| end_repeat | | | | | | | | | | | |
| note | sum | 共${{bad}}项，见${{cost}} | | | | | | | | | |
choices
| list_name | name | label |
| kind | app | 应用 |
| kind | group | 群组 |
| uses | a | 学习 |
| uses | b | 打卡 |
settings
| form_id | version | form_title |
| papers | 3 | 纸上的表 |
"""
KEPT = "name,label,place\np1,党组织,out\np2,民兵连,in\n".encode()


@pytest.fixture(scope="module")
def paper():
    files = {"kept.csv": KEPT}
    form = compile_source(workbook(FORM), "papers.xlsx", files)
    return paper_form(xform.read(form.xform), files)


def asked(paper, label):
    return next(
        each for each in paper.blocks if isinstance(each, Asked) and each.label == label
    )


def test_every_question_stands_there_with_its_words_and_its_number(paper):
    found = [each for each in paper.blocks if isinstance(each, Asked)]
    numbers = [each.number for each in found]
    assert numbers == [*map(str, range(1, 11)), "10"]
    kind = asked(paper, "类型")
    assert (kind.required, kind.hints) == ("*", ("照实选",))
    assert asked(paper, "费用（元）").hints == ("须大于零",)
    assert asked(paper, "原因").required == ""


@pytest.mark.parametrize(
    ("label", "when"),
    [
        ("类型", ""),
        ("费用（元）", "第 1 题选“应用”时填写"),
        # "x" is no choice of this form, so nobody reads of it.
        ("原因", "第 1 题不选“应用”时填写"),
        # A calculation that counts is looked through.
        ("照片", "第 1 题选“应用”，或第 2 题大于 100 时填写"),
        ("日期", "第 5 题选“学习”，且第 2 题不小于 5 时填写"),
        ("其他", UNSAID),
    ],
)
def test_conditions_are_said_in_words(paper, label, when):
    assert asked(paper, label).when == when


def test_each_kind_of_question_leaves_room_for_its_answer(paper):
    def room(label):
        return asked(paper, label).room

    assert room("类型").options == (f"{BOX}应用", f"{BOX}群组")
    assert room("用途").text == ("（可多选）",)
    assert room("费用（元）").text[0].endswith("＿ 元")
    assert room("原因").ruled == 3
    assert room("名称").ruled == 1
    assert room("日期").text == ("＿＿＿＿年＿＿月＿＿日",)
    assert room("照片").options == ("照片编号：＿＿＿＿＿＿＿＿",)
    # A list that hangs on no answer is ticked; one that does is written down.
    assert room("牌子").options == (f"{BOX}党组织",)
    assert (room("另一块").options, room("另一块").ruled) == ((), 1)


def test_a_repeat_is_printed_as_often_as_the_form_says_and_notes_keep_blanks(paper):
    heads = [each.text for each in paper.blocks if isinstance(each, Heading)]
    assert heads == ["逐项（第 1 项，共印 2 项）", "逐项（第 2 项，共印 2 项）"]
    notes = [each.text for each in paper.blocks if isinstance(each, Note)]
    assert notes == ["您好", "共＿＿＿项，见（第 2 题）"]


@pytest.mark.parametrize("name", library.NAMES)
def test_each_form_of_the_library_is_written_in_both_kinds_the_same_again(name):
    form = compile_source(library.workbook(name), f"{name}.xlsx", LISTS)
    paper = paper_form(xform.read(form.xform), LISTS)
    first, again = io.BytesIO(), io.BytesIO()
    for out in (first, again):
        as_pdf.write(out, paper, "办公室", FONTS)
    assert first.getvalue().startswith(b"%PDF-")
    assert first.getvalue() == again.getvalue()
    out = io.BytesIO()
    as_docx.write(out, paper, "办公室")
    told = _texts(docx.Document(out))
    for block in paper.blocks:
        assert (block.label if isinstance(block, Asked) else block.text) in told


def _texts(document):
    lines = [line.text for line in document.paragraphs]
    cells = [
        line.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
    ]
    return "\n".join([*lines, *cells])


def test_without_the_houses_font_no_pdf_of_empty_boxes_is_made(paper, tmp_path):
    with pytest.raises(Incomplete) as refused:
        as_pdf.write(io.BytesIO(), paper, "办公室", tmp_path)
    assert refused.value.code == "fonts_missing"


def test_words_of_a_form_are_never_read_as_typesetting():
    sly = FORM.replace("您好", '#panic("x") $ * _ ` <a> @b \\ [')
    files = {"kept.csv": KEPT}
    form = compile_source(workbook(sly), "papers.xlsx", files)
    out = io.BytesIO()
    as_pdf.write(out, paper_form(xform.read(form.xform), files), "#panic()", FONTS)
    assert out.getvalue().startswith(b"%PDF-")
