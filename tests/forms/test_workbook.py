"""A workbook becomes a form: the same bytes every time, keys in every repeat."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from forms.library import workbook
from forms.workbook import compile_source, compile_workbook
from forms.xform import read

BENCH = (Path(__file__).parent / "bench_form.xml").read_bytes()

HOUSE = """
## survey
| type | name | label::中文(zh) | label::English (en) | hint::中文(zh) |
| begin_group | site | 地点 | Site | |
| text | village | 村名 | Village | 写全称 |
| select_one_from_file regions.csv | town | 乡镇 | Town | |
| end_group | | | | |
| begin_repeat | house | 户 | House | |
| integer | people | 人数 | People | |
| begin_repeat | animal | 牲畜 | Animal | |
| select_one kind | kind | 种类 | Kind | |
| end_repeat | | | | |
| end_repeat | | | | |

## choices
| list_name | name | label::中文(zh) | label::English (en) |
| kind | cow | 牛 | Cow |
| kind | hen | 鸡 | Hen |

## settings
| form_id | form_title | version |
| house | 入户调查 | 7 |
"""


def test_a_workbook_says_who_it_is(make_form):
    compiled = make_form(HOUSE).compiled
    assert (compiled.form_id, compiled.title, compiled.version) == (
        "house",
        "入户调查",
        "7",
    )
    assert compiled.media_names == ("regions.csv",)
    assert compiled.languages == ("中文(zh)", "English (en)")
    assert compiled.rules == ()


def test_a_form_without_an_id_is_named_for_its_file(make_workbook):
    source = make_workbook("| type | name | label |\n| text | a | A |")
    assert compile_workbook(source, "visits 2026.xlsx").form_id == "visits 2026"


def test_every_repeat_gets_a_hidden_key(make_form):
    form = make_form(HOUSE)
    keys = [q for q in form.definition.questions if q.name == "repeat_uuid"]
    assert [key.repeat for key in keys] == ["house", "animal"]
    assert form.compiled.xform.count(b'value="uuid()"') == 4


def test_a_repeat_with_a_key_of_its_own_keeps_it(make_form):
    form = make_form("""
    | type | name | label | calculation |
    | begin_repeat | house | House | |
    | text | people | People | |
    | calculate | repeat_uuid | | once(uuid()) |
    | end_repeat | | | |
    """)
    keys = [q for q in form.definition.questions if q.name == "repeat_uuid"]
    assert [key.calculation for key in keys] == ["once(uuid())"]


def test_the_same_workbook_always_gives_the_same_bytes(make_workbook):
    source = make_workbook(HOUSE)
    first = compile_workbook(source, "x.xlsx").xform
    assert compile_workbook(source, "x.xlsx").xform == first


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_are_the_same_in_another_process(seed):
    told = subprocess.run(
        [sys.executable, "-c", _COMPILE],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    )
    ours = compile_workbook(workbook("app_burden"), "app_burden.xlsx").xform
    assert told.stdout.strip() == hashlib.sha256(ours).hexdigest()


_COMPILE = """
import hashlib
from forms.library import workbook
from forms.workbook import compile_workbook
xform = compile_workbook(workbook("app_burden"), "app_burden.xlsx").xform
print(hashlib.sha256(xform).hexdigest())
"""


def test_warnings_of_pyxform_name_the_authors_row_in_our_words_once(make_form):
    form = make_form("""
    | type | name | label::中文 | label::English | hint::中文 | x_max_photos |
    | begin_repeat | house | | | | |
    | image | roof | 屋顶 | Roof | | 2 |
    | end_repeat | | | | | |
    """)
    told = [(w.code, w.sheet, w.row) for w in form.compiled.warnings]
    assert told == [
        ("lint_language", "survey", 1),
        ("lint_section_label", "survey", 2),
        ("lint_language_code", "survey", 1),
        ("lint_pixels", "survey", 3),
    ]


def test_an_xform_is_taken_as_it_is():
    compiled = compile_source(BENCH, "bench_form.xml")
    assert compiled.xform == BENCH
    assert (compiled.form_id, compiled.version) == ("bench", "2024010101")
    assert (compiled.rules, compiled.media_names) == ((), ())


def test_a_workbook_is_told_by_its_bytes_not_by_its_name(make_workbook):
    assert compile_source(make_workbook(HOUSE), "form.xml").form_id == "house"


def test_questions_stand_in_order_with_their_place(make_form):
    questions = make_form(HOUSE).definition.questions
    assert [(q.name, q.repeat, q.group) for q in questions] == [
        ("village", None, "site"),
        ("town", None, "site"),
        ("repeat_uuid", "house", None),
        ("people", "house", None),
        ("repeat_uuid", "animal", None),
        ("kind", "animal", None),
    ]


def test_labels_and_choices_are_read_in_every_language(make_form):
    definition = make_form(HOUSE).definition
    village = definition.question("village")
    assert village.label == {"中文(zh)": "村名", "English (en)": "Village"}
    assert village.hint == {"中文(zh)": "写全称"}
    assert definition.label(village.label, "en") == "Village"
    assert definition.label(village.label) == "村名"
    assert definition.label_of_choice("kind", "hen", "English (en)") == "Hen"
    assert definition.label_of_choice("kind", "fish") == "fish"
    assert definition.question("town").list_file == "regions.csv"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("start", "start"),
        ("end", "end"),
        ("today", "today"),
        ("deviceid", "deviceid"),
        ("site_code", "text"),
        ("region", "select_one"),
        ("location", "geopoint"),
        ("visit_date", "date"),
        ("visit_time", "time"),
        ("resp_age", "integer"),
        ("assets", "select_multiple"),
        ("income", "decimal"),
        ("photo", "image"),
        ("n1", "note"),
    ],
)
def test_a_plain_xform_tells_what_kind_each_question_is(name, kind):
    assert read(BENCH).question(name).type == kind


ALL_KINDS = """
| type | name | label | parameters | calculation |
| text | a_text | x | | |
| dateTime | a_moment | x | | |
| audio | a_sound | x | | |
| video | a_film | x | | |
| file | a_file | x | | |
| barcode | a_code | x | | |
| rank yn | a_rank | x | | |
| range | a_range | x | start=1 end=5 step=1 | |
| acknowledge | a_trigger | x | | |
| note | a_note | x | | |
| geotrace | a_trace | x | | |
| geoshape | a_shape | x | | |
| calculate | a_sum | | | 1+1 |
| hidden | a_secret | | | |

## choices
| list_name | name | label |
| yn | yes | Yes |
"""


def test_every_kind_of_question_has_its_name(make_form):
    questions = make_form("## survey" + ALL_KINDS).definition.questions
    assert [q.type for q in questions] == [
        "text",
        "dateTime",
        "audio",
        "video",
        "file",
        "barcode",
        "rank",
        "range",
        "trigger",
        "note",
        "geotrace",
        "geoshape",
        "calculate",
        "hidden",
    ]
