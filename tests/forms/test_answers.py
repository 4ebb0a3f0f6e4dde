"""Answers as JSON-safe values: typed where they can be, never lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.instance import answers, declared_files, parse
from forms.typed import typed

VISIT = """
| type | name | label |
| begin_group | site | Site |
| text | village | Village |
| geopoint | loc | Place |
| end_group | | |
| integer | staff | Staff |
| decimal | cost | Cost |
| date | day | Day |
| time | hour | Hour |
| dateTime | moment | Moment |
| select_multiple kinds | kinds | Kinds |
| begin_repeat | house | House |
| integer | people | People |
| image | roof | Roof |
| begin_repeat | animal | Animal |
| text | species | Species |
| end_repeat | | |
| end_repeat | | |
| audio | sound | Sound |
| file | paper | Paper |

## choices
| list_name | name | label |
| kinds | a | A |
| kinds | b | B |
"""


@pytest.fixture(scope="module")
def form(make_form):
    return make_form("## survey" + VISIT)


def test_groups_are_flat_and_repeats_are_rows(form):
    instance = form.filled(
        village="孟寺",
        loc="37.19 116.87 21.5 4",
        staff="12",
        cost="3.50",
        day="2026-03-12",
        hour="08:30:00.000+08:00",
        moment="2026-03-12T08:30:00.000+08:00",
        kinds="a b",
        house=[
            {"repeat_uuid": "h1", "people": "4", "animal": [{"species": "cow"}]},
            {"people": "x", "animal": [{"species": "hen", "repeat_uuid": "a2"}]},
        ],
    )
    assert answers(form.definition, instance) == {
        "village": "孟寺",
        "loc": {"lat": 37.19, "lon": 116.87, "alt": 21.5, "acc": 4.0},
        "staff": 12,
        "cost": 3.5,
        "day": "2026-03-12",
        "hour": "08:30:00.000+08:00",
        "moment": "2026-03-12T08:30:00.000+08:00",
        "kinds": ["a", "b"],
        "house": [
            {
                "people": 4,
                "roof": None,
                "animal": [{"species": "cow", "repeat_uuid": "animal[1]"}],
                "repeat_uuid": "h1",
            },
            {
                "people": None,
                "roof": None,
                "animal": [{"species": "hen", "repeat_uuid": "a2"}],
                "#text": {"people": "x"},
                "repeat_uuid": "house[2]",
            },
        ],
        "sound": None,
        "paper": None,
    }


def test_what_was_not_answered_is_none(form):
    told = answers(form.definition, form.filled())
    assert told["house"] == []
    assert {v for k, v in told.items() if k != "house"} == {None}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("integer", "1e999"),
        ("integer", "3.5"),
        ("integer", "１２"),
        ("integer", "9" * 40),
        ("decimal", "NaN"),
        ("decimal", "1e999"),
        ("decimal", "1,5"),
        ("decimal", "inf"),
        ("date", "0000-00-00"),
        ("date", "2026-02-31"),
        ("date", "292277026596-12-04"),
        ("date", "12/3/2026"),
        ("dateTime", "2026-03-12"),
        ("dateTime", "2026-13-12T08:00:00"),
        ("time", "25:00"),
        ("geopoint", "999 999"),
        ("geopoint", "36"),
        ("geopoint", "36 117 0 0 0"),
        ("geopoint", "NaN NaN"),
    ],
)
def test_what_cannot_be_typed_is_none_and_its_text_is_kept(form, kind, written):
    assert typed(kind, written) is None
    names = {"integer": "staff", "decimal": "cost", "date": "day", "geopoint": "loc"}
    name = names.get(kind, {"dateTime": "moment", "time": "hour"}.get(kind, ""))
    told = answers(form.definition, form.filled(**{name: written}))
    assert (told[name], told["#text"]) == (None, {name: written})


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_makes_json_that_every_reader_takes(written):
    kinds = ["integer", "decimal", "date", "time", "dateTime", "geopoint", "text"]
    told = {kind: typed(kind, written) for kind in [*kinds, "select_multiple"]}
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_files_are_declared_with_question_and_row_in_order(form):
    instance = form.filled(
        house=[
            {"repeat_uuid": "h1", "roof": "a.jpg"},
            {"repeat_uuid": "h2"},
            {"repeat_uuid": "h3", "roof": "照片 1.jpg"},
        ],
        sound="s.m4a",
        paper="../../x",
        village="not-a-file.jpg",
    )
    files = declared_files(form.definition, instance)
    assert [(f.name, f.question, f.repeat_uuid, f.position) for f in files] == [
        ("a.jpg", "roof", "h1", 1),
        ("照片 1.jpg", "roof", "h3", 3),
        ("s.m4a", "sound", None, None),
        ("../../x", "paper", None, None),
    ]


def test_two_questions_of_one_name_tell_the_answered_one(make_form):
    form = make_form("""
    | type | name | label |
    | begin_group | one | One |
    | text | note_text | A |
    | end_group | | |
    | begin_group | two | Two |
    | text | note_text | B |
    | end_group | | |
    """)
    xml = form.xml().replace(b"<two>", b"<two><note_text>here</note_text>")
    assert answers(form.definition, parse(xml)) == {"note_text": "here"}


def test_answers_the_form_does_not_know_change_nothing(form):
    xml = form.xml(staff="3").replace(b"<meta>", b"<stranger>1</stranger><meta>")
    assert answers(form.definition, parse(xml))["staff"] == 3
