"""The shipped forms: built from their tables, compiled clean, valid on phones."""

from datetime import date, datetime

import pytest

from forms.library import NAMES, plaque_list, workbook
from forms.library.build import build
from forms.odk_validate import available, complaint
from forms.regions import RegionRow, regions_csv
from forms.rulebook import ready
from forms.rules import RuleBasis
from forms.workbook import compile_workbook
from tests.forms.conftest import SHANGHAI, Form

RULES = {
    "app_burden": 13,
    "plaque_audit": 8,
    "burden_count": 9,
    "welfare_home": 10,
    "follow_up": 6,
    "quick_report": 1,
}
MEDIA = {
    "plaque_audit": ("plaque_list.csv", "regions.csv"),
    "burden_count": ("inspection_plan.csv", "regions.csv"),
    "follow_up": ("open_findings.csv",),
    "quick_report": (),
}
CATEGORIES = {
    f"A{aspect}.{item}": label
    for aspect, labels in enumerate(
        [
            "强制使用 打卡积分排名 重复与多头填报 过度留痕与空壳",
            "超范围挂牌 无依据或强制挂牌 制度上墙 工作机制泛滥",
            "文会过多 报表过多 督检考过多 责任转嫁与任务摊派",
            "政策落实打折扣 监管责任缺失 主动担当不够 制度流程漏洞",
            "整改不到位 虚假整改 超期未改 问题反弹",
        ],
        start=1,
    )
    for item, label in enumerate(labels.split(), start=1)
}


@pytest.fixture(scope="module", params=NAMES)
def name(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def form(name) -> Form:
    return Form(compile_workbook(workbook(name), f"{name}.xlsx"))


def test_the_workbook_is_what_its_tables_build(name):
    assert workbook(name) == build(name)


def test_the_form_compiles_without_a_warning(form, name):
    assert form.compiled.form_id == name
    assert form.compiled.warnings == ()
    assert form.compiled.media_names == MEDIA.get(name, ("regions.csv",))
    assert len(form.rules) == RULES[name]


@pytest.mark.skipif(not available(), reason="ODK Validate needs Java")
def test_odk_validate_finds_the_form_valid(form):
    assert complaint(form.compiled.xform) is None


def test_every_rule_is_ready_and_rests_on_something(form):
    book = ready(form.definition, form.rules)
    assert book.broken == ()
    assert all(rule.rule.bases for rule in book.rules)


def test_every_category_is_one_of_the_twenty(form):
    for rule in form.rules:
        if rule.category and not rule.category.startswith("("):
            code, _, label = rule.category.partition(" ")
            assert CATEGORIES[code] == label


def test_an_empty_form_breaks_no_rule(form, name):
    proposals = form.proposals()
    assert proposals.troubles == ()
    fired = {proposal.rule for proposal in proposals.candidates}
    assert fired == ({"F01"} if name == "quick_report" else set())


def test_visit_and_team_have_their_hidden_places(form, name):
    if name not in {"follow_up", "quick_report"}:
        hidden = [q.name for q in form.definition.questions if q.type == "hidden"]
        assert hidden[:2] == ["visit_id", "team_code"]


def test_another_name_has_no_workbook():
    with pytest.raises(KeyError):
        workbook("../build")


@pytest.fixture(scope="module")
def follow_up() -> Form:
    return Form(compile_workbook(workbook("follow_up"), "follow_up.xlsx"))


@pytest.mark.parametrize(
    ("due", "fires"),
    [("2026-03-11", True), ("2026-03-12", False), ("2026-03-13", False), ("", False)],
)
def test_what_is_not_put_right_by_its_day_is_overdue_the_day_after(
    follow_up, due, fires
):
    at = datetime(2026, 3, 12, 23, 30, tzinfo=SHANGHAI)
    found = follow_up.proposals(at=at, fix="none", due_date=due, finding_no="JF-1")
    assert [p.rule for p in found.candidates] == (["E03"] if fires else [])


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({"fix": "fake"}, ["E01"]),
        ({"fix": "rebound"}, ["E02"]),
        ({"fix": "part"}, ["E04"]),
        ({"fix": "full", "advice": "close"}, ["E05"]),
        ({"fix": "full", "advice": "extend"}, []),
        ({"fix": "unverifiable", "new_problem": "yes"}, ["E06"]),
    ],
)
def test_a_second_look_says_what_became_of_it(follow_up, answers, rules):
    found = follow_up.proposals(finding_id="F-7", **answers).candidates
    assert [p.rule for p in found] == rules
    for proposal in found:
        if proposal.rule in {"E01", "E02"}:
            assert proposal.responsible_kind == "responsible_of"
            assert proposal.responsible_text == "F-7"


def test_a_finding_never_cites_what_came_later():
    form = Form(compile_workbook(workbook("burden_count"), "burden_count.xlsx"))
    plan = (RuleBasis("本专项方案", date(2023, 4, 1)),)
    found = form.proposals(
        at=datetime(2023, 8, 1, 12, tzinfo=SHANGHAI), plan_bases=plan, doc_long="3"
    )
    assert [(p.rule, p.kind, p.bases) for p in found.candidates] == [
        ("C05", "hint", ())
    ]


def test_regions_have_twelve_digits_and_code_order():
    csv = regions_csv(
        [
            RegionRow("371424103", "孟寺镇", "371424", "town"),
            RegionRow("371424000000", "临邑县", "3714", "county"),
            RegionRow("371424103201", '示例"村"', "371424103000", "village"),
        ]
    )
    assert csv.decode().splitlines() == [
        "name,label,parent,level,__version",
        "371424000000,临邑县,371400000000,county,1",
        "371424103000,孟寺镇,371424000000,town,1",
        '371424103201,"示例""村""",371424103000,village,1',
    ]


def test_the_cascade_asks_for_codes_as_the_list_writes_them():
    xform = compile_workbook(workbook("app_burden"), "app_burden.xlsx").xform.decode()
    assert "root/item[level='county']" in xform
    assert "root/item[parent= /data/visit/county ]" in xform


def test_the_list_of_kept_plaques_is_four_outside_and_four_inside():
    rows = plaque_list().decode().split()
    assert rows[0] == "name,label,position"
    places = [row.rpartition(",")[2] for row in rows[1:]]
    assert (places.count("outdoor"), places.count("indoor")) == (4, 4)
