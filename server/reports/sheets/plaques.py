"""The list of plaques (挂牌清单) by village: how many hung, and how many hang now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from server.actions.life import due
from server.reports.cells import Value
from server.reports.distinct_filter import DistinctFilter
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets import answers
from server.reports.sheets.answers import Told
from server.reports.wanted import Wanted

NAME, FORM, KIND = "挂牌清单", "plaque_audit", "plaque"
COLUMNS = (
    Column("序号", 5, Kind.WHOLE),
    Column("市", 9),
    Column("县（市、区）", 12),
    Column("乡镇（街道）", 14),
    Column("村（社区）", 14),
    Column("被察访单位", 24, Kind.WRAP),
    Column("核查日期", 11, Kind.DATE),
    Column("清单内", 8, Kind.WHOLE, summed=True),
    Column("清单外", 8, Kind.WHOLE, summed=True),
    Column("处置：保留", 8, Kind.WHOLE, summed=True),
    Column("处置：移位", 8, Kind.WHOLE, summed=True),
    Column("处置：合并", 8, Kind.WHOLE, summed=True),
    Column("处置：摘除", 8, Kind.WHOLE, summed=True),
    Column("整治前数量", 9, Kind.WHOLE, summed=True),
    Column("现场已整改", 9, Kind.WHOLE, summed=True),
    Column("整治后数量", 9, Kind.WHOLE, summed=True),
)
KEEPS = ("keep", "move", "merge", "remove")
#: What no longer hangs once it was put right on the spot.
GONE = {"merge", "remove"}


def sheet(wanted: Wanted) -> Sheet:
    """Describe the list; the last audit of a village is the one that counts."""
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}{NAME}",
        subtitle=wanted.subtitle.replace("单位：个", "单位：块"),
        columns=COLUMNS,
        rows=_rows(wanted),
        total="合计",
        unit="处",
        empty="（没有审核通过的挂牌情况核查表）",
    )


def _rows(wanted: Wanted) -> Iterator[Row]:
    counted = DistinctFilter(KIND, as_of=wanted.chosen.as_of)
    last = {
        (told.submission.region_code, told.submission.site_name): told
        for told in answers.read(wanted, FORM, counted)
    }
    for number, told in enumerate(last.values(), start=1):
        sent = told.submission
        day = due.today(sent.finished_at)
        yield Row((number, *told.places, sent.site_name, day, *_counted(told)))


def _counted(told: Told) -> tuple[Value, ...]:
    listed = sum(len(told.answers.get(name) or ()) for name in ("kept_out", "kept_in"))
    hung = told.rows("plaque")
    keeps = Counter(row.get("p_keep") for row in hung)
    mended = [row for row in hung if row.get("p_removed") == "yes"]
    gone = sum(row.get("p_keep") in GONE for row in mended)
    before = listed + len(hung)
    by_keep = (keeps[one] for one in KEEPS)
    return (listed, len(hung), *by_keep, before, len(mended), before - gone)
