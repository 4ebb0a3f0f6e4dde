"""Recommendations: promoted from a theme, answered by the unit on its own desk."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document

from server.actions.life import due
from server.db import clock_at, now
from server.models import Recommendation
from tests.server.console.clerk import keys, text
from tests.server.console.test_themes import found, head, put, theme_of

__all__ = ["found", "head"]
#: Where a run names its font for Chinese.
FONTS = "/w:rPr/w:rFonts/@w:eastAsia"
FACTS = "要求干部每日登录打卡，自行增加频次。"
ASKS = "规范补贴申报\n严格资料审核\n做实实地核查\n管住资金拨付\n"


@pytest.fixture
def asked(head, office, found):
    """Promote a theme of two findings to a recommendation; give its key."""
    theme = theme_of(head)
    put(head, theme, *found)
    head.done(f"/themes/{theme}/recommendations", **words(office))
    (key,) = keys(head.open(f"/themes/{theme}"), r"/recommendations/([\w-]{20,})\"")
    return key


def words(office, **changes):
    day = str(due.today(now()) + timedelta(days=30))
    told = {"unit": str(office.unit("LY-DSJ").id), "due_on": day}
    return {**told, "facts": FACTS, "asks": ASKS, **changes}


def delivered(clerk, key):
    clerk("city2").done(f"/recommendations/{key}/approve")
    clerk("city").done(f"/recommendations/{key}/deliver")
    return clerk("bigdata")


def closed(clerk, head, key):
    unit, own = delivered(clerk, key), f"/tasks/recommendations/{key}"
    unit.done(f"{own}/acknowledge")
    unit.done(f"{own}/plan", words="七月底前建立准入制度。")
    unit.done(f"{own}/report", words="制度已印发。")
    head.done(f"/recommendations/{key}/pass", words="已核实。")
    return head.done(f"/recommendations/{key}/close")


def test_a_recommendation_goes_to_its_unit_and_comes_back(clerk, head, asked, office):
    refused = head.send(f"/recommendations/{asked}/approve")
    assert refused.status_code == 403
    assert "起草人不能批准" in text(refused)
    unit = clerk("bigdata")
    own = f"/tasks/recommendations/{asked}"
    assert unit.open(own).status_code == 404
    unit = delivered(clerk, asked)
    year = due.today(now()).year
    assert f"察访建〔{year}〕1号" in unit.read("/tasks")
    page = unit.read(own)
    assert "管住资金拨付" in page
    assert "登录打卡" not in page.replace(FACTS, "")
    unit.done(f"{own}/acknowledge")
    unit.done(f"{own}/plan", words="七月底前建立准入制度。")
    unit.done(f"{own}/report", words="制度已印发。")
    head.done(f"/recommendations/{asked}/fail", words="没有看到文件。")
    unit.done(f"{own}/report", words="文件随附。")
    head.done(f"/recommendations/{asked}/pass", words="已核实。")
    page = head.done(f"/recommendations/{asked}/close")
    assert "已办结" in page
    assert "该回头看了" not in page
    with clock_at(now() + timedelta(days=185)):
        late = clerk("city")
        assert "该回头看了" in late.read(f"/recommendations/{asked}")
        page = late.done(f"/recommendations/{asked}/broken", words="又开始打卡。")
    assert "未落实" in page
    assert "又开始打卡。" in clerk("bigdata").read(own)
    told = [e.action for e in office.events() if e.subject == "recommendation"]
    assert (told[0][15:], told[-1][15:], len(told)) == ("draft", "broken", 11)


def test_what_holds_is_looked_at_once(clerk, head, asked):
    assert "回头看：" not in closed(clerk, head, asked)
    for step in ("holds", "broken"):
        early = head.send(f"/recommendations/{asked}/{step}", words="看过。")
        assert early.status_code == 409
    with clock_at(now() + timedelta(days=185)):
        late = clerk("city")
        page = late.done(f"/recommendations/{asked}/holds")
        assert "已办结" in page
        assert "回头看" not in page
        for step in ("holds", "broken"):
            again = late.send(f"/recommendations/{asked}/{step}", words="再看。")
            assert again.status_code == 409


def test_what_does_not_hold_is_closed_no_longer(clerk, head, asked, office):
    closed(clerk, head, asked)
    with clock_at(now() + timedelta(days=185)):
        clerk("city").done(f"/recommendations/{asked}/broken", words="又开始打卡。")
    with office.reading() as session:
        found = session.query(Recommendation).one()
    assert (found.closed_at, found.follow_up_on) == (None, None)


def test_a_unit_may_object_and_takes_no_step_of_the_office(clerk, head, asked):
    unit = delivered(clerk, asked)
    own = f"/tasks/recommendations/{asked}"
    assert "没有写内容" in text(unit.send(f"{own}/object", words=" "))
    unit.done(f"{own}/object", words="不属于本单位职责。")
    assert "不属于本单位职责。" in head.read(f"/recommendations/{asked}")
    assert unit.send(f"{own}/acknowledge").status_code == 409
    assert unit.send(f"{own}/pass", words="好").status_code == 404
    assert head.send(f"/recommendations/{asked}/plan", words="好").status_code == 404
    assert head.send(f"/recommendations/{asked}/burn").status_code == 404


def test_nobody_else_sees_a_recommendation(clerk, asked):
    delivered(clerk, asked)
    own = f"/tasks/recommendations/{asked}"
    other = clerk("civil")
    assert other.open(own).status_code == 404
    assert other.send(f"{own}/acknowledge").status_code == 404
    assert other.open(f"{own}/paper.docx").status_code == 404
    assert "建议书" not in other.read("/tasks")
    for login in ("bigdata", "linyi", "qihe", "leader07"):
        seat = clerk(login)
        assert seat.open(f"/recommendations/{asked}").status_code == 404
        assert seat.send(f"/recommendations/{asked}/close").status_code == 404
    reviewer = clerk("reviewer")
    assert FACTS in reviewer.read(f"/recommendations/{asked}")
    assert "paper.docx" not in reviewer.open(f"/recommendations/{asked}").text
    assert reviewer.open(f"/recommendations/{asked}/paper.docx").status_code == 403
    assert reviewer.send(f"/recommendations/{asked}/close").status_code == 403


def test_what_is_missing_is_refused_by_name(head, office, found):
    theme = theme_of(head)
    path = f"/themes/{theme}/recommendations"
    put(head, theme, found[0])
    assert "不足 2 件" in text(head.send(path, **words(office)))
    put(head, theme, found[1])
    for changes, said in (
        ({"unit": ""}, "没有选单位"),
        ({"unit": "999999"}, "没有选单位"),
        ({"facts": " "}, "没有写基本情况"),
        ({"asks": "\n \n"}, "没有写建议"),
        ({"due_on": "2020-01-01"}, "整改时限早于今天"),
    ):
        refused = head.send(path, **words(office, **changes))
        assert said in text(refused)
        assert refused.status_code in (400, 422)
    assert office.count(Recommendation) == 0


def test_numbers_count_on_within_the_year(clerk, head, asked, office):
    head.done(f"/themes/{theme_of(head)}/recommendations", **words(office))
    second = clerk("city2")
    pages = head.open(f"/themes/{theme_of(head)}")
    for key in keys(pages, r"/recommendations/([\w-]{20,})\""):
        second.done(f"/recommendations/{key}/approve")
    with office.reading() as session:
        numbers = sorted(one.no for one in session.query(Recommendation))
    assert [number[-2:] for number in numbers] == ["1号", "2号"]


def test_the_letter_bears_its_number_and_what_is_asked(clerk, asked):
    unit = delivered(clerk, asked)
    file = unit.open(f"/tasks/recommendations/{asked}/paper.docx").data
    document = Document(io.BytesIO(file))
    said = "\n".join(line.text for line in document.paragraphs)
    for part in (
        "〕1号",
        "临邑县大数据局：",
        FACTS,
        "4. 管住资金拨付",
        "前，将采纳方案",
    ):
        assert part in said
    runs, fonts = (
        document.element.xpath(one) for one in ("//w:r[w:t]", f"//w:r[w:t]{FONTS}")
    )
    assert len(runs) == len(fonts) > 10


# --------------------------------------------------------------------- the list


def test_recommendations_are_listed_by_where_they_stand(clerk, head, asked):
    assert "临邑县大数据局" in head.read("/recommendations")
    assert "这一栏没有建议书" in head.read("/recommendations", tab="closed")
    delivered(clerk, asked)
    with clock_at(now() + timedelta(days=31)):
        head = clerk("city")
        assert "超期" in head.read("/recommendations", tab="late")


def test_a_closed_one_stands_under_closed_and_is_due_again(clerk, head, asked):
    closed(clerk, head, asked)
    assert "这一栏没有建议书" in head.read("/recommendations")
    assert "临邑县大数据局" in head.read("/recommendations", tab="closed")
    with clock_at(now() + timedelta(days=200)):
        assert "该回头看了" in clerk("city").read("/recommendations", tab="due")


def test_the_list_is_cut_to_the_regions_one_looks_over(clerk, asked):
    assert "还没有建议书" in clerk("qihe").read("/recommendations")
    for login in ("leader07", "bigdata"):
        assert clerk(login).open("/recommendations").status_code == 403


def test_an_empty_list_says_what_to_do(clerk):
    assert "在主题页面起草建议书" in clerk("city").read("/recommendations")
