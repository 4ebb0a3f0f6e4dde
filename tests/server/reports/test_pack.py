"""A team's pack, unpacked again: what is in it, and that its sums verify."""

import io
import json
import subprocess
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from PIL import Image

from server.actions import events
from server.actions.access import SYSTEM
from server.db import clock_at, reading, writing
from server.models import Attachment, Finding, Redaction
from server.reports.filters import LedgerFilter
from server.reports.pack import TeamNotNamed, content
from server.reports.pack.archive import safe
from server.reports.wanted import Wanted
from tests.actors.photos import photo
from tests.server.reports.stock import DAY

MINE = LedgerFilter(team="DZ-07")
GPS = {"lat": 37.4341, "lon": 116.3575, "acc": 12}
MADE = "生成时间.txt"


def told(app):
    """Tell of two findings of one team: three photos, of which one is held back."""

    def tell(stock):
        own = stock.submission(loc="37.1896 116.8661 20 12")
        found = [
            stock.finding(each) for each in (own, own, stock.submission(stock.other))
        ]
        events.begin(stock.session.connection(), found, 1, DAY)
        first = found[0]
        for name, is_released in (("a", True), ("b", False), ("c", True)):
            taken = photo(f"{name}.jpg", 320).content
            kept = app.extensions["store"].put(stock.campaign.room, io.BytesIO(taken))
            stock.evidence(
                first,
                f"{name}.jpg",
                kept.sha256,
                is_released=is_released,
                question="p_after" if name == "c" else "p_before",
                captured_at=DAY,
                gps=GPS,
            )

    return tell


def packed(app, stock, at=DAY + timedelta(hours=2), chosen=MINE):
    known = app.extensions
    wanted = Wanted(reading(), SYSTEM, stock.campaign, chosen, at)
    of = content.pack(wanted, known["store"], known["darkroom"])
    return of, list(content.stream(of))


def opened(pieces):
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def test_it_holds_what_belongs_to_the_team_and_no_photo_that_is_held_back(app, fill):
    _, pieces = packed(app, fill(told(app)))
    archive = opened(pieces)
    names = archive.namelist()
    assert sorted({name.split("/")[0] for name in names}) == [
        "00_目录.xlsx",
        "01_察访情况报告.docx",
        "02_问题台账.xlsx",
        "03_整改清单.xlsx",
        "04_工作底稿",
        "05_佐证",
        "06_问题确认单",
        "07_数据",
        "SHA256SUMS.txt",
        MADE,
    ]
    shown = [name for name in names if name.startswith("05_")]
    assert [name.rpartition("/")[2] for name in shown] == [
        "01_before.jpg",
        "02_after.jpg",
    ]
    assert Image.open(io.BytesIO(archive.read(shown[0]))).size == (320, 320)
    assert sum(name.startswith("06_") for name in names) == 2
    [index] = load_workbook(io.BytesIO(archive.read("00_目录.xlsx"))).worksheets
    assert "佐证1张未放行" in str([[cell.value for cell in row] for row in index])


def test_its_sums_verify_with_the_common_tool(app, fill, tmp_path):
    archive = opened(packed(app, fill(told(app)))[1])
    archive.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    listed = (tmp_path / "SHA256SUMS.txt").read_text().splitlines()
    apart = {MADE, "SHA256SUMS.txt"}
    assert {line[66:] for line in listed} == {*archive.namelist()} - apart


def test_the_same_filter_gives_the_same_bytes_but_for_when(app, fill):
    stock = fill(told(app))
    first = opened(packed(app, stock)[1])
    later = opened(packed(app, stock, DAY + timedelta(hours=3))[1])
    differ = [n for n in first.namelist() if first.read(n) != later.read(n)]
    assert differ == [MADE]
    assert first.namelist() == later.namelist()


def test_names_are_whole_in_utf_8_and_fit_every_system(app, fill):
    archive = opened(packed(app, fill(told(app)))[1])
    chinese = [one for one in archive.infolist() if not one.filename.isascii()]
    assert all(one.flag_bits & 0x800 for one in chinese)
    assert len(chinese) > 10
    parts = {part for name in archive.namelist() for part in name.split("/")}
    assert all(safe(part) == part for part in parts)
    assert safe("a/b:c*?" + "长" * 90) == "a_b_c__" + "长" * 73
    assert (safe("con.txt"), safe("..")) == ("_con.txt", "_")


def test_it_is_sent_as_it_is_made(app, fill):
    stock = fill(told(app))
    known = app.extensions
    wanted = Wanted(reading(), SYSTEM, stock.campaign, MINE, DAY)
    of = content.pack(wanted, known["store"], known["darkroom"])
    seen: list[int] = []
    counted = replace(of, wanted=replace(of.wanted, tell=seen.append))
    stream = content.stream(counted)
    assert next(stream).startswith(b"PK")
    assert seen == []
    assert max(map(len, stream)) < 1 << 20


def test_its_rows_are_for_other_programs(app, fill):
    archive = opened(packed(app, fill(told(app)))[1])
    lines = archive.read("07_数据/submissions.jsonl").decode().splitlines()
    assert [json.loads(line)["site"] for line in lines] == ["孟寺镇政府"]
    [point] = json.loads(archive.read("07_数据/points.geojson"))["features"]
    assert point["geometry"]["coordinates"] == [116.8661, 37.1896]
    assert point["properties"]["datum"] == "WGS-84"
    assert archive.read("07_数据/findings.csv").decode("utf-8-sig").count("\n") == 3


def test_a_pack_is_one_teams(app, fill):
    with pytest.raises(TeamNotNamed):
        packed(app, fill(told(app)), chosen=LedgerFilter())


def test_originals_come_beside_the_stamped_copies_but_of_what_is_covered(app, fill):
    stock = fill(told(app))
    of, _ = packed(app, stock)
    archive = opened(content.stream(content.with_originals(of)))
    shown = [name for name in archive.namelist() if name.startswith("05_")]
    assert [name.rpartition("/")[2] for name in shown] == [
        "01_before.jpg",
        "02_after.jpg",
        "01_original.jpg",
        "02_original.jpg",
    ]
    assert archive.read(shown[2]) == photo("a.jpg", 320).content
    covered = Attachment.of(reading().query(Finding).limit(1).one().submission_id)
    first = reading().scalars(covered.limit(1)).one()
    with writing() as session:
        session.add(
            Redaction(
                campaign_id=stock.campaign.id,
                attachment_id=first.id,
                original=first.sha256,
                sha256=photo("c.jpg", 320).sha256,
                size=1,
                regions=[],
            )
        )
    archive = opened(content.stream(content.with_originals(of)))
    names = [name.rpartition("/")[2] for name in archive.namelist()]
    assert [name for name in names if "original" in name] == ["02_original.jpg"]
    [index] = load_workbook(io.BytesIO(archive.read("00_目录.xlsx"))).worksheets
    assert "第1份已涂抹，原件未随包" in str([[cell.value for cell in r] for r in index])


def test_only_what_changed_since_a_day_is_in_it_when_that_is_asked(app, fill):
    stock = fill(told(app))
    with writing() as session:
        first = session.query(Finding).order_by(Finding.id).limit(1).one()
        with clock_at(DAY + timedelta(days=3)):
            events.record(session, SYSTEM, first, "finding.noted")
        number = first.finding_no
    at, since = DAY + timedelta(days=4), DAY.date() + timedelta(days=3)
    since_then = replace(MINE, changed_from=since)
    archive = opened(packed(app, stock, at, since_then)[1])
    names = archive.namelist()
    assert [name for name in names if name.startswith("06_")] == [
        f"06_问题确认单/{number}.docx"
    ]
    assert [name for name in names if name.startswith("04_")] == []
    assert archive.read("07_数据/submissions.jsonl") == b""
    none = replace(MINE, changed_from=since + timedelta(days=1))
    names = opened(packed(app, stock, at, none)[1]).namelist()
    assert [name for name in names if name.startswith("06_")] == []
