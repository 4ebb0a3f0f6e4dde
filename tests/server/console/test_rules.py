"""Other rules for a form, from the console: tried first, then put in force."""

from __future__ import annotations

import io

import pytest

from forms.library.build import write_workbook
from forms.library.tables import read_tables
from server.models import Form, Job, JobState
from tests.server.console.clerk import text

OTHER = """
## findings
| rule | each | when | category | severity | title |
| V01 | app | forced='yes' | A1.1 强制使用 | major | 强制安装“{app_name}” |
| V05 | | minutes > param('limit', 9999) | A1.3 重复填报 | general | 超过{minutes} |

## parameters
| name | value |
| limit | 70 |
"""


@pytest.fixture
def place(office, visited):
    with office.reading() as session:
        return f"/forms/{session.query(Form).filter_by(form_id='visit').one().key}"


def sent(clerk, place, tables):
    workbook = io.BytesIO(write_workbook(read_tables(tables)))
    return clerk.send(f"{place}/rules", workbook=(workbook, "外省规则.xlsx"))


def test_a_workbook_is_tried_looked_at_and_put_in_force(clerk, office, place):
    head = clerk("city")
    assert sent(head, place, OTHER).status_code == 303
    assert "正在逐份核对" in head.read(f"{place}/rules/1")
    office.work()
    page = head.read(f"{place}/rules/1")
    for said in ("待启用", "新增候选 1", "内容改变 1", "撤下候选 1", "limit = 70"):
        assert said in page
    gone = text(head.open(f"{place}/rules/1", kind="gone"))
    assert "人均每日使用75分钟，时间过长" in gone
    assert "孟寺镇人民政府" in gone
    head.done(f"{place}/rules/1/apply")
    office.work()
    assert "已启用" in head.read(f"{place}/rules/1")
    assert "强制安装“{app_name}”" in head.read(f"{place}/rules")


def test_what_is_wrong_with_a_workbook_is_told_by_row(clerk, place):
    head = clerk("city")
    answer = sent(head, place, "## parameters\n| name | value |\n| 1st | |\n")
    assert answer.status_code == 422
    told = text(answer)
    assert "现行规则没有变化" in told
    assert "参数名“1st”" in told


def test_who_may_not_manage_forms_has_no_workbook_read(clerk, place):
    answer = sent(clerk("leader07"), place, "## parameters\n| name |\n| 1st |\n")
    assert answer.status_code in (403, 404)


def test_what_stood_still_can_be_taken_on(clerk, office, place):
    head = clerk("city")
    sent(head, place, OTHER)
    assert "再试算一次" not in head.read(f"{place}/rules/1")
    given_up(office)
    page = head.read(f"{place}/rules/1")
    assert "核对多次出错，停在 0%" in page
    assert "再试算一次" in page
    head.done(f"{place}/rules/1/again")
    office.work()
    head.done(f"{place}/rules/1/apply")
    given_up(office)
    assert "接着核对" in head.read(f"{place}/rules/1")
    head.done(f"{place}/rules/1/on")
    office.work()
    assert "接着核对" not in head.read(f"{place}/rules/1")


def given_up(office):
    with office.writing() as session:
        for job in session.query(Job).filter_by(kind="rerun"):
            job.state = JobState.FAILED
