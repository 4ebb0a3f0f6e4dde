"""Answers are asked again: what does not fit is told, what fits is left alone."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from forms.background import background
from forms.instance import parse
from forms.issues import from_json
from forms.library import NAMES, workbook
from forms.rules import examine
from forms.workbook import compile_workbook
from tests.actors.field_lists import FIELD_LISTS
from tests.forms.conftest import MARCH_2026, Form

FOLDER = Path(__file__).parents[1] / "conformance" / "library"

FORM = """
## survey
| type | name | label | required | relevant | constraint | constraint_message | calculate |
| integer | minutes | 分钟 | yes | | . >= 0 and . <= 600 | 0–600 | |
| select_one yn | forced | 有无强制 | yes | | | | |
| text | why | 原因 | yes | ${forced} = 'yes' | string-length(.) < 20 | | |
| date | seen | 日期 | | | . <= today() | | |
| select_one_from_file kept.csv | kept | 保留 | | | | | |
| calculate | double | | | | | | ${minutes} * 2 |
| calculate | once_only | | | | | | once(random()) |
| begin_repeat | app | 应用 | | | | | |
| text | app_name | 名称 | yes | | | | |
| image | shot | 截图 | ${forced} = 'yes' | | | | |
| calculate | place | | | | | | position(..) |
| end_repeat | | | | | | | |

## choices
| list_name | name | label |
| yn | yes | 是 |
| yn | no | 否 |
"""  # noqa: E501 - a row of a table is one line
GOOD = {"minutes": 75, "forced": "no", "double": 150}


@pytest.fixture(scope="module")
def form(make_form):
    return make_form(FORM)


def issues_of(form, instance, files=None):
    """Look again at a filled form."""
    known = background(form.definition, files or {})
    looked = examine(
        form.definition,
        form.rules,
        instance,
        finished_at=MARCH_2026,
        parameters={},
        form=known,
    )
    return looked.issues


def told(form, files=None, **answers):
    """Say what does not fit: the code, the question and the row."""
    found = issues_of(form, form.filled(**answers), files)
    return [(one.code, one.question, one.position) for one in found]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_what_the_phones_engine_wrote(name):
    form = Form(compile_workbook(workbook(name), f"{name}.xlsx"))
    filled = json.loads((FOLDER / f"{name}.filled.json").read_text())
    wrong = {
        case: issues_of(form, parse(xml.encode()), FIELD_LISTS)
        for case, xml in filled.items()
    }
    assert {case: found for case, found in wrong.items() if found} == {}


def test_good_answers_have_no_issue(form):
    assert told(form, **GOOD) == []
    row = {"app_name": "网格e通", "place": 1}
    assert told(form, **GOOD, seen="2026-03-12", app=[row]) == []


@pytest.mark.parametrize(
    ("answers", "issue"),
    [
        ({"minutes": ""}, ("missing", "minutes", None)),
        ({"minutes": 700, "double": 1400}, ("constraint", "minutes", None)),
        ({"minutes": "many", "double": ""}, ("untyped", "minutes", None)),
        ({"forced": "perhaps"}, ("unlisted", "forced", None)),
        ({"why": "because"}, ("in_vain", "why", None)),
        ({"forced": "yes"}, ("missing", "why", None)),
        ({"forced": "yes", "why": "太长" * 10}, ("constraint", "why", None)),
        ({"double": 151}, ("calculation", "double", None)),
        ({"double": ""}, ("calculation", "double", None)),
        ({"seen": "2026-03-13"}, ("constraint", "seen", None)),
        ({"app": [{"place": 1}]}, ("missing", "app_name", 1)),
        (
            {"app": [{"app_name": "a", "place": 1}, {"app_name": "b", "place": 1}]},
            ("calculation", "place", 2),
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_named(form, answers, issue):
    given = {**GOOD, **answers}
    if answers == {"minutes": ""}:
        given["double"] = ""
    assert told(form, **given) == [issue]


def test_a_photo_is_required_in_the_row_that_needs_one(form):
    rows = [
        {"app_name": "a", "place": 1, "shot": "a.jpg", "repeat_uuid": "one"},
        {"app_name": "b", "place": 2, "repeat_uuid": "two"},
    ]
    given = {**GOOD, "forced": "yes", "why": "要求", "app": rows}
    (found,) = issues_of(form, form.filled(**given))
    assert (found.code, found.question, found.repeat_uuid) == ("missing", "shot", "two")


@pytest.mark.parametrize("same", ["150.0", " 150 ", "1.5e2"])
def test_clients_that_mean_the_same_agree(form, same):
    assert told(form, **{**GOOD, "double": same}) == []


def test_a_choice_is_looked_for_in_its_list_where_the_server_has_it(form):
    kept = {"kept.csv": "name,label\nparty,党支部\n".encode()}
    assert told(form, kept, **GOOD, kept="party") == []
    assert told(form, kept, **GOOD, kept="other") == [("unlisted", "kept", None)]
    assert told(form, {}, **GOOD) == []


PLACES = """
## survey
| type | name | label | choice_filter | parameters |
| select_one_from_file regions.csv | county | 县 | level='county' | |
| select_one_from_file regions.csv | town | 乡镇 | parent=${county} | |
| select_multiple shop | shops | 商店 | of=${county} | randomize=true |
| select_one_from_file regions.csv | first | 第一个 | position() < 2 | |

## choices
| list_name | name | label | of |
| shop | a | A | 371424000000 |
| shop | b | B | 371402000000 |
"""


@pytest.mark.parametrize(
    ("answers", "issue"),
    [
        ({}, None),
        ({"shops": "a"}, None),
        ({"town": "371402001000"}, ("left_out", "town", None)),
        ({"town": "999999999999"}, ("unlisted", "town", None)),
        ({"county": "371424101000", "town": ""}, ("left_out", "county", None)),
        ({"shops": "a b"}, ("left_out", "shops", None)),
        ({"first": "371424101000"}, ("left_out", "first", None)),
    ],
)
def test_what_the_filter_does_not_offer_is_told(make_form, answers, issue):
    given = {"county": "371424000000", "town": "371424101000", **answers}
    found = told(make_form(PLACES), FIELD_LISTS, **given)
    assert found == ([issue] if issue else [])


def test_a_chosen_row_of_a_long_list_is_asked_alone(make_form):
    long = b"name,label,level,parent\n371424000000,x,county,0\n"
    long += b"".join(b"%d,y,town,371424000000\n" % n for n in range(60_000))
    given = {"county": "371424000000", "town": "59999"}
    assert told(make_form(PLACES), {"regions.csv": long}, **given) == []


def test_what_could_not_be_checked_again_is_told_once_with_its_reason(make_form):
    form = make_form("""
| type | name | label | constraint | calculate |
| select_one_from_file none.csv | none | A | | |
| select_one_from_file bad.csv | bad | B | | |
| text | pattern | P | | |
| begin_repeat | r | R | | |
| text | slow | C | regex(., ${pattern}) | |
| end_repeat | | | | |
| calculate | size | | | count(instance('long')/root/item) |
| csv-external | long | | | |
""")
    files = {
        "long.csv": b"name,label\n" + b"a,A\n" * 50_001,
        "bad.csv": b"\x89PNG\r\n\x1a\n\0IH\rDR",
    }
    rows = [{"slow": "a" * 40 + "!"}] * 3
    given = form.filled(none="x", bad="y", r=rows, size="50001", pattern="(a|aa)+")
    found = issues_of(form, given, files)
    assert [(one.code, one.question, one.values["reason"]) for one in found] == [
        ("unchecked", "none", "expression_list"),
        ("unchecked", "bad", "expression_list_unreadable"),
        ("unchecked", "slow", "expression_pattern_slow"),
        ("unchecked", "size", "expression_list_large"),
    ]
    assert "none.csv" in found[0].text(form.definition, "zh")
    assert from_json(json.loads(json.dumps(found[0].as_json()))) == found[0]


def test_an_issue_is_told_in_the_questions_own_words_and_kept_as_json(form):
    given = {**GOOD, "minutes": 700, "double": 1400}
    (issue,) = issues_of(form, form.filled(**given))
    assert issue.text(form.definition, "zh") == "“700”不符合要求：0–600。"
    assert issue.text(form.definition, "en") == "“700” is not allowed: 0–600."
    assert from_json(json.loads(json.dumps(issue.as_json()))) == issue
    (silent,) = issues_of(form, form.filled(**{**GOOD, "seen": "2026-03-13"}))
    assert silent.text(form.definition, "zh") == (
        "“2026-03-13”不符合要求：本题不大于今天。"
    )


def test_a_form_that_is_too_much_to_ask_again_says_so(make_form):
    form = make_form("""
| type | name | label | constraint |
| begin_repeat | r | R | |
| integer | v | V | count(${r}[./v <= current()/../../r/v]) > 0 |
| end_repeat | | | |
""")
    rows = [{"v": n} for n in range(1_500)]
    found = issues_of(form, form.filled(r=rows))
    assert [one.code for one in found] == ["unchecked"]
    assert "没有再复核" in found[0].text(form.definition, "zh")


SHARED = json.loads((FOLDER.parent / "recheck.json").read_text())
LISTS = {name: "\n".join(lines).encode() for name, lines in SHARED["lists"].items()}
CASES = [
    (name, case) for name, drawn in SHARED["forms"].items() for case in drawn["cases"]
]


@pytest.mark.parametrize(
    ("name", "case"), CASES, ids=[f"{name}: {case['name']}" for name, case in CASES]
)
def test_the_office_finds_what_the_shared_case_says(make_form, name, case):
    drawn = SHARED["forms"][name]
    form = make_form("\n".join(drawn["sheets"]))
    answers = {**drawn["base"], **case.get("change", {})}
    reckoned = case.get("calculated", drawn["calculated"])
    sent = _together(answers, case.get("sent", reckoned))
    at = datetime.fromisoformat(SHARED["at"])
    found = examine(
        form.definition,
        (),
        form.filled(**sent),
        finished_at=at,
        parameters={},
        form=background(form.definition, LISTS),
    ).issues
    assert [[one.code, one.question, one.position] for one in found] == case.get(
        "issues", []
    )
    wrong = [one for one in found if one.code == "calculation"]
    for one in wrong:
        row = None if one.position is None else one.position - 1
        there = reckoned if row is None else reckoned["app"][row]
        assert one.values["expected"] == there[one.question]


def _together(answers, calculated):
    """Put the calculated answers beside the others, row by row; null is no answer."""
    given = {name: told for name, told in answers.items() if told is not None}
    for name, told in calculated.items():
        rows = isinstance(told, list)
        given[name] = (
            [{**a, **c} for a, c in zip(given.get(name, []), told, strict=True)]
            if rows
            else told
        )
    return given
