"""The register of clues (线索登记簿) as sheets: its lines, and the five sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from sqlalchemy import select

from server.models import Finding
from server.reports import clue_register, xlsx
from server.reports.clue_register import COLUMNS as SUMMED
from server.reports.clue_register import ClueFilter, Line
from server.reports.sheet import Column, Kind, Row, Sheet, Stands
from server.reports.vocabulary import (
    CLUE_OUTCOMES,
    CLUE_STATES,
    CLUE_SUMS,
    SOURCES,
)
from server.reports.wanted import Wanted

NAME, SOURCES_NAME = "线索登记簿", "五类来源"
TOTAL = "合计"
COLUMNS = (
    Column("线索编号", 30),
    Column("来源（五类）", 14),
    Column("子来源", 14),
    Column("收到时间", 12, Kind.DATE),
    Column("反映单位", 24, Kind.WRAP),
    Column("内容摘要（脱敏）", 48, Kind.WRAP),
    Column("承办", 24, Kind.WRAP),
    Column("协办", 24, Kind.WRAP),
    Column("办理时限", 12, Kind.DATE),
    Column("结果", 12),
    Column("转问题编号", 30),
    Column("反馈时间", 12, Kind.DATE),
)
BY_SOURCE = (
    Column("来源（五类）", 24),
    *(Column(CLUE_SUMS[one]["zh"], 12, Kind.WHOLE, summed=True) for one in SUMMED),
    Column(TOTAL, 12, Kind.WHOLE, summed=True),
)


def write(out: BinaryIO, wanted: Wanted) -> None:
    """Write the register with its sums; what was said in full stands in neither."""
    chosen, lines = read(wanted)
    xlsx.write(out, [_register(wanted, chosen, lines), _sources(wanted, chosen, lines)])


def count(wanted: Wanted) -> int:
    """Say how many clues there are."""
    return len(read(wanted)[1])


def read(wanted: Wanted) -> tuple[ClueFilter, Sequence[Line]]:
    """Read the lines that were asked for, as who asks sees them."""
    chosen = ClueFilter.read(wanted.asked)
    return chosen, chosen.lines(wanted.session, wanted.actor, wanted.campaign)


def _register(wanted: Wanted, chosen: ClueFilter, lines: Sequence[Line]) -> Sheet:
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}{NAME}",
        subtitle=_subtitle(wanted, chosen),
        columns=COLUMNS,
        rows=_rows(wanted, lines),
        total=TOTAL,
        unit="条",
        empty="（没有线索）",
    )


def _sources(wanted: Wanted, chosen: ClueFilter, lines: Sequence[Line]) -> Sheet:
    return Sheet(
        name=SOURCES_NAME,
        title=f"{wanted.campaign.name}线索{SOURCES_NAME}",
        subtitle=_subtitle(wanted, chosen),
        columns=BY_SOURCE,
        rows=_sums(lines),
    )


def _rows(wanted: Wanted, lines: Sequence[Line]) -> Iterator[Row]:
    numbers = _findings(wanted, lines)
    for one in lines:
        stood = one.stood
        yield Row(
            (
                one.clue.clue_no,
                SOURCES[stood["source"]],
                stood["sub_source"],
                one.clue.received_on,
                stood["unit_named"],
                stood["digest"],
                "、".join(stood["lead"]),
                "、".join(stood["assist"]),
                one.due_on,
                _came_to(one),
                numbers.get(stood["finding_id"] or 0, ""),
                one.answered_on,
            )
        )


def _sums(lines: Sequence[Line]) -> Iterator[Row]:
    found = clue_register.sums(lines)
    for source, counts in found.items():
        numbers = [counts[one] for one in SUMMED]
        yield Row((SOURCES[source], *numbers, sum(numbers)))
    sums = [sum(counts[one] for counts in found.values()) for one in SUMMED]
    yield Row((TOTAL, *sums, sum(sums)), stands=Stands.SUM)


def _came_to(one: Line) -> str:
    outcome = one.stood["outcome"]
    said = CLUE_OUTCOMES[outcome] if outcome else CLUE_STATES[one.stood["state"]]
    return said["zh"]


def _findings(wanted: Wanted, lines: Sequence[Line]) -> Mapping[int, str]:
    """Give the numbers of the findings that clues came from or became."""
    ids = {one.stood["finding_id"] for one in lines} - {None}
    rows = wanted.session.execute(
        select(Finding.id, Finding.finding_no).where(Finding.id.in_(ids))
    )
    return {row.id: row.finding_no or "" for row in rows}


def _subtitle(wanted: Wanted, chosen: ClueFilter) -> str:
    return "　".join(
        (
            f"填报单位：{wanted.issuer}",
            f"统计截止：{wanted.until_text}",
            f"筛选条件：{chosen.sentence(wanted.session, 'zh')}",
            "单位：条",
        )
    )
