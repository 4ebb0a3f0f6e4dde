"""Rules: what their words mean, what is refused, and what one failure may not do."""

import json
from datetime import UTC, date, datetime

import pytest

from forms.errors import WorkbookError
from forms.instance import parse
from forms.rules import Rule, RuleBasis, from_json, propose, to_json
from forms.workbook import compile_workbook
from tests.forms.conftest import AUGUST_2023, SHANGHAI

SURVEY = """
## survey
| type | name | label | parameters | x_max_photos |
| text | place | Place | | |
| integer | limit_here | Limit | | |
| date | due | Due | | |
| begin_group | photos | Photos | | |
| image | front | Front | max-pixels=900 | 2 |
| end_group | | | | |
| begin_repeat | item | Item | | |
| text | what | What | | |
| integer | amount | Amount | | |
| text | place_in | Where | | |
| select_one grade | grade | Grade | | |
| select_multiple grade | grades | Grades | | |
| select_one_from_file units.csv | unit | Unit | | |
| image | shot | Shot | max-pixels=900 | 2 |
| begin_repeat | part | Part | | |
| integer | worth | Worth | | |
| end_repeat | | | | |
| end_repeat | | | | |

## choices
| list_name | name | label |
| grade | good | 良好 |
| grade | bad | 差 |
"""
HEADINGS = (
    "| rule | each | dedupe | when | category | severity | responsible | instrument "
    "| days | title | basis | origin | evidence |"
)
COLUMNS = [cell.strip() for cell in HEADINGS.strip("|").split("|")]


def findings(*rules):
    """Write rules as a `findings` sheet, filling in what a test leaves open."""
    lines = [HEADINGS]
    for number, rule in enumerate(rules, start=1):
        given = {"rule": f"R{number}", "title": "t", "severity": "general", **rule}
        lines.append("| " + " | ".join(given.get(c, "") for c in COLUMNS) + " |")
    return SURVEY + "\n## findings\n" + "\n".join(lines)


@pytest.fixture
def ruled(make_form):
    return lambda *rules: make_form(findings(*rules))


@pytest.fixture
def refused(make_workbook):
    def refuse(*rules, more=""):
        with pytest.raises(WorkbookError) as refusal:
            compile_workbook(make_workbook(findings(*rules) + more), "x.xlsx")
        return refusal.value.problems

    return refuse


@pytest.mark.parametrize(
    ("each", "when", "positions"),
    [
        ("item", "amount > limit_here", [2]),
        ("item", "amount > ${limit_here}", [2]),
        ("item", "${amount} > limit_here", [2]),
        ("item", "what='b' or what='c'", [2, 3]),
        ("item", "sum(worth) > 5", [1]),
        ("item", "count(part) = 0", [2, 3]),
        ("item", "count(part[worth > 3]) = 1", [1]),
        ("item", "count(part[worth > limit_here]) = 0", [1, 2, 3]),
        ("item", "amount = max(/data/item/amount)", [2]),
        ("item", "amount = ''", [3]),
        ("item", "not(amount)", [3]),
        ("item", "./amount = 7", [1]),
        ("item", "../limit_here = 10 and what='a'", [1]),
        ("part", "worth > amount - 5", [1, 2]),
        ("part", "what = 'a' and worth < limit_here", [1, 2]),
        ("", "sum(amount) > 20", [None]),
        ("", "count(item[amount > limit_here]) = 1", [None]),
        ("", "count(item[grade='bad']) = 1 and place='here'", [None]),
        ("", "count(${item}[./what='a']) = 1", [None]),
        ("", "sum(item/amount) = 27", [None]),
        ("", "sum(item[what='a']/part/worth) = 7", [None]),
        ("", "place = 'elsewhere'", []),
        ("", "true()", [None]),
    ],
)
def test_a_bare_name_is_the_rows_question_then_the_forms(ruled, each, when, positions):
    form = ruled({"each": each, "when": when})
    found = form.proposals(
        place="here",
        limit_here="10",
        item=[
            {
                "what": "a",
                "amount": "7",
                "part": [{"worth": "3"}, {"worth": "4"}],
            },
            {"what": "b", "amount": "20", "grade": "bad"},
            {"what": "c"},
        ],
    )
    assert found.troubles == ()
    assert [p.position for p in found.candidates] == positions


@pytest.mark.parametrize(
    ("rule", "column", "code", "name"),
    [
        ({"when": "plase='x'"}, "when", "rule_unknown_name", "plase"),
        ({"when": "${plase}='x'"}, "when", "rule_unknown_name", "plase"),
        ({"when": "amount>1"}, "when", "rule_other_repeat", "amount"),
        (
            {"when": "worth>1", "each": "item"},
            "when",
            "rule_other_repeat",
            "worth",
        ),
        (
            {"when": "count(item[amont>1])>0"},
            "when",
            "rule_unknown_name",
            "amont",
        ),
        ({"when": "1", "each": "itm"}, "each", "rule_unknown_repeat", "itm"),
        ({"when": "1", "each": "place"}, "each", "rule_unknown_repeat", "place"),
        (
            {"when": "grade='worse'", "each": "item"},
            "when",
            "rule_unknown_choice",
            "grade",
        ),
        (
            {"when": "selected(grades,'worse')", "each": "item"},
            "when",
            "rule_unknown_choice",
            "grades",
        ),
        (
            {"when": "'worse'!=grade", "each": "item"},
            "when",
            "rule_unknown_choice",
            "grade",
        ),
        (
            {
                "when": "1",
                "severity": "if(grade='x','major','general')",
                "each": "item",
            },
            "severity",
            "rule_unknown_choice",
            "grade",
        ),
        (
            {
                "when": "1",
                "severity": "if(grad='bad','major','general')",
                "each": "item",
            },
            "severity",
            "rule_unknown_name",
            "grad",
        ),
        ({"when": "1", "evidence": "shots"}, "evidence", "rule_unknown_name", "shots"),
        ({"when": "1", "evidence": "shot"}, "evidence", "rule_other_repeat", "shot"),
        ({"when": "1", "evidence": "place"}, "evidence", "rule_unknown_photo", "place"),
        ({"when": "1", "title": "{nobody}"}, "title", "rule_unknown_name", "nobody"),
        ({"when": "1", "title": "{photos}"}, "title", "rule_not_a_question", "photos"),
        (
            {"when": "1", "responsible": "somebody"},
            "responsible",
            "rule_unknown_name",
            "somebody",
        ),
        (
            {"when": "1", "responsible": "responsible_of(nothing)"},
            "responsible",
            "rule_unknown_name",
            "nothing",
        ),
    ],
)
def test_a_rule_that_names_a_stranger_is_refused_with_its_place(
    refused, rule, column, code, name
):
    (problem,) = refused({"when": "true()"}, rule)
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        code,
        "findings",
        3,
        column,
    )
    assert problem.values["name"] == name
    assert name in problem.text("zh")
    assert "第 3 行" in problem.text("zh")


@pytest.mark.parametrize(
    ("rule", "column", "code"),
    [
        ({"when": "1", "rule": "编号"}, "rule", "rule_code"),
        ({"when": "1", "rule": ""}, "rule", "rule_code"),
        ({"when": ""}, "when", "cell_missing"),
        ({"when": "1", "title": ""}, "title", "cell_missing"),
        ({"when": "place="}, "when", "expression_unfinished"),
        ({"when": "place=='x'"}, "when", "expression_unexpected"),
        ({"when": "random() > 0.5"}, "when", "expression_function"),
        ({"when": "selected(place)"}, "when", "expression_arguments"),
        ({"when": "param(place, 1) > 2"}, "when", "expression_setting"),
        ({"when": r"regex(place, '[a-')"}, "when", "rule_pattern"),
        ({"when": "1", "severity": "terrible"}, "severity", "rule_severity"),
        ({"when": "1", "category": "强制使用"}, "category", "rule_category"),
        ({"when": "1", "category": "A1.1"}, "category", "rule_category"),
        ({"when": "1", "instrument": "shout"}, "instrument", "rule_instrument"),
        ({"when": "1", "days": "soon"}, "days", "rule_days"),
        ({"when": "1", "days": "0"}, "days", "rule_days"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_its_place(
    refused, rule, column, code
):
    (problem,) = refused(rule)
    assert (problem.code, problem.row, problem.column) == (code, 2, column)


def test_two_rules_of_one_code_are_refused(refused):
    (problem,) = refused({"rule": "X", "when": "1"}, {"rule": "X", "when": "1"})
    assert (problem.code, problem.row, problem.values["other"]) == ("rule_twice", 3, 2)


def test_every_problem_of_the_sheet_is_told_at_once(refused):
    problems = refused(
        {"when": "plase='x'", "title": "{nobody}", "category": "x"},
        {"when": "amount>1", "instrument": "shout"},
    )
    assert [(p.row, p.column) for p in problems] == [
        (2, "when"),
        (2, "title"),
        (2, "category"),
        (3, "when"),
        (3, "instrument"),
    ]


def test_choices_from_a_file_cannot_be_checked_and_pass(ruled):
    assert ruled({"when": "unit='371424103000'", "each": "item"}).rules


def test_titles_say_numbers_as_people_do(make_form):
    """Both clients write 300 as 300.0."""
    form = make_form("""
## survey
| type | name | label |
| decimal | cost | C |

## findings
| rule | when | category | severity | title | basis |
| R1 | cost > 0 | A1.1 强制使用 | general | 花费{cost}元 | |
""")
    told = [form.proposals(cost=c).candidates[0].title for c in ("300.0", "120.5")]
    assert told == ["花费300元", "花费120.5元"]


def test_titles_say_choices_in_words_and_what_is_missing(ruled):
    form = ruled(
        {
            "each": "item",
            "when": "what='a'",
            "title": "{place}：{grade}、{grades}，{unit}，{amount}，{what} {place_in}",
        }
    )
    row = {
        "what": "a",
        "grade": "bad",
        "grades": "good bad",
        "unit": "U7",
        "amount": "12",
    }
    (proposal,) = form.proposals(place="前孟", item=[row]).candidates
    assert proposal.title == "前孟：差、良好、差，U7，12，a （未填）"


@pytest.mark.parametrize(
    ("responsible", "kind", "text"),
    [
        ("", "reviewer", ""),
        ("site", "site", ""),
        ("town_gov", "town_gov", ""),
        ("county_lead", "county_lead", ""),
        ("reviewer", "reviewer", ""),
        ("what", "question", "县妇联"),
        ("grade", "question", "差"),
        ("place_in", "question", ""),
        ("responsible_of(what)", "responsible_of", "县妇联"),
    ],
)
def test_who_answers_for_it_is_a_word_or_an_answer(ruled, responsible, kind, text):
    form = ruled({"each": "item", "when": "1", "responsible": responsible})
    row = {"what": "县妇联", "grade": "bad"}
    (proposal,) = form.proposals(item=[row]).candidates
    assert (proposal.responsible_kind, proposal.responsible_text) == (kind, text)


@pytest.mark.parametrize(
    ("rule", "parameters", "days"),
    [
        ({"severity": "general"}, {}, 30),
        ({"severity": "serious"}, {}, 15),
        ({"severity": "major"}, {}, 7),
        ({"severity": "major", "instrument": "onspot"}, {}, 3),
        ({"severity": "major", "days": "60"}, {}, 60),
        ({"severity": "general"}, {"days_general": 20}, 20),
        ({"severity": ""}, {}, None),
    ],
)
def test_the_time_to_put_it_right_is_the_rules_or_the_campaigns(
    ruled, rule, parameters, days
):
    form = ruled({"when": "true()", **rule})
    (proposal,) = form.proposals(parameters=parameters).candidates
    assert proposal.days == days


def test_evidence_are_all_the_photos_of_all_the_questions_named(ruled):
    form = ruled({"each": "item", "when": "1", "evidence": "shot, front"})
    found = form.proposals(
        front="f1.jpg",
        front_2="f2.jpg",
        item=[{"shot": "s1.jpg"}, {"shot_2": "s2.jpg"}],
    )
    assert [p.evidence for p in found.candidates] == [
        ("s1.jpg", "f1.jpg", "f2.jpg"),
        ("s2.jpg", "f1.jpg", "f2.jpg"),
    ]


def test_a_rule_that_fails_on_one_row_holds_nobody_up(ruled):
    form = ruled(
        {"each": "item", "when": "1", "severity": "if(amount>5,'huge','general')"},
        {"each": "item", "when": "what='a'"},
    )
    found = form.proposals(item=[{"amount": "9", "what": "a"}, {"amount": "1"}])
    assert [(p.rule, p.position) for p in found.candidates] == [("R1", 2), ("R2", 1)]
    (trouble,) = found.troubles
    assert (trouble.rule, trouble.position, trouble.code) == ("R1", 1, "rule_severity")
    assert "huge" in trouble.text("zh")


def test_a_rule_that_wears_the_steps_out_is_told_once_and_so_is_each_after_it(ruled):
    form = ruled(
        {"each": "item", "when": "string-length(..) > 1"},
        {"when": "place='here'"},
    )
    given = {"what": "a" * 200}
    found = form.proposals(item=[given] * 4_000)
    assert [(t.rule, t.code) for t in found.troubles] == [
        ("R1", "expression_costly"),
        ("R2", "expression_costly"),
    ]


def test_a_kept_rule_whose_question_is_gone_holds_nobody_up(ruled):
    form = ruled({"when": "place='here'"})
    gone = Rule(
        "OLD",
        "",
        "",
        "gone='x'",
        "",
        "general",
        "",
        "",
        None,
        "t",
        (),
        "",
        (),
        9,
    )
    found = propose(
        form.definition,
        (gone, *form.rules),
        form.filled(place="here"),
        finished_at=datetime(2026, 3, 1, tzinfo=UTC),
        parameters={},
    )
    assert [p.rule for p in found.candidates] == ["R1"]
    assert [(t.rule, t.code) for t in found.troubles] == [("OLD", "rule_unknown_name")]


def test_an_absent_question_is_empty_never_missing(ruled):
    form = ruled(
        {"when": "place != 'x'"},
        {"when": "limit_here < 5"},
        {"when": "date(due) < today()"},
    )
    assert form.fired() == ["R1"]


def test_answers_are_found_whatever_namespace_a_client_writes(ruled):
    form = ruled({"each": "item", "when": "what='a'"})
    xml = form.xml(item=[{"what": "a"}]).replace(b"<data", b'<data xmlns="urn:own"')
    assert [p.position for p in form.proposals_of(parse(xml)).candidates] == [1]


@pytest.mark.parametrize(
    ("finished", "fires"),
    [
        (datetime(2026, 3, 11, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 11, 16, 1, tzinfo=UTC), True),
        (datetime(2026, 3, 12, 0, 1, tzinfo=SHANGHAI), True),
    ],
)
def test_today_is_the_day_in_shanghai_on_which_the_visit_was_finished(
    ruled, finished, fires
):
    form = ruled({"when": "date(due) < today()"})
    found = form.proposals(at=finished, due="2026-03-11").candidates
    assert bool(found) is fires


BASES = """
## bases
| basis | title | doc_no | effective_from | effective_to |
| 方案 | 工作方案 | | | |
| 意见 | 某意见 | 一号 | 2023-12-18 | |
| 意见·旧条 | 某意见旧条 | 一号 | 2020-01-01 | 2023-12-17 |
| 办法 | 某办法 | 二号 | 2026-01-25 | |
"""


@pytest.mark.parametrize(
    ("basis", "origin", "at", "plan", "kind", "cited"),
    [
        ("意见·一", "norm", date(2023, 12, 17), None, "hint", ()),
        ("意见·一", "norm", date(2023, 12, 18), None, "candidate", ("意见·一",)),
        (
            "意见·旧条二",
            "norm",
            date(2023, 12, 17),
            None,
            "candidate",
            ("意见·旧条二",),
        ),
        ("意见·旧条二", "norm", date(2023, 12, 18), None, "hint", ()),
        ("意见;办法", "norm", date(2024, 1, 1), None, "candidate", ("意见",)),
        ("意见；办法", "norm", date(2026, 2, 1), None, "candidate", ("意见", "办法")),
        ("方案·三", "plan", date(2023, 8, 1), None, "candidate", ("方案·三",)),
        ("方案·三", "plan", date(2023, 8, 1), "2023-04-01", "candidate", ("方案·三",)),
        ("方案·三", "plan", date(2023, 3, 31), "2023-04-01", "hint", ()),
        ("意见", "seed+norm", date(2023, 8, 1), None, "candidate", ("本专项方案",)),
        ("意见", "plan+norm", date(2023, 8, 1), "2024-01-01", "hint", ()),
        ("", "", date(2023, 8, 1), None, "candidate", ("本专项方案",)),
    ],
)
def test_a_rule_makes_a_candidate_only_on_what_is_in_force_that_day(
    make_form, basis, origin, at, plan, kind, cited
):
    rule = {"when": "true()", "basis": basis, "origin": origin}
    form = make_form(findings(rule) + BASES)
    plans = (RuleBasis("本专项方案", date.fromisoformat(plan)),) if plan else ()
    (proposal,) = form.proposals(
        at=datetime(at.year, at.month, at.day, 9, tzinfo=SHANGHAI), plan_bases=plans
    ).candidates
    assert (proposal.kind, proposal.bases) == (kind, cited)


def test_a_campaign_may_adopt_a_basis_before_its_day(make_form):
    rule = {"when": "true()", "basis": "意见·一", "origin": "norm"}
    form = make_form(findings(rule) + BASES)
    adopted = (RuleBasis("意见", date(2023, 5, 1)),)
    (proposal,) = form.proposals(at=AUGUST_2023, plan_bases=adopted).candidates
    assert proposal.kind == "candidate"


def test_without_a_sheet_of_bases_the_national_rules_have_their_dates(ruled):
    form = ruled(
        {"when": "true()", "basis": "指尖意见·防止强制使用", "origin": "norm"},
        {"when": "true()", "basis": "2022村级意见", "origin": "norm"},
        {"when": "true()", "basis": "若干规定第2条", "origin": "norm"},
        {"when": "true()", "basis": "2026办法(三)", "origin": "norm"},
        {"when": "true()", "basis": "seed: 摊派任务;指尖意见", "origin": "seed"},
    )
    found = form.proposals(at=AUGUST_2023).candidates
    assert [p.kind for p in found] == ["hint", "candidate", "hint", "hint", "candidate"]


def test_a_citation_that_the_sheet_does_not_list_is_refused(refused):
    (problem,) = refused({"when": "1", "basis": "意见;无名办法"}, more="\n" + BASES)
    assert (problem.code, problem.row, problem.column, problem.values["basis"]) == (
        "rule_unknown_basis",
        2,
        "basis",
        "无名办法",
    )


def test_a_day_that_is_none_is_refused_in_the_sheet_of_bases(refused):
    more = "\n## bases\n| basis | effective_from |\n| 意见 | 去年 |"
    (problem,) = refused({"when": "1", "basis": "意见"}, more=more)
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        "basis_day",
        "bases",
        2,
        "effective_from",
    )


def test_rules_survive_json(app_burden, plaque_audit):
    for rules in (app_burden.rules, plaque_audit.rules):
        assert from_json(json.loads(json.dumps(to_json(rules)))) == rules


def test_a_category_left_to_people_has_no_code(ruled):
    form = ruled({"when": "true()", "category": "(由审核人选)"})
    (proposal,) = form.proposals().candidates
    assert (proposal.category, proposal.category_label) == ("", "由审核人选")
