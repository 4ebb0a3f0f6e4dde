"""Notices: drafted from what a unit owes, approved by another, issued, answered."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from docx import Document

from server.actions.life import due
from server.db import clock_at, now
from server.models import Notice, Taking
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, again, desk, unit_desk
from tests.server.console.clerk import keys, text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KEY = r"/notices/([\w-]{20,})\""
FONTS = "/w:rPr/w:rFonts/@w:eastAsia"


@pytest.fixture
def owed(office):
    """Publish a form, and assign two findings to one unit."""
    office.publish(VISIT)
    found = [accepted(office, site) for site in ("孟寺镇政府", "德平镇政府")]
    for one in found:
        desk(office, "city").assign(one, "LY-DSJ")
    return [again(office, one) for one in found]


@pytest.fixture
def head(clerk, owed):
    return clerk("city")


def soon(days=10):
    return str(due.today(now()) + timedelta(days=days))


def draft(head, *findings, **changes):
    told = {
        "kind": "supervision",
        "region": "371400000000",
        "unit": "LY-DSJ",
        "due_on": soon(),
        "words": "每周报送一次进展。\n由主要负责人签字。",
        "finding": [one.key for one in findings],
    }
    answer = head.send("/notices", **{**told, **changes})
    if answer.status_code != 303:
        return answer
    return answer.headers["Location"].rpartition("/")[2]


def approve(seat, key):
    seen = keys(seat.open(f"/notices/{key}"), r'name="seen" value="(\w{64})"')[0]
    return seat.send(f"/notices/{key}/approve", seen=seen)


def issued(clerk, head, *findings, **changes):
    key = draft(head, *findings, **changes)
    assert approve(clerk("city2"), key).status_code == 303
    head.done(f"/notices/{key}/issue")
    return key


def row(office, key):
    with office.reading() as session:
        return session.query(Notice).filter_by(key=key).one()


def said(file):
    document = Document(io.BytesIO(file))
    cells = [cell.text for one in document.tables for cell in one._cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


def test_from_draft_to_close_each_step_is_one_event(clerk, head, owed, office):
    key = draft(head, *owed)
    assert "起草人不能批准" in text(approve(head, key))
    unit = clerk("bigdata")
    own = f"/tasks/notices/{key}"
    assert approve(clerk("city2"), key).status_code == 303
    assert unit.open(own).status_code == 404
    head.done(f"/notices/{key}/issue")
    number = f"察访督〔{due.today(now()).year}〕1号"
    assert number in unit.read("/tasks")
    assert "由主要负责人签字。" in unit.read(own)
    unit.done(f"{own}/acknowledge")
    file = (io.BytesIO(b"%PDF-1.4 reply"), "回复.pdf")
    unit.done(f"{own}/reply", words="已整改。", files=file)
    assert "回复.pdf" in head.read(f"/notices/{key}")
    head.done(f"/notices/{key}/ask_again", words="请附照片。")
    assert "请附照片。" in unit.read(own)
    unit.done(f"{own}/reply", words="照片随附。")
    head.done(f"/notices/{key}/close")
    done = [one.action for one in office.events() if one.subject == "notice"]
    assert done == [
        f"notice.{step}"
        for step in (
            *("draft", "approve", "issue", "acknowledge", "reply", "ask_again"),
            *("reply", "close"),
        )
    ]


def test_the_issued_file_never_changes_and_both_take_the_same_bytes(
    clerk, head, owed, office
):
    key = issued(clerk, head, *owed)
    assert head.open(f"/notices/{key}/paper.docx").status_code == 400
    took = head.open(f"/notices/{key}/paper.docx", purpose="送达")
    assert (took.status_code, took.mimetype) == (200, WORD)
    kept = row(office, key)
    assert hashlib.sha256(took.data).hexdigest() == kept.sha256
    pdf = head.open(f"/notices/{key}/paper.pdf", purpose="送达")
    assert (pdf.data[:5], kept.pdf_size) == (b"%PDF-", len(pdf.data))
    unit_desk(office, "bigdata").acknowledges(owed[0])
    desk(office, "city").gives_time(owed[0], due.today(now()) + timedelta(days=300))
    again = clerk("bigdata").open(f"/tasks/notices/{key}/paper.docx")
    assert again.data == took.data
    with office.reading() as session:
        taken = [(one.kind, one.purpose) for one in session.query(Taking)]
    assert taken == [("issued_notice", "送达")] * 2 + [("issued_notice", "本单位办理")]
    assert office.fsck() == []


def test_the_letter_has_its_number_its_list_and_fonts_for_chinese(
    clerk, head, owed, office
):
    key = issued(clerk, head, *owed)
    file = head.open(f"/notices/{key}/paper.docx", purpose="送达").data
    letter = said(file)
    for part in (
        f"察访督〔{due.today(now()).year}〕1号",
        "关于减负专项察访问题整改督办函",
        "临邑县大数据局：",
        "2个问题尚未办结",
        "由主要负责人签字。",
        *(str(one.finding_no) for one in owed),
    ):
        assert part in letter
    assert "{" not in letter
    body = Document(io.BytesIO(file)).element
    runs, fonts = (body.xpath(one) for one in ("//w:r[w:t]", f"//w:r[w:t]{FONTS}"))
    assert len(runs) == len(fonts) > 20


def test_out_of_order_is_refused_by_name(clerk, head, owed):
    key = draft(head, *owed)
    assert "不能这样办" in text(head.send(f"/notices/{key}/issue"))
    for step in ("issue", "close", "ask_again", "send_back"):
        refused = head.send(f"/notices/{key}/{step}", words="x")
        assert refused.status_code == 409, step
    assert head.send(f"/notices/{key}/reply", words="x").status_code == 404
    assert head.send(f"/notices/{key}/burn").status_code == 404
    approve(clerk("city2"), key)
    told = {"due_on": soon(), "finding": owed[0].key}
    assert head.send(f"/notices/{key}", **told).status_code == 409
    head.done(f"/notices/{key}/issue")
    unit = clerk("bigdata")
    assert unit.send(f"/tasks/notices/{key}/reply", words="x").status_code == 409
    assert unit.send(f"/tasks/notices/{key}/close", words="x").status_code == 404


def test_what_changed_after_approval_is_not_issued(clerk, head, owed, office):
    key = draft(head, *owed)
    approve(clerk("city2"), key)
    unit_desk(office, "bigdata").acknowledges(owed[0])
    desk(office, "city").gives_time(owed[0], due.today(now()) + timedelta(days=300))
    assert "时限或模板变了" in text(head.send(f"/notices/{key}/issue"))
    head.done(f"/notices/{key}/send_back", words="时限已延。")
    assert approve(clerk("city2"), key).status_code == 303
    head.done(f"/notices/{key}/issue")
    assert row(office, key).sequence == 1


def test_numbers_have_no_gap_and_are_never_given_twice(clerk, head, owed, office):
    second = clerk("city2")
    first, dropped, kept, other = (
        draft(head, *owed),
        draft(head, owed[0]),
        draft(head, owed[1]),
        draft(head, owed[1], kind="assignment"),
    )
    head.done(f"/notices/{dropped}/withdraw", words="重复。")
    for key in (first, kept, other):
        approve(second, key)
    head.done(f"/notices/{first}/withdraw", words="发错单位。")
    late = draft(head, owed[0])
    approve(second, late)
    with office.reading() as session:
        numbers = {one.key: (one.kind, one.sequence) for one in session.query(Notice)}
    assert numbers == {
        first: ("supervision", 1),
        dropped: ("supervision", None),
        kept: ("supervision", 2),
        other: ("assignment", 1),
        late: ("supervision", 3),
    }
    with clock_at(now().replace(year=now().year + 1)):
        next_year = draft(clerk("city"), owed[0])
        approve(clerk("city2"), next_year)
    assert row(office, next_year).no.endswith(f"〔{now().year + 1}〕1号")


def test_the_campaign_says_what_numbers_begin_with(clerk, head, owed, office):
    told = {"rectification": "德整", "assignment": "德交", "supervision": "德督"}
    head.done("/settings/notice_heads", **told)
    key = issued(clerk, head, *owed)
    assert row(office, key).no.startswith("德督〔")
    swapped = {**told, "supervision": "德交", "assignment": "德督"}
    head.done("/settings/notice_heads", **swapped)
    refused = approve(clerk("city2"), draft(head, *owed, kind="assignment"))
    assert refused.status_code == 409
    assert "1号 已经用过" in text(refused)


def test_what_does_not_fit_is_refused_by_name(head, owed, office):
    theirs = again(office, accepted(office, "表白寺镇政府"))
    for findings, changes, words in (
        ((), {}, "没有选问题"),
        (owed, {"kind": "burn"}, "没有这种通知"),
        (owed, {"unit": ""}, "没有选主送单位"),
        (owed, {"due_on": "2020-01-01"}, "回复时限没有填，或早于今天"),
        (owed, {"due_on": ""}, "回复时限没有填，或早于今天"),
        (owed, {"region": "371425000000"}, "不在发文地区"),
        (owed, {"region": "370000000000"}, "不归本账号发通知"),
        (owed, {"unit": "LY-MZJ"}, "不由这个单位整改"),
        ([*owed, theirs], {}, f"{theirs.finding_no} 现在不由这个单位整改"),
    ):
        refused = draft(head, *findings, **changes)
        assert words in text(refused), words
    assert office.count(Notice) == 0


def test_nobody_else_sees_a_notice(clerk, head, owed):
    key = issued(clerk, head, *owed)
    other = clerk("civil")
    assert "督办函" not in other.read("/tasks")
    own = f"/tasks/notices/{key}"
    for path in (own, f"{own}/paper.docx", f"{own}/files/{'0' * 64}"):
        assert other.open(path).status_code == 404
    assert other.send(f"{own}/acknowledge").status_code == 404
    for login in ("bigdata", "linyi", "qihe", "leader07"):
        seat = clerk(login)
        assert seat.open(f"/notices/{key}").status_code == 404
        assert seat.open(f"/notices/{key}/paper.docx", purpose="x").status_code == 404
    reviewer = clerk("reviewer")
    assert "办理过程" in reviewer.read(f"/notices/{key}")
    paper = reviewer.open(f"/notices/{key}/paper.docx", purpose="x")
    assert paper.status_code == 403
    assert reviewer.send(f"/notices/{key}/close").status_code == 403
    assert clerk("leader07").open("/notices").status_code == 403


def test_the_list_is_chosen_from_and_late_replies_are_marked(clerk, head, owed):
    issued(clerk, head, *owed, due_on=soon(1))
    draft(head, owed[0], kind="assignment")
    assert "察访督" in head.read("/notices")
    assert "察访督" not in head.read("/notices", kind="assignment")
    assert "没有符合条件" in head.read("/notices", state="closed")
    assert "没有符合条件" in head.read("/notices", state="late")
    assert "没有符合条件" in head.read("/notices", text="民政")
    assert "察访督" in head.read("/notices", text="大数据")
    with clock_at(now() + timedelta(days=3)):
        late = clerk("city")
        assert "察访督" in late.read("/notices", state="late")
        assert "已过回复时限" in clerk("bigdata").read("/tasks")


def test_a_supervision_letter_proposes_what_is_late(head, owed):
    page = head.open("/notices/new", kind="supervision", unit="LY-DSJ")
    assert page.text.count('name="finding"') == 2
    assert " checked" not in page.text
    page = head.open("/notices/new", kind="rectification", unit="LY-DSJ")
    assert page.text.count(" checked") == 2
    assert "没有未办结的问题" in head.read("/notices/new", unit="LY-MZJ")


# ---------------------------------------------------------------- templates


def drawn(*lines, table=(), **words):
    """Draw a template: lines of text, and the rows of one table."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(rows=0, cols=1)
        for line in table:
            made.add_row().cells[0].text = line
    out = io.BytesIO()
    document.save(out)
    return {"template": (io.BytesIO(out.getvalue()), "本办.docx"), **words}


OWN = (
    "{{ 文号 }}",
    "致{{ 主送单位 }}：",
    "{%p if 补充要求 %}",
    "{{ 补充要求 }}",
    "{%p endif %}",
)
LIST = (
    "{%tr for 问题 in 问题清单 %}",
    "{{ 问题.编号 }} {{ 问题.内容 }}",
    "{%tr endfor %}",
)
AT = "/notices/templates/supervision"


def test_the_office_replaces_a_template_and_goes_back(clerk, head, owed, office):
    ours = head.open(f"{AT}.docx").data
    assert "{{ 文号 }}" in said(ours)
    head.done(AT, **drawn(*OWN, table=LIST))
    assert "致{{ 主送单位 }}：" in said(head.open(f"{AT}.docx").data)
    key = issued(clerk, head, *owed)
    letter = said(head.open(f"/notices/{key}/paper.docx", purpose="送达").data)
    assert "致临邑县大数据局：" in letter
    assert owed[1].finding_no in letter
    assert head.open(f"/notices/{key}/paper.pdf", purpose="送达").status_code == 404
    head.done(f"{AT}/ours")
    assert head.open(f"{AT}.docx").data == ours
    assert "致临邑县大数据局：" in said(
        head.open(f"/notices/{key}/paper.docx", purpose="送达").data
    )
    assert head.send(f"{AT}/ours").status_code == 409
    told = [json.loads(e.body) for e in office.events() if "template" in e.subject]
    assert [one["kind"] for one in told] == ["supervision"] * 2


def test_the_shipped_template_comes_back_as_it_went(head, owed):
    for kind in ("rectification", "assignment", "supervision"):
        at = f"/notices/templates/{kind}"
        file = (io.BytesIO(head.open(f"{at}.docx").data), "原样.docx")
        head.done(at, template=file)


#: What a template says, the rows of its table, and what is told.
BAD = [
    (("{{ 整改期限 }}",), (), "“整改期限”不是可用的字段"),
    (("{% if 补充 %}x{% endif %}",), (), "“补充”不是可用的字段"),
    ((), (LIST[0], "{{ 问题.名称 }}", LIST[2]), "“问题.名称”不是可用的字段"),
    (("{{ 文号 ",), (), "标记写错了"),
    (("{% if 文号 %}",), (), "标记写错了"),
    (("{{ 文号.__class__.__mro__ }}",), (), "循环写法不对"),
    (("{{ 文号() }}",), (), "不支持的写法"),
    (("{{ 文号 * 99999999 }}",), (), "不支持的写法"),
    (("{{ 文号|upper }}",), (), "不支持的写法：|"),
    (("{% for a in range(9) %}{% endfor %}",), (), "循环写法不对"),
    (("{% include 'x' %}",), (), "不支持的写法"),
    ((), (LIST[0], LIST[0], "x", LIST[2], LIST[2]), "循环写法不对"),
]


def test_a_template_that_will_not_do_says_what_is_wrong(head, owed):
    for lines, table, words in BAD:
        refused = head.send(AT, **drawn(*lines, table=table))
        assert refused.status_code == 400
        assert words in text(refused), words
    assert "系统模板" in head.read("/notices/templates")


def test_what_is_no_plain_document_is_refused(head, owed):
    def with_part(name, content):
        file = drawn("{{ 文号 }}")["template"][0]
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, content)
        return {"template": (io.BytesIO(file.getvalue()), "x.docx")}

    away = '<Relationship Id="a" Type="image" TargetMode="External" Target="//x/y"/>'
    for sent, words in (
        ({}, "没有选文件"),
        ({"template": (io.BytesIO(b"PK no"), "x.docx")}, "不是能打开的 DOCX"),
        (with_part("word/vbaProject.bin", b"x"), "有宏"),
        (with_part("word/x.xml", b"<!DOCTYPE x>"), "有宏"),
        (with_part("word/_rels/x.rels", away), "要从别处取"),
        (with_part("word/x.bin", b"0" * 21_000_000), "太大"),
    ):
        refused = head.send(AT, **sent)
        assert words in text(refused), words


def test_what_a_document_says_of_itself_is_looked_through_too(head, owed):
    document = Document()
    document.core_properties.title = "{% for a in 文号 %}x{% endfor %}"
    out = io.BytesIO()
    document.save(out)
    refused = head.send(AT, template=(io.BytesIO(out.getvalue()), "x.docx"))
    assert "循环写法不对" in text(refused)


def test_only_who_manages_the_campaign_replaces_templates(clerk, head, owed):
    for login in ("linyi", "reviewer", "bigdata"):
        seat = clerk(login)
        assert seat.send(AT, **drawn("{{ 文号 }}")).status_code in (403, 404)
        assert seat.open("/notices/templates").status_code in (403, 404)
