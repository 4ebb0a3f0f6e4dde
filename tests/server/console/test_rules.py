"""Other rules for a form, from the console: tried first, then put in force."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from forms import library
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from server.models import Form, Job, JobState
from tests.actors.forms import KEPT, VISIT_2
from tests.actors.tables import workbook
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
    assert "强制安装“【App】”" in head.read(f"{place}/rules")


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


def published(clerk, tables, **told):
    source = (io.BytesIO(workbook(tables)), "二版.xlsx")
    return clerk.send("/forms", workbook=source, **told)


def test_whoever_publishes_is_told_of_rules_in_force_and_chooses(clerk, office, place):
    office.bring_rules("visit", OTHER)
    office.apply_rules("visit")
    head = clerk("city")
    source = (io.BytesIO(workbook(VISIT_2)), "二版.xlsx")
    tried = text(head.send("/forms/trial", workbook=source))
    assert "工作簿里的发现规则与规则 1 不同" in tried
    refused = published(head, VISIT_2)
    assert refused.status_code == 422
    assert "保留规则 1" in text(refused)
    assert published(head, VISIT_2, rules="own").status_code == 303
    office.work()
    page = head.read(f"{place}/rules")
    assert "按规则 1，各版本都用" in page
    assert "各版本用自己的" in head.read(f"{place}/rules/2")


def test_answers_from_a_list_of_before_keep_their_words(clerk, office, device):
    office.publish(KEPT, kept__csv=b"name,label\na,Party branch\n")
    filled = device.fill("kept", site_name="village", kept="a")
    device.push()
    office.bring_rules("kept", kept__csv=b"name,label\nb,Militia\n")
    office.apply_rules("kept")
    head = clerk("city")
    key = office.submission(filled.instance_id).key
    assert "Party branch" in head.read(f"/submissions/{key}")
    with office.reading() as session:
        form = session.query(Form).filter_by(form_id="kept").one().key
    assert "由规则 1 替换" in head.read(f"/forms/{form}/versions")
    exported = head.open(f"/forms/{form}/submissions.xlsx").data
    sheet = load_workbook(io.BytesIO(exported)).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    assert any("Party branch" in row for row in rows)
    served = head.open(f"/forms/{form}/1/files/kept.csv")
    assert b"Militia" in served.data


def test_a_rule_that_makes_no_finding_says_why(clerk, office):
    office.publish_file(library.workbook("quick_report"), "quick_report.xlsx")
    with office.reading() as session:
        form = session.query(Form).filter_by(form_id="quick_report").one().key
    page = clerk("city").read(f"/forms/{form}/rules")
    assert "不产生问题 举报先成为线索" in page


def test_a_unit_that_a_rule_means_by_a_word_is_said_to_be_picked(
    clerk, office, visited
):
    (finding,) = [
        one for one in office.findings(visited.instance_id) if one.rule == "V02"
    ]
    page = clerk("leader07").read(f"/findings/{finding.key}/edit")
    assert "规则指向： 问题类别的牵头单位 ，还没有导入" in page
