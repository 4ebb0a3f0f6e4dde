"""The rectification notice, read again: who gets what, and how it is written."""

import io
import shutil
import subprocess
from datetime import date, timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from sqlalchemy import update

from server.actions.access import SYSTEM
from server.db import reading, writing
from server.models import Attachment, Unit
from server.reports import addressed, ledger, notice
from server.reports.addressed import NothingToHandOver, NoticeTooLong
from server.reports.filters import LedgerFilter
from tests.actors.photos import photo
from tests.server.reports.stock import DAY

ALL = LedgerFilter()
FONTS = {"仿宋_GB2312", "黑体", "宋体", "方正小标宋简体"}


def two_units(stock):
    """Three findings of one unit, one of another, one of nobody known."""
    own = stock.submission()
    late = {"due_on": date(2026, 3, 1)}
    stock.finding(own, severity="major", status="rectifying", **late)
    stock.finding(own, severity="general", status="closed", **late)
    stock.finding(own, severity="general", description="=1+1\x0b 每日打卡")
    other = Unit(
        campaign_id=stock.campaign.id,
        code="U2",
        name="临邑县民政局",
        level="county",
        region_code="371424000000",
    )
    stock.session.add(other)
    stock.session.flush()
    stock.finding(own, responsible_unit_id=other.id, description="挂牌过多")
    stock.finding(own, responsible_unit_id=None, responsible_text="某单位")
    stock.finding(own, status="candidate", finding_no=None, description="未认定")


def many(stock):
    """Give one unit 45 findings."""
    own = stock.submission()
    for place in range(45):
        stock.finding(own, due_on=date(2026, 4, 1) + timedelta(days=place))


def printed(app, stock, chosen=ALL):
    letters = addressed.by_unit(reading(), SYSTEM, stock.campaign, chosen)
    out, store = io.BytesIO(), app.extensions["store"]
    when = notice.When(DAY, DAY.date())
    notice.write(out, reading(), store, stock.campaign, letters, when)
    return Document(out)


def said(document):
    return "\n".join(line.text for line in document.paragraphs)


def rows_of(table):
    """Read the findings: what stands between the headings and the total."""
    return [[cell.text for cell in row.cells] for row in table.rows][1:-1]


def give_photos(app, stock, *names):
    """Tie photos to the first finding of the store."""
    [first, *_] = addressed.by_unit(reading(), SYSTEM, stock.campaign, ALL)
    finding = first.findings[0]
    with writing() as session:
        stock.session = session
        for name in names:
            shot = photo(name)
            stock.evidence(finding, name, shot.sha256)
            room = stock.campaign.room
            app.extensions["store"].put_derived(
                room, shot.sha256, "thumb-480", shot.content
            )


def test_each_unit_gets_its_own_findings_and_no_others(app, fill):
    stock = fill(two_units)
    first, second, last = printed(app, stock).tables
    assert [len(rows_of(one)) for one in (first, second, last)] == [3, 1, 1]
    assert rows_of(second)[0][3] == "挂牌过多"
    only = printed(app, stock, LedgerFilter(unit="U2"))
    told = said(only) + only.tables[0]._tbl.xml
    assert "临邑县民政局：" in said(only)
    assert "临邑县信访局" not in told
    assert "每日打卡" not in told


def test_no_letter_names_a_team_or_what_nobody_confirmed(app, fill):
    document = printed(app, fill(two_units))
    told = said(document) + "".join(one._tbl.xml for one in document.tables)
    for kept_back in ("德州-07", "DZ-07", "未认定"):
        assert kept_back not in told


def test_the_letters_hold_the_numbers_of_the_ledger(app, fill):
    stock = fill(two_units)
    out, store = io.BytesIO(), app.extensions["store"]
    ledger.write_xlsx(out, reading(), store, SYSTEM, stock.campaign, ALL, DAY)
    sheet = load_workbook(out).worksheets[0]
    numbers = {row[1].value for row in sheet.iter_rows(min_row=4)} - {5}
    shown = [row[1] for table in printed(app, stock).tables for row in rows_of(table)]
    assert (len(shown), set(shown)) == (5, numbers)


def test_its_sentence_counts_by_weight_what_is_closed_and_what_is_late(app, fill):
    told = said(printed(app, fill(two_units), LedgerFilter(unit="U1")))
    assert (
        "截至2026年3月12日，清单所列3个问题中，严重1个、较重0个、一般2个；"
        "已销号1个，超过整改时限1个。" in told
    )


def test_every_run_is_written_in_a_named_chinese_font(app, fill):
    stock = fill(two_units)
    give_photos(app, stock, "a.jpg")
    document = printed(app, stock)
    runs = [run for run in document.element.iter(qn("w:r")) if run.text]
    fonts = [run.rPr.rFonts for run in runs]
    assert len(fonts) > 60
    assert {font.get(qn("w:eastAsia")) for font in fonts} <= FONTS
    assert all(font.get(qn("w:ascii")) == font.get(qn("w:eastAsia")) for font in fonts)
    styles = document.styles.element
    assert styles.xpath("//w:rFonts[not(@w:eastAsia='仿宋_GB2312')]") == []
    assert styles.xpath("//w:rFonts[@w:eastAsiaTheme]") == []


def test_its_page_is_that_of_the_standard(app, fill):
    upright, across, *_ = printed(app, fill(many)).sections
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    margins = (upright.top_margin, upright.bottom_margin)
    sides = (upright.left_margin, upright.right_margin)
    assert [round(one.mm) for one in (*margins, *sides)] == [37, 35, 28, 26]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
    assert "PAGE" in upright.footer._element.xml
    assert "PAGE" in upright.even_page_footer._element.xml


def test_headings_stand_on_every_page_and_a_total_at_the_end(app, fill):
    [table] = printed(app, fill(many)).tables
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert [row[0] for row in rows_of(table)] == [str(n) for n in range(1, 46)]
    assert table.rows[-1].cells[0].text == "合计　45个"


def test_only_photos_that_a_reviewer_released_are_shown(app, fill):
    stock = fill(two_units)
    give_photos(app, stock, "a.jpg", "b.jpg")
    held = printed(app, stock)
    assert "佐证照片共2张，均未随附（未经审核放开）" in said(held)
    assert len(held.inline_shapes) == 0
    with writing() as session:
        chosen = Attachment.name == "a.jpg"
        session.execute(update(Attachment).where(chosen).values(is_released=True))
    shown = printed(app, stock)
    assert "1张见附件2，其余1张未经审核放开或不便印制，未随附" in said(shown)
    assert len(shown.inline_shapes) == 1


def test_nothing_to_print_and_too_much_are_refused(app, fill, monkeypatch):
    stock = fill(two_units)
    with pytest.raises(NothingToHandOver):
        printed(app, stock, LedgerFilter(unit="U3"))
    monkeypatch.setattr(addressed, "MOST", 4)
    with pytest.raises(NoticeTooLong):
        printed(app, stock)


def test_a_long_title_breaks_before_what_kind_of_letter_it_is(app, fill):
    stock = fill(two_units)
    stock.campaign.name = "整治形式主义为基层减负专项整治"
    told = said(printed(app, stock))
    assert "整治形式主义为基层减负专项整治\n问题整改通知书" in told


@pytest.fixture(scope="session")
def office_suite():
    """LibreOffice with its writer, or skip."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not on this machine")
    return found


def test_libreoffice_lays_it_out_page_by_page(app, fill, office_suite, tmp_path):
    told = printed(app, fill(many))
    told.save(tmp_path / "notice.docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = subprocess.run(
        [office_suite, profile, "--headless", "--convert-to", "pdf", "notice.docx"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    if "could not be loaded" in made.stdout + made.stderr:
        pytest.skip("LibreOffice is here without its writer")
    pages = (tmp_path / "notice.pdf").read_bytes().count(b"/Type/Page/")
    assert 5 <= pages <= 12
