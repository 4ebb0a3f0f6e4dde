"""The ledger (问题台账) as a sheet, column by column as offices expect it.

Columns whose content comes with assignment, rectification and close-out stand in
their place, folded away until something stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import BinaryIO

from sqlalchemy.orm import Session

from media.store import Store
from server.actions.access import Actor
from server.actions.life import due
from server.db import LOCAL, end_of, now
from server.models import Campaign, Finding, Region, VerificationStep
from server.models.place import level_of
from server.reports import csv_file, handled, xlsx
from server.reports.cells import Value, file_name, sheet_names
from server.reports.evidence import Album, photos_of
from server.reports.filters import LedgerFilter
from server.reports.handled import Handled
from server.reports.names import LEVELS, Names
from server.reports.sheet import Column, Kind, Row, Sheet, Shown
from server.reports.vocabulary import SEVERITIES, STATUSES

#: As many small pictures as a workbook and a small machine can bear.
MOST_PICTURES = 1000
AT_ONCE = 500

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
SOURCES = {"visit": "专项察访"}
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
    xlsx.write(out, [_sheet(session, actor, campaign, chosen, at, album)])


def write_csv(
    out: BinaryIO,
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
) -> None:
    """Write the actor's ledger as CSV."""
    csv_file.write(out, _sheet(session, actor, campaign, chosen, at, None))


def name_of_file(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
    ending: str,
) -> str:
    """Name the export: campaign, what was chosen, day."""
    said = "_".join(value for _, value in chosen.words(session, actor, campaign, "zh"))
    day = f"{at.astimezone(LOCAL):%Y%m%d}"
    parts = (campaign.name[:40], "问题台账", said[:20], day)
    return file_name("_".join(part for part in parts if part), ending)


def _sheet(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
    album: Album | None,
) -> Sheet:
    return Sheet(
        name=sheet_names(["问题台账"])[0],
        title=f"{campaign.name}问题台账",
        subtitle=_subtitle(session, actor, campaign, chosen, at),
        columns=COLUMNS,
        rows=_rows(session, actor, campaign, chosen, album),
        total="合计",
        unit="个",
        empty="（没有符合条件的问题）",
    )


def _subtitle(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    at: datetime,
) -> str:
    region = session.get(Region, campaign.region_code)
    said = chosen.sentence(session, actor, campaign, "zh")
    return "　".join(
        (
            f"填报单位：{region.name if region else campaign.name}察访工作专班",
            f"统计截止：{_until(chosen, at)}",
            f"筛选条件：{said}",
            "单位：个",
        )
    )


def _until(chosen: LedgerFilter, at: datetime) -> str:
    """Say until when the sheet counts: the end of the day asked for, or now."""
    if chosen.as_of:
        return f"{chosen.as_of:%Y-%m-%d} 24:00"
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def _rows(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    chosen: LedgerFilter,
    album: Album | None,
) -> Iterator[Row]:
    names = Names(session, campaign, chosen.as_of)
    until = end_of(chosen.as_of) if chosen.as_of else now()
    numbers = count(1)
    wanted = chosen.select(actor, campaign)
    for findings in chosen.rows(session, wanted, AT_ONCE):
        names.learn(findings)
        photos = photos_of(session, [finding.id for finding in findings])
        done = handled.learn(session, findings, until)
        for finding in findings:
            hashes = photos.get(finding.id, [])
            said = _found(finding, names, len(hashes))
            said |= _handled(finding, names, done[finding.id], chosen.day)
            said["序号"] = next(numbers)
            values = tuple(said.get(column.heading) for column in COLUMNS)
            picture = album.first(hashes) if album else None
            yield Row(values, picture, PICTURE)


def _found(finding: Finding, names: Names, photos: int) -> dict[str, Value]:
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
        "佐证（张）": photos,
        "依据": "；".join(finding.bases),
        "备注": finding.note,
    }


def _handled(
    finding: Finding, names: Names, done: Handled, day: date
) -> dict[str, Value]:
    """Say what was done about it, by the ledger's headings."""
    unit = names.unit(finding.responsible_unit_id)
    last = done.verifications[-1] if done.verifications else None
    late = due.is_overdue(finding.status, finding.due_on, day)
    return {
        "根源层级": LEVELS.get(finding.root_level, ""),
        "责任单位": unit or finding.responsible_text,
        "牵头单位": unit if done.assisting else "",
        "配合单位": "、".join(names.unit(one) for one in done.assisting),
        "监管单位": "、".join(names.unit(one) for one in done.overseeing),
        "责任人（职务）": finding.responsible_post,
        "整改要求": finding.requirement,
        "整改措施": "\n".join(_numbered([each.text for each in done.measures])),
        "交办时间": finding.assigned_at and due.today(finding.assigned_at),
        "整改时限": finding.due_on,
        "延期次数": done.extended or None,
        "整改进展": done.notes[-1].text if done.notes else "",
        "进度 %": done.progress,
        "状态": STATUSES[finding.status]["zh"],
        "是否超期": "是" if late else "",
        "核查单位": f"{LEVELS[last.level]}级" if last else "",
        "核查结论": _verdict(last),
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
