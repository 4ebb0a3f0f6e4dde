"""The office's documents, read again and laid out by LibreOffice."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn

from server.actions.access import SYSTEM, Actor, Held
from server.db import reading, writing
from server.models import Finding, Part, Role, Statement, Submission, VerificationStep
from server.reports.documents import (
    close_out,
    confirmation,
    slip,
    supervision,
    visit_report,
    working_paper,
)
from server.reports.documents import matter as matters
from server.reports.filters import LedgerFilter
from server.reports.kinds import FONTS as FONT_FILES
from server.reports.kinds import KINDS, House
from server.reports.wanted import Wanted
from tests.server.reports.stock import DAY
from tests.services import letters

LONG = "德州市临邑县农业农村和乡村振兴工作领导小组办公室" * 2
FONTS = {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"}


def one(stock):
    """Tell of one finding that is late, verified once, and has a photo held back."""
    own = stock.submission(
        staff=12,
        app=[{"app_name": "网格e通", "kind": "mini"}, {"app_name": "随手拍"}],
    )
    found = stock.finding(
        own,
        status="rectifying",
        severity="major",
        due_on=date(2026, 3, 1),
        requirement="立即停止强制推广，并举一反三。" * 4,
        responsible_post="主要负责人",
        site_name=LONG,
        assigned_at=DAY - timedelta(days=20),
    )
    stock.evidence(found, "a.jpg", "a" * 64)
    stock.rectification(found, Part.LEAD, report="已停止推广。")
    told = {"campaign_id": stock.campaign.id, "finding_id": found.id}
    stock.session.add(Statement(**told, unit_text="孟寺镇政府", text="情况属实。"))
    step = {"level": "county", "passed": False, "comment": "通知仍在执行", "at": DAY}
    stock.session.add(VerificationStep(**told, **step))


@pytest.fixture
def printed(app, fill):
    """Print any document of the one finding, and read it again."""
    stock = fill(one)
    store = app.extensions["store"]
    about = matters.matter(reading(), store, stock.campaign, DAY + timedelta(hours=2))
    found = reading().query(Finding).all()

    def give(made):
        out = io.BytesIO()
        if made is working_paper:
            made.write(out, about, reading().query(Submission).first())
        elif made is visit_report:
            at = DAY + timedelta(hours=2)
            chosen = LedgerFilter(team="DZ-07")
            wanted = Wanted(reading(), SYSTEM, stock.campaign, chosen, at)
            made.write(out, about, wanted, stock.team)
        else:
            made.write(out, about, found)
        return out

    return give


def said(out):
    document = Document(out)
    cells = [
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


SAYS = {
    confirmation: [
        "问题确认单",
        "情况属实。",
        "照片1张，其中1张未放行，未随附",
        "□ 属实",
    ],
    slip: ["问题交办单", "临邑县信访局", "主要负责人", "签收回执", "2026年3月1日"],
    supervision: ["督办函", "超过整改时限1个", "请于收到本函之日起7日内", "11"],
    close_out: ["销号审批表", "不通过：通知仍在执行", "已停止推广。", "未安排回头看"],
    visit_report: ["察访情况报告", "认定问题1个", "（一）指尖负担（1个）", "严重1个"],
    working_paper: ["工作底稿", "网格e通", "小程序", "第2项", "其中1份未放行"],
}


@pytest.mark.parametrize("made", SAYS, ids=lambda made: made.__name__.split(".")[-1])
def test_a_document_says_what_it_is_for_on_the_papers_of_the_standard(printed, made):
    out = printed(made)
    words = said(out)
    assert [part for part in SAYS[made] if part not in words] == []
    document = Document(out)
    fonts = document.element.xpath("//w:rFonts")
    assert {font.get(qn("w:eastAsia")) for font in fonts} <= FONTS
    upright = document.sections[0]
    margins = (upright.top_margin, upright.bottom_margin)
    sides = (upright.left_margin, upright.right_margin)
    assert [round(side.mm) for side in (*margins, *sides) if side] == [37, 35, 28, 26]


def test_the_same_document_is_the_same_bytes(printed):
    assert printed(slip).getvalue() == printed(slip).getvalue()


def test_a_document_shows_a_photo_once_it_is_released(app, fill, printed):
    assert len(Document(printed(confirmation)).inline_shapes) == 0
    with writing() as session:
        session.execute(
            Finding.metadata.tables["attachment"].update().values(is_released=True)
        )
    assert "未放行" not in said(printed(confirmation))


def test_libreoffice_opens_and_lays_out_each(printed, tmp_path):
    for made in SAYS:
        name = f"{made.__name__.split('.')[-1]}.docx"
        (tmp_path / name).write_bytes(printed(made).getvalue())
    pages = letters.pages(tmp_path)
    assert len(pages) == len(SAYS)
    assert max(pages.values()) <= 4
    assert (pages["slip"], pages["close_out"]) == (1, 1)


def test_every_document_is_set_by_typst_from_the_same_words(app, fill):
    stock = fill(one)
    at, store = DAY + timedelta(hours=2), app.extensions["store"]
    about = matters.matter(reading(), store, stock.campaign, at).as_pdf(FONT_FILES)
    found = reading().query(Finding).all()
    team = LedgerFilter(team="DZ-07")
    wanted = Wanted(reading(), SYSTEM, stock.campaign, team, at)
    told = {
        working_paper: (reading().query(Submission).first(),),
        visit_report: (wanted, stock.team),
    }
    for made in SAYS:
        first, second = io.BytesIO(), io.BytesIO()
        for out in (first, second):
            made.write(out, about, *told.get(made, (found,)))
        assert first.getvalue().startswith(b"%PDF-")
        assert first.getvalue() == second.getvalue()
    assert about.file_name("活页", "").endswith(".pdf")


def test_a_loose_leaf_stands_for_each_county_also_without_findings(app, fill):
    stock = fill(one)
    at = DAY + timedelta(hours=2)
    wanted = Wanted(reading(), SYSTEM, stock.campaign, LedgerFilter(), at)
    out = io.BytesIO()
    house = House(app.extensions["store"], app.extensions["darkroom"])
    KINDS["leaves"].write(out, wanted, house)
    document = Document(out)
    titles = [line.text for line in document.paragraphs if "活页" in line.text]
    assert titles == ["临邑县问题整改活页", "齐河县问题整改活页"]
    figures, aspects, trend = document.tables[:3]
    assert figures.cell(1, 1).text == "1个"
    assert [row.cells[1].text for row in aspects.rows[1:6]] == ["1", "0", "0", "0", "0"]
    assert trend.rows[-2].cells[3].text == "1"


def situation(app, stock, chosen, ending="docx", actor=SYSTEM):
    at = DAY + timedelta(hours=2)
    wanted = Wanted(reading(), actor, stock.campaign, chosen, at)
    out = io.BytesIO()
    house = House(app.extensions["store"], app.extensions["darkroom"])
    KINDS["situation" if ending == "docx" else "situation_pdf"].write(
        out, wanted, house
    )
    return out


def test_a_situation_report_tells_of_a_region_in_the_figures_of_its_sheets(app, fill):
    stock = fill(one)
    out = situation(app, stock, LedgerFilter())
    words = said(out)
    for part in (
        "德州市察访工作专班",
        "共有1个察访组开展察访1次，到1个点位，填报1份，经审核认定问题1个。",
        "应到县（市、区）2个，已到1个，尚有1个未到：齐河县。",
        "（一）指尖负担（1个）",
        "整改中1个；超过整改时限1个，办结率0.0%。",
        "还没有归纳共性问题，没有提出建议书。",
        "附件：1. 问题汇总（按地区）",
    ):
        assert part in words
    regions, categories, sources, teams = Document(out).tables
    last = [[cell.text for cell in one.rows[-1].cells] for one in Document(out).tables]
    assert [row[0] or row[1] for row in last] == ["合计"] * 4
    assert (last[0][2], last[1][2], last[2][2], last[3][5]) == ("1", "1", "1", "1")
    assert len(categories.rows) == 1 + 5 + 20 + 1
    assert [len(one.rows) for one in (regions, sources, teams)] == [5, 7, 4]


def test_a_situation_report_of_a_county_without_findings_says_so(app, fill):
    stock = fill(one)
    out = situation(app, stock, LedgerFilter(county="371425000000"))
    words = said(out)
    assert "齐河县情况报告" in words
    assert "应到县（市、区）1个，已到0个，尚有1个未到：齐河县。" in words
    assert "没有认定的问题。" in words
    pdf = situation(app, stock, LedgerFilter(county="371425000000"), "pdf")
    assert pdf.getvalue().startswith(b"%PDF-")


def test_a_situation_report_of_a_county_office_speaks_of_its_county_only(app, fill):
    stock = fill(one)
    held = Held(Role.OFFICE, stock.campaign.id, "371425000000")
    words = said(
        situation(app, stock, LedgerFilter(), actor=Actor(2, None, "county", (held,)))
    )
    assert "齐河县察访工作专班" in words
    assert "齐河县情况报告" in words
    assert "应到县（市、区）1个，已到0个，尚有1个未到：齐河县。" in words
    assert "临邑" not in words
