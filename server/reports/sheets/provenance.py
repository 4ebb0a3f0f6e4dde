"""Where a workbook comes from (说明): who took it, when, chosen how, without what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func

from server.db import LOCAL
from server.models import FindingStatus
from server.reports import book
from server.reports.evidence import leaving
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.wanted import Wanted

NAME = "说明"
COLUMNS = (Column("事项", 22), Column("内容", 90, Kind.WRAP))
WAITING = (
    FindingStatus.CANDIDATE,
    FindingStatus.TEAM_CONFIRMED,
    FindingStatus.IN_REVIEW,
)
#: States that left the counts, and what they are called.
LEFT = {
    FindingStatus.MERGED: "并案",
    FindingStatus.CLEARED: "不属实",
    FindingStatus.EXEMPTED: "容错免责",
}


def sheet(wanted: Wanted, others: Sequence[str]) -> Sheet:
    """Describe the first sheet of a workbook that holds these others."""
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}台账册说明",
        subtitle=wanted.subtitle,
        columns=COLUMNS,
        rows=(Row(pair) for pair in _pairs(wanted, others)),
    )


def _pairs(wanted: Wanted, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    received, held = _photos(wanted)
    yield "专项", wanted.campaign.name
    yield "填报单位", wanted.issuer
    yield "导出人", MACHINE if wanted.actor.is_system else wanted.actor.name
    yield "导出时间", f"{wanted.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
    yield "统计截止", wanted.until_text
    yield "筛选条件", wanted.sentence
    yield "问题数", f"{wanted.count}个"
    yield "本册各表", "、".join(others)
    yield (
        "未计入：待确认和待审核",
        f"{_standing(wanted, WAITING)}个，未经两人认定，不计数",
    )
    for status, name in LEFT.items():
        yield f"未计入：{name}", f"{_standing(wanted, (status,))}个"
    yield "佐证照片", f"共{received}张，其中{held}张未放行，未随本册导出"
    yield "不受问题条件影响的数", ONLY_PLACE


MACHINE = "服务器本机命令"
ONLY_PLACE = (
    "按察访组的察访、点位、填报数，政务应用清单和挂牌清单，"
    "只按地区、察访组和统计截止筛选。"
)


def _standing(wanted: Wanted, statuses: Sequence[FindingStatus]) -> int:
    """Count what the actor sees in these states, whatever else was chosen."""
    chosen = book.standing(
        wanted.actor, wanted.campaign, statuses, wanted.chosen.as_of
    ).with_only_columns(func.count(), maintain_column_froms=True)
    return wanted.session.scalar(chosen) or 0


def _photos(wanted: Wanted) -> tuple[int, int]:
    """Count the photos of the findings: all, and those held back."""
    received = held = 0
    for part in wanted.findings():
        for one in leaving(wanted.session, [finding.id for finding in part]).values():
            received += one.received
            held += one.held
    return received, held
