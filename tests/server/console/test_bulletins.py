"""Bulletins: sentences from figures, refused sums, figures that are counted again."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from server.actions import bulletins
from server.actions.access import SYSTEM
from server.actions.life import due
from server.db import clock_at, now
from server.models import Bulletin, FindingVersion, OutcomeStat, PublishedFigure
from tests.actors.forms import VISIT
from tests.actors.rectifying import desk
from tests.server.console.clerk import keys, text
from tests.server.reports.test_changes import accepted

SUMS = {"problems": "1896", "persons": "2489", "sanctions": "1366"}
SENTENCE = "查处相关问题1896个，批评教育帮助和处理2489人，其中给予党纪政务处分1366人"
TYPED = {"approach": "直插一线。\n线索先行。", "demands": "举一反三，逐项销号。"}
SIDES = ("top", "left", "bottom")
CITY, LINYI = "371400000000", "371424000000"
DAYS = {"since": "2026-03-01", "until": "2026-03-31"}


def at(month, day):
    return clock_at(datetime(2026, month, day, 4, 0, tzinfo=UTC))


@pytest.fixture
def found(office):
    """Bring one finding in before April and one of another unit within it."""
    office.publish(VISIT)
    with at(3, 10):
        first = accepted(office, "甲村")
    with at(4, 10):
        second = accepted(office, "乙村")
    return first, second


@pytest.fixture
def drafted(clerk, found):
    """Draft April's bulletin as the city's clerk."""
    head = clerk("city")
    told = {"title": "四月情况的通报", "since": "2026-04-01", "until": "2026-04-30"}
    head.done("/bulletins", region=CITY, **told)
    (key,) = keys(head.open("/bulletins"), r"/bulletins/([\w-]{20,})\"")
    return head, key, told


def reads(head, key):
    """Read a bulletin's page as one string, figures in their sentences."""
    return head.read(f"/bulletins/{key}").replace(" ", "")


def published(head, key, told):
    head.done(f"/bulletins/{key}", **told, **TYPED)
    page = head.open(f"/bulletins/{key}/publish").get_data(as_text=True)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return head.done(f"/bulletins/{key}/publish", seen=seen)


def test_the_sentence_of_the_sums_stands_in_the_bulletin(clerk, drafted):
    head, key, _ = drafted
    assert "本期没有结果数据" in head.read(f"/bulletins/{key}")
    head.done("/outcomes", region=CITY, since="2026-04-01", until="2026-04-30", **SUMS)
    page = reads(head, key)
    assert f"2026年4月1日至2026年4月30日，德州市{SENTENCE}" in page
    assert "共认定问题2个" in page
    assert "新认定问题1个" in page
    assert "有关单位：" in page
    assert "甲村" not in page
    head.done("/settings/bulletin_units", bulletin_units="yes")
    assert "乙村：" in head.read(f"/bulletins/{key}")


def test_swapped_sums_are_refused_by_name(clerk):
    head = clerk("city")
    swapped = {**SUMS, "persons": SUMS["sanctions"], "sanctions": SUMS["persons"]}
    refused = head.send("/outcomes", region=CITY, **DAYS, **swapped)
    assert refused.status_code == 400
    assert "处分 2489 人，多于批评教育帮助和处理 1366 人" in text(refused)
    for wrong in ("-1", "", "1.5"):
        refused = head.send(
            "/outcomes", region=CITY, **DAYS, **{**SUMS, "problems": wrong}
        )
        assert "数目不对" in text(refused)
    turned = {"since": DAYS["until"], "until": DAYS["since"]}
    assert "起止日期不对" in text(head.send("/outcomes", region=CITY, **turned, **SUMS))


def test_sums_are_corrected_and_kept_and_told_when_they_do_not_add_up(clerk, office):
    head = clerk("city")
    head.done("/outcomes", region=CITY, **DAYS, **SUMS)
    page = head.done("/outcomes", region=CITY, **DAYS, **{**SUMS, "problems": "1900"})
    assert "1896" in page
    assert "已被更正" in page
    part = {"problems": "1900", "persons": "2489", "sanctions": "1365"}
    page = head.done("/outcomes", region=LINYI, **DAYS, **part)
    assert "与下级 1 个地区的合计不等：下级合计 1900 / 2489 / 1365" in page
    part["sanctions"] = "1366"
    assert "合计不等" not in head.done("/outcomes", region=LINYI, **DAYS, **part)
    assert office.count(OutcomeStat) == 4


def test_a_published_figure_is_counted_again_and_is_equal_after_later_changes(
    drafted, office, found
):
    head, key, told = drafted
    days = {"since": told["since"], "until": told["until"]}
    head.done("/outcomes", region=CITY, **days, **SUMS)
    published(head, key, told)
    desk(office, "city").proposes(found[0], "cleared")
    desk(office, "city2").agrees(found[0])
    head.done("/outcomes", region=CITY, **days, **{**SUMS, "problems": "1900"})
    page = head.read(f"/bulletins/{key}")
    assert "不一致" not in page
    assert page.count("一致") > 10
    assert "后更正为 1900" in page
    with office.reading() as session:
        figures = {one.name: one for one in session.query(PublishedFigure)}
    assert figures["counted"].value == 2
    assert figures["accepted"].query["less"] == {"as_of": "2026-03-31"}
    assert len(figures["counted"].sha256) == 64
    rows = head.read(f"/bulletins/{key}/figures/accepted")
    assert "20260312-0002" in rows
    assert "20260312-0001" not in rows
    ledger = head.open(f"/bulletins/{key}/figures/counted")
    assert ledger.headers["Location"].endswith("/ledger?as_of=2026-04-30")
    assert "1896" in head.read(f"/bulletins/{key}/figures/problems")
    assert head.open(f"/bulletins/{key}/figures/other").status_code == 404


def listed(head, key):
    """Read the list that a bulletin has attached."""
    document = Document(io.BytesIO(head.open(f"/bulletins/{key}/paper.docx").data))
    (table,) = document.tables
    return "\n".join("｜".join(cell.text for cell in row.cells) for row in table.rows)


def test_a_list_that_names_no_unit_tells_neither_place_nor_number(drafted):
    head, key, _ = drafted
    unnamed = listed(head, key)
    assert "序号｜问题类别｜问题｜程度｜状态" in unnamed
    assert [word for word in ("临邑", "孟寺", "371424") if word in unnamed] == []
    head.done("/settings/bulletin_units", bulletin_units="yes")
    named = listed(head, key)
    assert [word for word in ("临邑县孟寺镇", "371424") if word not in named] == []


def test_a_county_is_hidden_under_its_short_name_too(drafted, office):
    head, key, _ = drafted
    with office.writing() as session:
        told = "临邑网格通和前进社区的通知都是临邑县大数据局发的。"
        for one in session.query(FindingVersion):
            one.state = {**one.state, "description": told}
    said = reads(head, key)
    assert "有关地区网格通和前进社区的通知都是" in said
    assert "临邑" not in said.partition("三、")[2].partition("四、")[0]


def test_the_check_reads_the_files_of_a_bulletin(drafted, office):
    head, key, told = drafted
    published(head, key, told)
    assert office.fsck() == []
    with office.reading() as session:
        kept = session.query(Bulletin).one()
    store = office.app.extensions["settings"].data / "media"
    docx, pdf = (next(store.rglob(digest)) for digest in (kept.sha256, kept.pdf_sha256))
    docx.chmod(0o600)
    docx.write_bytes(docx.read_bytes()[:-1] + b"x")
    pdf.unlink()
    found = {(one.what, one.name, one.trouble) for one in office.fsck()}
    assert found == {
        ("bulletin", told["title"], "blob_damaged"),
        ("bulletin", told["title"], "blob_missing"),
    }


def test_what_changed_is_told_since_the_last_bulletin(drafted):
    head, key, told = drafted
    assert "自上一期通报以来" not in head.read("/changes")
    published(head, key, told)
    page = head.open("/changes").get_data(as_text=True)
    assert "自上一期通报以来" in page
    assert f'name="since" value="{told["until"]}"' in page
    assert f"changes?since={told['until']}" in head.open(f"/bulletins/{key}").get_data(
        as_text=True
    )


def test_a_figure_whose_history_was_changed_behind_its_back_differs(
    drafted, office, found
):
    head, key, told = drafted
    published(head, key, told)
    with office.writing() as session:
        other = session.query(PublishedFigure).filter_by(name="counted").one()
        other.sha256 = "0" * 64
    assert "不一致" in head.read(f"/bulletins/{key}")


def test_a_draft_is_read_as_a_pdf_and_a_bulletin_of_before_has_none(drafted, office):
    head, key, told = drafted
    draft = head.open(f"/bulletins/{key}/paper.pdf")
    assert draft.mimetype == "application/pdf"
    assert draft.data.startswith(b"%PDF-")
    published(head, key, told)
    with office.writing() as session:
        session.query(Bulletin).one().pdf_sha256 = ""
    assert head.open(f"/bulletins/{key}/paper.pdf").status_code == 404
    assert "paper.pdf" not in head.open(f"/bulletins/{key}").get_data(as_text=True)


def test_the_file_that_was_published_is_kept_and_is_of_the_standard(drafted, office):
    head, key, told = drafted
    days = {"since": told["since"], "until": told["until"]}
    head.done("/outcomes", region=CITY, **days, **SUMS)
    published(head, key, told)
    file = head.open(f"/bulletins/{key}/paper.docx").data
    printed = head.open(f"/bulletins/{key}/paper.pdf").data
    assert printed.startswith(b"%PDF-")
    with office.writing() as session:
        session.query(Bulletin).one().title = "另一个"
    assert head.open(f"/bulletins/{key}/paper.docx").data == file
    assert head.open(f"/bulletins/{key}/paper.pdf").data == printed
    document = Document(io.BytesIO(file))
    said = "\n".join(line.text for line in document.paragraphs)
    for part in (
        "一、总体情况",
        SENTENCE,
        "线索先行。",
        "四、整改情况",
        "附件：问题台账",
    ):
        assert part in said
    table = "".join(cell.text for one in document.tables for cell in one._cells)
    assert "强制推广“有关单位”" in table
    assert "有关单位：经现场核实" in said
    assert "乙村" not in table + said
    edges = document.element.xpath("(//w:pgMar)[1]")[0]
    # In twentieths of a point: 37, 28 and 35 mm.
    sides = [round(int(edges.get(qn(f"w:{side}"))) / 56.7) for side in SIDES]
    assert sides == [37, 28, 35]
    runs = document.element.xpath("//w:r[w:t]")
    fonts = document.element.xpath("//w:r[w:t]/w:rPr/w:rFonts/@w:eastAsia")
    assert {"仿宋_GB2312", "黑体", "方正小标宋简体"} <= set(fonts)
    assert len(fonts) == len(runs)
    line = next(one for one in document.paragraphs if SENTENCE in one.text)
    assert abs(line.paragraph_format.line_spacing - Pt(28.95)) < Pt(0.1)


def test_publishing_asks_for_what_is_typed_and_for_what_was_seen(drafted):
    head, key, told = drafted
    page = head.open(f"/bulletins/{key}/publish").get_data(as_text=True)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    refused = head.send(f"/bulletins/{key}/publish", seen=seen)
    assert "“主要做法”还没有写" in text(refused)
    head.done(f"/bulletins/{key}", **told, **TYPED)
    moved = head.send(f"/bulletins/{key}/publish", seen=seen)
    assert moved.status_code == 409
    assert "请再看一遍" in text(moved)
    published(head, key, told)
    assert head.send(f"/bulletins/{key}", **told, **TYPED).status_code == 409
    again = head.open(f"/bulletins/{key}/publish")
    assert again.headers["Location"].endswith(f"/bulletins/{key}")
    # The next period begins where this one ended.
    assert 'name="since" required value="2026-05-01"' in head.open(
        "/bulletins"
    ).get_data(as_text=True)


def test_what_was_written_anew_since_its_file_was_made_is_not_published(
    drafted, office
):
    head, key, told = drafted
    head.done(f"/bulletins/{key}", **told, **TYPED)
    with office.reading() as session:
        words = bulletins.words_of(session.query(Bulletin).one())
    made = bulletins.Made(words, (), "0" * 64)
    for changes in ({"title": "另一个"}, {"until": "2026-04-29"}, {"approach": "变了"}):
        head.done(f"/bulletins/{key}", **{**told, **TYPED, **changes})
        with office.writing() as session:
            own = session.query(Bulletin).one()
            with pytest.raises(bulletins.FiguresMoved):
                bulletins.publish(session, SYSTEM, own, made)


def test_a_day_that_is_not_over_makes_no_bulletin(clerk):
    head = clerk("city")
    today = due.today(now())
    told = {"title": "通报", "since": str(today - timedelta(days=3))}
    refused = head.send("/bulletins", region=CITY, until=str(today), **told)
    assert "期末还没有过完" in text(refused)
    refused = head.send("/bulletins", region=CITY, until="", **told)
    assert "起止日期不对" in text(refused)


def test_a_county_has_bulletins_of_its_own_and_sees_no_others(clerk, drafted):
    _, key, told = drafted
    linyi, qihe = clerk("linyi"), clerk("qihe")
    assert linyi.open(f"/bulletins/{key}").status_code == 404
    assert linyi.send(f"/bulletins/{key}", **told, **TYPED).status_code == 404
    assert linyi.send("/bulletins", region=CITY, **told).status_code == 400
    assert linyi.send("/outcomes", region=CITY, **DAYS, **SUMS).status_code == 400
    linyi.done("/bulletins", region=LINYI, **told)
    (own,) = keys(linyi.open("/bulletins"), r"/bulletins/([\w-]{20,})\"")
    assert "共认定问题2个" in reads(linyi, own)
    linyi.done("/outcomes", region=LINYI, **DAYS, **SUMS)
    for path in ("", "/publish", "/paper.docx", "/figures/counted"):
        assert qihe.open(f"/bulletins/{own}{path}").status_code == 404
    assert "1896" not in qihe.read("/outcomes")
    assert "1896" in clerk("city").read("/outcomes")


@pytest.mark.parametrize("login", ["leader07", "bigdata"])
def test_who_looks_over_no_region_has_no_bulletins(clerk, drafted, login):
    _, key, told = drafted
    other = clerk(login)
    assert other.open("/bulletins").status_code in (403, 404)
    assert other.open("/outcomes").status_code in (403, 404)
    assert other.open(f"/bulletins/{key}").status_code == 404
    assert other.send("/bulletins", region=CITY, **told).status_code in (403, 404)


def test_a_reviewer_reads_bulletins_and_writes_none(clerk, drafted):
    _, key, told = drafted
    reviewer = clerk("reviewer")
    assert "共认定问题2个" in reads(reviewer, key)
    assert reviewer.send(f"/bulletins/{key}", **told, **TYPED).status_code == 403
    assert reviewer.open(f"/bulletins/{key}/publish").status_code == 403


def test_a_draft_is_dropped_and_taken_up_again(clerk, drafted, office):
    head, key, _told = drafted
    assert "这份草稿已丢弃" in head.done(f"/bulletins/{key}/drop")
    for step in ("publish", "drop"):
        assert head.send(f"/bulletins/{key}/{step}").status_code == 409
    assert head.open(f"/bulletins/{key}/paper.docx").status_code == 409
    assert "已丢弃" in head.read("/bulletins")
    assert "已恢复草稿" in head.done(f"/bulletins/{key}/take-up")
    assert head.send(f"/bulletins/{key}/take-up").status_code == 409
    actions = [one.action for one in office.events()][-2:]
    assert actions == ["bulletin.dropped", "bulletin.taken_up"]


def test_a_reviewer_drops_no_draft(clerk, drafted):
    assert clerk("reviewer").send(f"/bulletins/{drafted[1]}/drop").status_code == 403
