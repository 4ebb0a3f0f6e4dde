"""Two versions of a form: what they say otherwise, and what may not change."""

import pytest

from forms.differences import Fact, Version, differences, type_changes
from forms.workbook import compile_workbook
from forms.xform import read

FIRST = """
## survey
|type | name | label::zh | label::en | relevant | constraint | required | x_max_photos|
| text | place | 地点 | Place | | | yes | |
| integer | minutes | 分钟 | Minutes | | . < 600 | | |
| select_one yn | forced | 强制 | Forced | | | | |
| image | shot | 照片 | Photo | | | | 2 |
| begin_group | more | 其他 | More | | | | |
| text | said | 反映 | Said | ${forced}='yes' | | | |
| end_group | | | | | | | |

## choices
| list_name | name | label::zh | label::en |
| yn | yes | 是 | Yes |
| yn | no | 否 | No |

## settings
| form_title | form_id | version | default_language |
| 察访 | visit | 1 | zh |

## findings
| rule | when | category | severity | title |
| V01 | forced='yes' | A1.1 强制使用 | major | 强制安装 |
| V02 | minutes > 60 | A1.3 重复填报 | general | 超过一小时 |
"""


@pytest.fixture
def version(make_workbook):
    def made(*swaps):
        tables = FIRST
        for old, new in swaps:
            assert old in tables
            tables = tables.replace(old, new)
        compiled = compile_workbook(make_workbook(tables), "visit.xlsx")
        return Version(read(compiled.xform), compiled.rules)

    return made


@pytest.fixture
def compare(version):
    def compared(*swaps):
        found = differences(version(), version(*swaps))
        return {
            (one.kind, one.part, one.name): {
                change.fact: (change.before, change.after) for change in one.changes
            }
            for one in found
        }

    return compared


def test_the_same_workbook_again_differs_in_nothing(compare):
    assert compare(("| visit | 1 |", "| visit | 2 |")) == {}


def test_a_label_differs_in_its_own_language(compare):
    found = compare(("| 分钟 | Minutes |", "| 用时（分钟） | Minutes |"))
    fact = Fact("label", language="zh")
    assert found == {
        ("changed", "question", "minutes"): {fact: ("分钟", "用时（分钟）")}
    }


def test_what_is_asked_when_and_how_is_compared(compare):
    found = compare((". < 600", ". < 900"), ("${forced}='yes'", "${minutes} > 1"))
    (limit,) = found["changed", "question", "minutes"].items()
    assert limit[0] == Fact("constraint")
    assert ("600" in limit[1][0], "900" in limit[1][1]) == (True, True)
    assert set(found["changed", "question", "said"]) == {Fact("relevant")}


def test_a_choice_is_added_renamed_and_taken_away(compare):
    found = compare(
        ("| yn | yes | 是 | Yes |", "| yn | yes | 是的 | Yes |"),
        ("| yn | no | 否 | No |", "| yn | never | 从不 | Never |"),
    )
    zh = "zh"
    changes = found["changed", "question", "forced"]
    assert changes[Fact("choice", "yes", zh)] == ("是", "是的")
    assert changes[Fact("choice", "no", zh)] == ("否", "")
    assert changes[Fact("choice", "never", zh)] == ("", "从不")


def test_a_question_that_moves_is_the_same_one_elsewhere(compare):
    row = "| text | place | 地点 | Place | | | yes | |\n"
    end = "| end_group | | | | | | | |\n"
    found = compare((row, ""), (end, row + end))
    assert set(found) == {("changed", "question", "place")}
    assert set(found["changed", "question", "place"]) == {Fact("place")}


def test_questions_and_rules_are_added_and_removed(compare):
    found = compare(
        ("| text | place | 地点 | Place |", "| text | village | 村 | Village |"),
        ("| V02 | minutes > 60 |", "| V03 | minutes > 90 |"),
        ("| major |", "| serious |"),
    )
    assert set(found) == {
        ("added", "question", "village"),
        ("removed", "question", "place"),
        ("added", "rule", "V03"),
        ("removed", "rule", "V02"),
        ("changed", "rule", "V01"),
    }
    assert found["changed", "rule", "V01"] == {
        Fact("rule_severity"): ("major", "serious")
    }


def test_more_photos_of_one_question_are_one_change(compare):
    found = compare(("| Photo | | | | 2 |", "| Photo | | | | 3 |"))
    assert found == {("changed", "question", "shot"): {Fact("max_photos"): ("2", "3")}}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("| integer | minutes |", "| text | minutes |", ("minutes", "integer", "text")),
        (
            "| select_one yn | forced |",
            "| text | forced |",
            ("forced", "select_one", "text"),
        ),
        ("_group |", "_repeat |", ("more", "group", "repeat")),
        ("| integer | minutes |", "| integer | hours |", None),
        ("| integer | minutes |", "| hidden | minutes |", None),
    ],
)
def test_another_type_under_the_same_name_is_told(version, old, new, told):
    without = ("| V02 | minutes > 60 | A1.3 重复填报 | general | 超过一小时 |\n", "")
    found = type_changes(version().definition, version(without, (old, new)).definition)
    known = [(one.name, one.before, one.after) for one in found]
    assert known == ([told] if told else [])


REPEAT = """| begin_repeat | row | 行 | Row | | | | |
| text | item | 项 | Item | | | | |
| end_repeat | | | | | | | |
"""


def test_a_new_repeat_is_told_without_the_key_that_publishing_gives_its_rows(compare):
    found = compare(("| begin_group | more", f"{REPEAT}| begin_group | more"))
    assert [name for _kind, _part, name in found] == ["row", "item"]


SAID = """
## survey
|type|name|label|required|required_message|default|parameters|{filters}|repeat_count|{save}
| integer | n | 数 | yes | {message} | {default} | | | | {kept}
| image | shot | 照片 | | | | max-pixels={pixels} | | | {none}
|select_one kind|kind|类| | | |randomize=true seed={seed}|name!='{out}'| |{none}
| begin_repeat | rows | 项 | | | | | | {count} | {none}
| text | name | 名 | | | | | | | {none}
| end_repeat | | | | | | | | | {none}

## choices
| list_name | name | label |
| kind | a | 甲 |
| kind | b | 乙 |

## settings
| form_id | version |
| said | 1 |
"""
BEFORE = {
    "filters": "choice_filter",
    "message": "必答",
    "default": "3",
    "pixels": "1600",
    "seed": "1",
    "out": "a",
    "count": "2",
    "save": "",
    "kept": "",
    "none": "",
}
ENTITY = "\n## entities\n| list_name | label |\n| trees | ${n} |\n"


@pytest.fixture
def said(make_workbook):
    def read_with(tables):
        compiled = compile_workbook(make_workbook(tables), "said.xlsx")
        return Version(read(compiled.xform), compiled.rules)

    def compared(tables=SAID, **changed):
        was = read_with(SAID.format(**BEFORE))
        found = differences(was, read_with(tables.format(**{**BEFORE, **changed})))
        return {
            (one.name, change.fact.what): (change.before, change.after)
            for one in found
            for change in one.changes
        }

    return compared


@pytest.mark.parametrize(
    ("changed", "name", "what", "told"),
    [
        ({"message": "不能空"}, "n", "required_message", ("必答", "不能空")),
        ({"default": "4"}, "n", "default", ("3", "4")),
        (
            {"pixels": "800"},
            "shot",
            "parameters",
            ("max-pixels=1600", "max-pixels=800"),
        ),
        (
            {"seed": "2"},
            "kind",
            "parameters",
            ("randomize=true seed=1", "randomize=true seed=2"),
        ),
        ({"out": "b"}, "kind", "choice_filter", ("name!='a'", "name!='b'")),
    ],
)
def test_what_a_question_says_besides_is_compared(said, changed, name, what, told):
    assert said(**changed) == {(name, what): told}


def test_how_often_a_repeat_is_asked_is_compared(said):
    found = said(count="${n}")
    assert found["rows", "count"] == ("/data/rows_count", "/data/n")


def test_what_is_saved_to_an_entity_is_compared(said):
    tables = SAID + ENTITY.replace("{", "{{").replace("}", "}}")
    found = said(tables, save=" save_to |", kept="count |", none="|")
    assert found["n", "save_to"] == ("", "count")


def test_the_rows_of_a_list_beside_the_form_are_compared(version):
    one = version()
    head = b"name,label,place\n"
    before = Version(
        one.definition, (), {"kept.csv": head + b"a,A,in\nb,B,in\nc,C,in\n"}
    )
    after = Version(
        one.definition, (), {"kept.csv": head + b"a,A,in\nb,B,out\nd,D,in\n"}
    )
    (found,) = differences(before, after)
    assert (found.kind, found.part, found.name) == ("changed", "list", "kept.csv")
    assert {
        change.fact.of: (change.before, change.after) for change in found.changes
    } == {
        "b": ("B | in", "B | out"),
        "c": ("C | in", ""),
        "d": ("", "D | in"),
    }


def test_of_a_long_list_the_count_is_told_and_the_first_rows(version):
    one = version()
    rows = "".join(f"r{n},R{n}\n" for n in range(2_000))
    long = {"kept.csv": f"name,label\n{rows}".encode()}
    (found,) = differences(version(), Version(one.definition, one.rules, long))
    counted = {change.fact.what: change.after for change in found.changes}
    assert counted["rows"] == "2000"
    assert len(found.changes) < 60
