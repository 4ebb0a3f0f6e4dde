"""Transfer letters and minutes: numbered, read again, laid out, and noted."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy import select

from server.models import Clue, ClueOpening, Taking
from tests.actors.clue_desk import CONTENT, DIGEST, brought_to, clue_desk, soon, today
from tests.server.console.clerk import text
from tests.services import letters

FONTS = {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"}


@pytest.fixture
def letter(office):
    """Hand a clue on; answer where its letter is taken."""
    officer = clue_desk(office)
    clue = officer.registers(sub_source="12345 热线")
    brought_to(officer, clue, "accepted")
    sent = officer.transfers(clue, papers="核查材料一份\n谈话记录两份")
    return f"/clues/{clue.key}/transfers/{sent.key}/paper"


@pytest.fixture
def minutes(office):
    """Hold a conference about two clues; answer where its minutes are taken."""
    officer = clue_desk(office)
    meeting = officer.holds(venue="第一会议室", summary="通报受理情况。")
    for lead in ("县信访局", ""):
        clue = officer.registers()
        brought_to(officer, clue, "accepted")
        given = {"lead": lead, "assist": ("县审计局",), "due_on": soon()}
        told: dict[str, Any] = given if lead else {}
        officer.decides(meeting, clue, **told)
    return f"/conferences/{meeting.key}/paper"


def taken(seat, place, ending="docx"):
    answer = seat.open(f"{place}.{ending}", purpose="送达")
    assert answer.status_code == 200, text(answer)
    return answer.data


def said(file):
    document = Document(io.BytesIO(file))
    cells = [cell.text for one in document.tables for cell in one._cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


def test_the_letter_says_what_why_and_until_when(clerk, letter):
    told = said(taken(clerk("clues_linyi"), letter))
    for words in (
        "临邑县察访工作专班",
        f"察访移〔{today().year}〕1号",
        "关于移送问题线索的函",
        "市纪委监委：",
        "信访举报（12345 热线）",
        CONTENT,
        "涉嫌违反工作纪律。",
        f"{soon().month}月{soon().day}日前",
        "不得将线索材料",
        "谈话记录两份",
    ):
        assert words in told, words


def test_taking_the_letter_is_an_opening_and_a_line_of_the_log(office, clerk, letter):
    seat = clerk("clues_linyi")
    assert seat.open(f"{letter}.docx").status_code == 400
    assert taken(seat, letter, "pdf").startswith(b"%PDF-")
    with office.reading() as session:
        opened = session.scalars(select(ClueOpening)).one()
        noted = session.scalars(select(Taking)).one()
    assert opened.reason == f"察访移〔{today().year}〕1号 送达"
    assert (noted.kind, noted.purpose, noted.rows) == ("transfer_letter", "送达", 1)


def test_the_minutes_say_for_each_clue_who_and_until_when(clerk, minutes):
    told = said(taken(clerk("clues_linyi"), minutes))
    for words in (
        f"察访会纪〔{today().year}〕1号",
        "县纪委监委、县信访局、县审计局在第一会议室会商研判问题线索",
        "通报受理情况。",
        "由县信访局承办，县审计局协办",
        f"{soon().month}月{soon().day}日前办结",
        "合计　2条",
        DIGEST,
    ):
        assert words in told, words
    assert CONTENT not in told
    assert taken(clerk("clues_linyi"), minutes, "pdf").startswith(b"%PDF-")


def test_letters_and_minutes_are_for_clue_officers_of_the_place(clerk, letter, minutes):
    for place in (letter, minutes):
        assert taken(clerk("clues_city"), place)
        for login in ("clues_qihe", "qihe", "reviewer", "bigdata"):
            answer = clerk(login).open(f"{place}.docx", purpose="看看")
            assert answer.status_code == 404, (login, place)
    assert clerk("linyi").open(f"{letter}.docx", purpose="x").status_code == 403
    assert clerk("linyi").open(f"{minutes}.docx", purpose="x").status_code == 404


def test_every_run_has_its_east_asian_font(clerk, letter, minutes):
    for place in (letter, minutes):
        document = Document(io.BytesIO(taken(clerk("clues_linyi"), place)))
        runs = document.element.body.xpath("//w:r[w:t]")
        fonts = [run.rPr.rFonts.get(qn("w:eastAsia")) for run in runs]
        assert runs
        assert set(fonts) <= FONTS


def test_libreoffice_lays_both_out(clerk, letter, minutes, tmp_path):
    seat = clerk("clues_linyi")
    for name, place in (("letter", letter), ("minutes", minutes)):
        (tmp_path / f"{name}.docx").write_bytes(taken(seat, place))
    assert letters.pages(tmp_path) == {"letter": 2, "minutes": 3}


def test_a_number_follows_what_the_campaign_says(office, clerk):
    heads = {"transfer": "德察移", "minutes": "德察会"}
    clerk("city").done("/settings/notice_heads", **heads)
    officer = clue_desk(office)
    clue = officer.registers()
    brought_to(officer, clue, "accepted")
    assert officer.transfers(clue).no == f"德察移〔{today().year}〕1号"
    with office.reading() as session:
        assert session.scalars(select(Clue)).one().state == "accepted"
