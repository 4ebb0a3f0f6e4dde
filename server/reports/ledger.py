"""The ledger (问题台账) as a sheet, column by column as offices expect it.

Columns whose content comes with assignment, rectification and close-out stand in
their place, folded away until something stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import BinaryIO

from sqlalchemy.orm import Session

from media.store import Store
from server.actions.access import Actor
from server.actions.life import due
from server.models import Campaign, Finding, VerificationStep
from server.models.place import level_of
from server.reports import clue_register, csv_file, handled, xlsx
from server.reports.cells import Value
from server.reports.evidence import NONE, Album, Evidence, leaving
from server.reports.filters import LedgerFilter
from server.reports.handled import Handled
from server.reports.names import LEVELS, Names
from server.reports.sheet import Column, Kind, Row, Sheet, Shown
from server.reports.vocabulary import FIXES, SEVERITIES, SOURCES, STATUSES
from server.reports.wanted import Wanted

#: As many small pictures as a workbook and a small machine can bear.
MOST_PICTURES = 1000
TITLE = "问题台账"

COLUMNS = (
    Column("序号", 5, Kind.WHOLE),
    Column("问题编号", 14),
    Column("市", 7),
    Column("县（市、区）", 9),
    Column("乡镇（街道）", 9),
    Column("村（社区）", 9),
    Column("区划代码", 13),
    Column("被察访单位", 14),
    Column("问题描述", 36, Kind.WRAP),
    Column("问题方面", 10),
    Column("问题类别", 14),
    Column("严重程度", 6),
    Column("表现层级", 6),
    Column("根源层级", 6, shown=Shown.FILLED),
    Column("发现方式/来源", 9),
    Column("线索编号", 14, shown=Shown.FILLED),
    Column("发现时间", 11, Kind.DATE),
    Column("察访组", 8),
    Column("佐证（张）", 12, Kind.WHOLE, summed=True),
    Column("依据", 21, Kind.WRAP),
    Column("责任单位", 15),
    Column("牵头单位", 14, shown=Shown.FILLED),
    Column("配合单位", 14, shown=Shown.FILLED),
    Column("监管单位", 14, shown=Shown.FILLED),
    Column("责任人（职务）", 12, shown=Shown.FILLED),
    Column("整改要求", 24, Kind.WRAP, shown=Shown.FILLED),
    Column("整改措施", 30, Kind.WRAP, shown=Shown.FILLED),
    Column("交办时间", 11, Kind.DATE, shown=Shown.FILLED),
    Column("整改时限", 11, Kind.DATE, shown=Shown.FILLED),
    Column("延期次数", 6, Kind.WHOLE, shown=Shown.FILLED),
    Column("整改进展", 30, Kind.WRAP, shown=Shown.FILLED),
    Column("进度 %", 6, Kind.WHOLE, shown=Shown.FILLED),
    Column("状态", 8),
    Column("是否超期", 6, shown=Shown.FILLED),
    Column("核查单位", 14, shown=Shown.FILLED),
    Column("核查结论", 14, shown=Shown.FILLED),
    Column("回头看结论", 8, shown=Shown.FILLED),
    Column("是否销号", 6, shown=Shown.FILLED),
    Column("销号时间", 11, Kind.DATE, shown=Shown.FILLED),
    Column("备注", 16, Kind.WRAP, shown=Shown.FILLED),
)
PLACES = {column.heading: place for place, column in enumerate(COLUMNS)}
PICTURE = PLACES["佐证（张）"]
MODES = {
    "unannounced": "暗访",
    "spot_check": "不定期察访",
    "concentrated": "集中察访",
    "embedded_research": "下沉式调研",
    "special": "专项",
    "follow_up": "回头看",
}


def write_xlsx(
    out: BinaryIO,
    session: Session,
    store: Store,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
) -> None:
    """Write the actor's ledger as XLSX, with small pictures."""
    album = Album(store, campaign.room, MOST_PICTURES)
    xlsx.write(out, [sheet(Wanted(session, actor, campaign, chosen, at), album)])


def write_csv(
    out: BinaryIO,
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
) -> None:
    """Write the actor's ledger as CSV."""
    csv_file.write(out, sheet(Wanted(session, actor, campaign, chosen, at), None))


def name_of_file(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
    ending: str,
) -> str:
    """Name the export: campaign, what was chosen, day."""
    wanted = Wanted(session, actor, campaign, chosen, at)
    return wanted.name_of_file(TITLE, ending)


def sheet(wanted: Wanted, album: Album | None) -> Sheet:
    """Describe the ledger as a sheet; with an album it shows small pictures."""
    return Sheet(
        name=TITLE,
        title=f"{wanted.campaign.name}{TITLE}",
        subtitle=wanted.subtitle,
        columns=COLUMNS,
        rows=_rows(wanted, album),
        total="合计",
        unit="个",
        empty="（没有符合条件的问题）",
    )


def _rows(wanted: Wanted, album: Album | None) -> Iterator[Row]:
    names = Names(wanted.session, wanted.campaign, wanted.chosen.as_of)
    numbers = count(1)
    for findings in wanted.findings():
        names.learn(findings)
        evidence = leaving(wanted.session, [finding.id for finding in findings])
        done = handled.learn(wanted.session, findings, wanted.until)
        clues = _clues(wanted, findings)
        for finding in findings:
            shown = evidence.get(finding.id, NONE)
            said = told(finding, names, shown)
            said["线索编号"] = clues.get(finding.id)
            said |= told_done(finding, names, done[finding.id], wanted.chosen.day)
            said["序号"] = next(numbers)
            values = tuple(said.get(column.heading) for column in COLUMNS)
            picture = album.first(shown.photos) if album else None
            yield Row(values, picture, PICTURE)


def _clues(wanted: Wanted, findings: Sequence[Finding]) -> dict[int, str]:
    """Name the clues of findings, as far as who asks may know of them."""
    ids = [finding.id for finding in findings]
    whose = wanted.session, wanted.actor, wanted.campaign
    return clue_register.numbers(*whose, ids, wanted.until)


def told(finding: Finding, names: Names, shown: Evidence) -> dict[str, Value]:
    """Say what was found, where and by whom, by the ledger's headings."""
    city, county, town, village = names.places(finding.region_code)
    aspect, category = names.category(finding.category_code)
    return {
        "问题编号": finding.finding_no,
        "市": city,
        "县（市、区）": county,
        "乡镇（街道）": town,
        "村（社区）": village,
        "区划代码": finding.region_code,
        "被察访单位": finding.site_name,
        "问题描述": finding.description or finding.title,
        "问题方面": aspect,
        "问题类别": category,
        "严重程度": SEVERITIES.get(finding.severity, {}).get("zh", finding.severity),
        "表现层级": _level(finding),
        "发现方式/来源": _source(finding, names),
        "发现时间": finding.found_on,
        "察访组": names.team(finding.team_id),
        "佐证（张）": shown.received,
        "依据": "；".join(finding.bases),
        "备注": "；".join(filter(None, (finding.note, shown.told))),
    }


def told_done(
    finding: Finding, names: Names, done: Handled, day: date
) -> dict[str, Value]:
    """Say what was done about it, by the ledger's headings."""
    unit = names.unit(finding.responsible_unit_id)
    last = done.verifications[-1] if done.verifications else None
    late = due.is_overdue(finding.status, finding.due_on, day)
    return {
        "根源层级": LEVELS.get(finding.root_level, ""),
        "责任单位": unit or finding.responsible_text,
        "牵头单位": "、".join(names.unit(one) for one in done.leading),
        "配合单位": "、".join(names.unit(one) for one in done.assisting),
        "监管单位": "、".join(names.unit(one) for one in done.overseeing),
        "责任人（职务）": finding.responsible_post,
        "整改要求": finding.requirement,
        "整改措施": "\n".join(_numbered([each.text for each in done.measures])),
        "交办时间": finding.assigned_at and due.today(finding.assigned_at),
        "整改时限": finding.due_on,
        "延期次数": done.extended or None,
        "整改进展": done.latest(finding.status),
        "进度 %": done.progress(finding.status),
        "状态": STATUSES[finding.status]["zh"],
        "是否超期": "是" if late else "",
        "核查单位": f"{LEVELS[last.level]}级" if last else "",
        "核查结论": _verdict(last),
        "回头看结论": FIXES.get(done.follow_up, ""),
        "是否销号": "是" if finding.closed_at else "",
        "销号时间": finding.closed_at and due.today(finding.closed_at),
    }


def _numbered(texts: list[str]) -> list[str]:
    many = len(texts) > 1
    return [f"{n}. {text}" if many else text for n, text in enumerate(texts, start=1)]


def _verdict(last: VerificationStep | None) -> str:
    if last is None:
        return ""
    said = "通过" if last.passed else "不通过"
    return f"{said}：{last.comment}" if last.comment else said


def _level(finding: Finding) -> str:
    place = finding.region_code
    return LEVELS.get(finding.manifest_level or (level_of(place) if place else ""), "")


def _source(finding: Finding, names: Names) -> str:
    source = SOURCES.get(finding.source, finding.source)
    mode = MODES.get(names.mode(finding.visit_id), "")
    return f"{source}（{mode}）" if mode else source
