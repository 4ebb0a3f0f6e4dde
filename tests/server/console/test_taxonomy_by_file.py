"""The taxonomy is replaced by a file; what findings carry is closed, not dropped."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from server.actions import imports
from server.actions.access import SYSTEM
from server.actions.imports import Kind
from server.errors import Incomplete
from server.models import Finding, FormerName, ImportBatch, IssueCategory
from tests.server.actions.test_imports import as_csv

HEAD = "| 方面代码 | 方面 | 类别代码 | 类别 |\n"
NEW = (
    HEAD + "| A1 | 指尖负担 | A1.3 | 多头填报 |\n"
    "| A1 | 指尖负担 | A1.9 | 空壳应用 |\n| B1 | 环境 | B1.1 | 水 |\n"
)


def planned(office, drawn):
    with office.reading() as session:
        home = office.campaign(session)
        known = imports.known(session, SYSTEM, home, Kind.CATEGORIES)
        read = imports.read_table(as_csv(drawn), "分类.csv")
        return imports.plan(Kind.CATEGORIES, read, known)


def bring(office, drawn):
    plan = planned(office, drawn)
    with office.writing() as session:
        imports.apply(session, SYSTEM, office.campaign(session), plan, (), "分类.csv")
    return plan


def taxonomy(office):
    with office.reading() as session:
        rows = session.scalars(IssueCategory.of(office.campaign(session).id))
        return [(one.code, one.name, one.closed_at is not None) for one in rows]


def undo(office):
    with office.writing() as session:
        home = office.campaign(session)
        batch = session.scalars(ImportBatch.of(home.id).limit(1)).one()
        imports.undo(session, SYSTEM, home, batch)


@pytest.fixture
def carried(office, visited):
    """Let two categories be carried by findings: A1.1 and A1.3."""
    return office.findings(visited.instance_id)


def test_a_dry_run_says_what_would_be_closed_and_what_dropped(office, carried):
    before = taxonomy(office)
    plan = planned(office, NEW)
    assert [one.code for one in plan.adds] == ["A1.9", "B1.1"]
    assert [one.after.key for one in plan.changes if one.after.closed] == ["A1.1"]
    assert len(plan.gone) == 18
    assert taxonomy(office) == before


def test_what_findings_carry_is_closed_and_they_keep_it(office, carried):
    bring(office, NEW)
    assert taxonomy(office) == [
        ("A1.3", "多头填报", False),
        ("A1.9", "空壳应用", False),
        ("A1.1", "强制使用", True),
        ("B1.1", "水", False),
    ]
    with office.reading() as session:
        codes = set(session.scalars(select(Finding.category_code)))
    assert codes == {"A1.1", "A1.3"}


def test_a_closed_category_is_given_to_no_finding_any_more(office, carried):
    bring(office, NEW)
    leader = office.person("leader07")
    first, second = carried
    words = "经核查，要求全部干部安装并每日登录。"
    leader.confirm(second, description=words, category_code="B1.1")
    with pytest.raises(Incomplete) as refused:
        leader.confirm(first, description=words)
    assert refused.value.code == "category_missing"


def test_a_category_that_is_listed_again_is_open_again(office, carried):
    bring(office, NEW)
    bring(office, NEW + "| B1 | 环境 | B1.2 | 气 |\n| A2 | 旧 | A1.1 | 强制使用 |\n")
    assert ("A1.1", "强制使用", False) in taxonomy(office)


def test_the_same_file_again_changes_nothing(office, carried):
    bring(office, NEW)
    plan = planned(office, NEW)
    assert (plan.adds, plan.changes, plan.gone) == ((), (), ())


def test_undoing_brings_the_old_list_back(office, carried):
    before = taxonomy(office)
    bring(office, NEW)
    undo(office)
    assert taxonomy(office) == before


def test_it_is_not_undone_once_a_finding_carries_what_was_new(office, carried):
    bring(office, NEW)
    leader = office.person("leader07")
    words = "经核查，要求全部干部安装并每日登录。"
    leader.confirm(carried[1], description=words, category_code="B1.1")
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(office)
    assert "B1.1 水：问题的记录 1" in str(refused.value.values["zh"])


def test_a_past_ledger_keeps_the_name_of_its_day(office, carried):
    bring(office, NEW)
    with office.reading() as session:
        former = session.scalars(select(FormerName)).all()
    assert ("A1.3", "重复与多头填报") in {(one.code, one.name) for one in former}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("| A1 | 甲 | A1.1 | |", [(2, "类别", "empty")]),
        ("| A1 | 甲 | A1.1 | 一 |\n| A1 | 乙 | A1.2 | 二 |", [(3, "方面", None)]),
        (
            "| A | 甲 | A.1 | 一 |\n| B | 乙 | B.1 | 二 |\n| A | 甲 | A.2 | 三 |",
            [(4, "方面代码", "aspect_apart")],
        ),
        (
            "| A | 甲 | A.1 | 一 |\n| A | 甲 | A.1 | 二 |",
            [(3, "类别代码", "row_twice")],
        ),
        (f"| A | 甲 | A.1 | {'长' * 61} |", [(2, "类别", None)]),
    ],
)
def test_an_error_says_its_row_and_column(office, rows, found):
    errors = [
        (one.row, one.column, one.code) for one in planned(office, HEAD + rows).errors
    ]
    assert [one[:2] for one in errors][: len(found)] == [one[:2] for one in found]
    assert all(
        want[2] in (None, got[2]) for want, got in zip(found, errors, strict=False)
    )


def test_the_list_that_is_handed_out_changes_nothing_when_it_comes_back(office, clerk):
    answer = clerk("city").open("/imports/categories/current")
    book = load_workbook(io.BytesIO(answer.get_data()))
    assert book.worksheets[0].max_row == 21
    with office.reading() as session:
        known = imports.known(
            session, SYSTEM, office.campaign(session), Kind.CATEGORIES
        )
        read = imports.read_table(answer.get_data(), "x.xlsx")
        plan = imports.plan(Kind.CATEGORIES, read, known)
    assert (plan.unchanged, plan.adds, plan.changes, plan.gone) == (20, (), (), ())


def test_whoever_does_not_manage_the_campaign_gets_neither_list_nor_page(clerk):
    for path in ("/imports/categories", "/imports/categories/current"):
        assert clerk("linyi").open(path).status_code == 403
