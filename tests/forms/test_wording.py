"""Conditions in words: what people read in the place of an expression."""

import pytest

from forms.wording import called, cases_in_words, in_words

FORM = """
## survey
| type | name | label::中文 (zh) | label::English (en) |
| select_one yn | paid | 由村承担 | Paid by the village |
| select_multiple how | forced | 强制要求 | Forced |
| integer | staff | 在岗人数 | Staff |
| begin_repeat | app | 应用 | Apps |
| integer | minutes | 一个非常非常非常非常非常非常非常非常长的分钟数标签 | Minutes |
| end_repeat | | | |

## choices
| list_name | name | label::中文 (zh) | label::English (en) |
| yn | yes | 是 | Yes |
| how | none | 无 | None |
| how | daily | 每日登录 | Daily |
"""


@pytest.fixture(scope="module")
def definition(request):
    make = request.getfixturevalue("make_form")
    return make(FORM).definition


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("${paid}='yes'", "“由村承担”是“是”", "“Paid by the village” is “Yes”"),
        ("/data/paid != ''", "“由村承担”已填", "“Paid by the village” is answered"),
        ("${staff}=''", "“在岗人数”未填", "“Staff” is empty"),
        (
            "staff >= param('most', 5)",
            "“在岗人数”不小于设置 most（默认 5）",
            "“Staff” is at least the setting most (5 by default)",
        ),
        (
            "not(selected(${forced},'none'))",
            "“强制要求”没选“无”",
            "“Forced” does not include “None”",
        ),
        (
            "selected(.,'daily') and count-selected(.) > 1",
            "本题选了“每日登录”，且本题所选个数大于1",
            (
                "this answer includes “Daily” and the number chosen in this answer "
                "is above 1"
            ),
        ),
        (
            "${staff} >= 1 and (${paid}='yes' or ${paid}='')",
            "“在岗人数”不小于1，且（“由村承担”是“是”，或“由村承担”未填）",
            (
                "“Staff” is at least 1 and (“Paid by the village” is “Yes” or "
                "“Paid by the village” is empty)"
            ),
        ),
        (". <= today()", "本题不大于今天", "this answer is at most today"),
        (
            "sum(${minutes}) > 2 * ${staff}",
            "“一个非常非常非常非常非常非常非常非常长的分钟数…”之和大于2 × “在岗人数”",
            "the sum of “Minutes” is above 2 × “Staff”",
        ),
        ("count(${app}) = 0", "“应用”的行数是0", "the rows of “Apps” is 0"),
        ("${gone} = 'x'", "“gone”是“x”", "“gone” is “x”"),
        ("true()", "总是", "always"),
        ("regex(., '[0-9]+')", "", ""),
        ("${app}[minutes > 3] = 1", "", ""),
        ("((", "", ""),
        ("", "", ""),
    ],
)
def test_a_condition_is_said_or_left(definition, expression, zh, en):
    said = [in_words(definition, expression, one, "forced") for one in ("zh", "en")]
    assert said == [zh, en]


def test_a_choice_between_words_is_said_case_by_case(definition):
    written = "if(staff >= 3, 'major', if(${paid}='yes', 'serious', 'general'))"
    assert cases_in_words(definition, written, "zh") == (
        ("“在岗人数”不小于3", "major"),
        ("“由村承担”是“是”", "serious"),
        ("", "general"),
    )
    assert cases_in_words(definition, "serious", "zh") == ()
    assert cases_in_words(definition, "concat('a', 'b')", "zh") == ()


def test_what_is_asked_is_called_by_its_label(definition):
    assert called(definition, "app", "zh") == "应用"
    assert called(definition, "paid", "en") == "Paid by the village"
    assert called(definition, "nobody", "zh") == "nobody"
