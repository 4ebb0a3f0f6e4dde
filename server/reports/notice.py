"""The rectification notice (整改通知书): one letter to each unit, on official paper.

A letter names no team, no inspector and no other unit, and shows only photos that a
reviewer released.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from media.store import Store
from server.actions.life import due
from server.models import Campaign, Finding, Region
from server.reports.addressed import Addressed
from server.reports.cells import file_name
from server.reports.evidence import NONE, Album, Evidence, leaving
from server.reports.letter.contract import Begin, Letter
from server.reports.letter.tables import Column, Picture
from server.reports.letter.writing import Writing
from server.reports.names import Names
from server.reports.vocabulary import SEVERITIES

#: As many pictures as one document can be printed with.
MOST_PICTURES = 300
COLUMNS = (
    Column("序号", 11),
    Column("问题编号", 56),
    Column("地点和被察访单位", 32, wraps=True),
    Column("问题", 52, wraps=True),
    Column("依据", 26, wraps=True),
    Column("整改要求", 24, wraps=True),
    Column("整改时限", 24),
)
TITLE, LIST, PHOTOS = "问题整改通知书", "问题清单", "佐证照片"
NOBODY = "（责任单位待定）"


@dataclass(frozen=True, slots=True)
class When:
    """The moment at which letters are printed, and the day on which they count."""

    at: datetime
    counted_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What every letter of a document shares."""

    campaign: Campaign
    issuer: str
    day: date
    counted_on: date
    names: Names
    evidence: Mapping[int, Evidence]


def write(
    out: BinaryIO,
    session: Session,
    store: Store,
    campaign: Campaign,
    letters: Sequence[Addressed],
    when: When,
    begin: Begin = Writing,
) -> None:
    """Write a letter to each unit, with its list of findings and the photos."""
    facts = _facts(session, campaign, letters, when)
    album = Album(store, campaign.room, MOST_PICTURES)
    writing = begin(campaign.name + TITLE, facts.issuer)
    for letter in letters:
        pictures = _pictures(letter, facts, album)
        writing.letter()
        _head(writing, facts)
        _body(writing, letter, facts, pictures)
        _list(writing, letter, facts, pictures)
        if pictures:
            _photos(writing, pictures)
    writing.save(out)


def name_of_file(
    campaign: Campaign, letters: Sequence[Addressed], at: datetime, ending: str
) -> str:
    """Name the document: campaign, notice, to whom, day."""
    one = letters[0].unit if len(letters) == 1 else f"{len(letters)}个单位"
    day = f"{due.today(at):%Y%m%d}"
    parts = (campaign.name[:30], "整改通知书", one[:24], day)
    return file_name("_".join(part for part in parts if part), ending)


def _facts(
    session: Session,
    campaign: Campaign,
    letters: Sequence[Addressed],
    when: When,
) -> Facts:
    findings = [one for letter in letters for one in letter.findings]
    ids = [finding.id for finding in findings]
    names = Names(session, campaign)
    names.learn_places([finding.region_code for finding in findings])
    region = session.get(Region, campaign.region_code)
    return Facts(
        campaign,
        f"{region.name if region else campaign.name}察访工作专班",
        due.today(when.at),
        when.counted_on,
        names,
        leaving(session, ids),
    )


def _head(writing: Letter, facts: Facts) -> None:
    writing.sign(facts.issuer)
    writing.number(f"察访办〔{facts.day.year}〕　　号")
    writing.title(facts.campaign.name, TITLE)


def _body(
    writing: Letter, letter: Addressed, facts: Facts, pictures: Sequence[Picture]
) -> None:
    writing.flush(f"{letter.unit or NOBODY}：")
    writing.say(
        f"在{facts.campaign.name}中，经察访发现并审核认定，"
        f"现将涉及你单位的{len(letter.findings)}个问题印发给你们，请抓好整改。"
    )
    writing.level("一、问题情况")
    writing.say(_figures(letter, facts))
    writing.level("二、整改要求")
    for sentence in ASKED:
        writing.say(sentence)
    writing.attached([LIST, PHOTOS] if pictures else [LIST])
    writing.signed(facts.issuer, _date(facts.day))


ASKED = (
    (
        "请对照问题清单逐项明确整改措施、责任人和完成时限，"
        "在清单所列整改时限前完成整改，并通过系统上报整改情况和佐证材料。"
        "清单未列时限的，以交办时确定的时限为准。"
    ),
    (
        "对问题事实或者责任划分有异议的，请在签收前书面说明理由。"
        "整改完成后，由专班组织核查，核查通过的予以销号。"
    ),
)


def _figures(letter: Addressed, facts: Facts) -> str:
    """Say the figures of the ledger in a sentence, in the order of weight."""
    by_weight = "、".join(
        f"{name['zh']}{letter.of_severity(severity)}个"
        for severity, name in reversed(SEVERITIES.items())
    )
    return (
        f"截至{_date(facts.counted_on)}，清单所列{len(letter.findings)}个问题中，"
        f"{by_weight}；已销号{letter.closed}个，"
        f"超过整改时限{letter.overdue(facts.counted_on)}个。"
    )


def _list(
    writing: Letter, letter: Addressed, facts: Facts, pictures: Sequence[Picture]
) -> None:
    writing.wide()
    writing.attachment("附件1" if pictures else "附件", LIST)
    writing.remark(f"{_counted(facts)}　　责任单位：{letter.unit or NOBODY}")
    rows = (
        _row(place, finding, facts)
        for place, finding in enumerate(letter.findings, start=1)
    )
    writing.table(COLUMNS, rows, f"合计　{len(letter.findings)}个")
    writing.remark(_evidence(letter, facts, len(pictures)))


def _counted(facts: Facts) -> str:
    return f"统计截止：{facts.counted_on:%Y-%m-%d}　　单位：个"


def _row(place: int, finding: Finding, facts: Facts) -> tuple[str, ...]:
    return (
        str(place),
        finding.finding_no or "",
        _where(finding, facts.names),
        finding.description or finding.title,
        "；".join(finding.bases),
        finding.requirement or "—",
        finding.due_on.isoformat() if finding.due_on else "未定",
    )


def _where(finding: Finding, names: Names) -> str:
    """Name county, town and village, and the site below them."""
    place = "".join(names.places(finding.region_code)[1:])
    return "\n".join(part for part in (place, finding.site_name) if part)


def _evidence(letter: Addressed, facts: Facts, shown: int) -> str:
    """Say how many photos there are, and how many leave with the letter."""
    here = [facts.evidence.get(one.id, NONE) for one in letter.findings]
    total = sum(one.received for one in here)
    if not total:
        return "注：清单所列问题没有佐证照片。"
    left = total - shown
    kept = f"，其余{left}张未经审核放开或不便印制，未随附" if left else ""
    where = f"{shown}张见附件2" if shown else "均未随附"
    return f"注：佐证照片共{total}张，{where}{kept if shown else NOT_RELEASED}。"


NOT_RELEASED = "（未经审核放开）"


def _pictures(letter: Addressed, facts: Facts, album: Album) -> list[Picture]:
    """Take out the released photos, each with its finding's number."""
    found = []
    for finding in letter.findings:
        shown = facts.evidence.get(finding.id, NONE).photos
        for place, photo in enumerate(shown, start=1):
            jpeg = album.first([photo])
            if jpeg is not None:
                found.append(Picture(jpeg, f"{finding.finding_no}　照片{place}"))
    return found


def _photos(writing: Letter, pictures: Sequence[Picture]) -> None:
    writing.upright()
    writing.attachment("附件2", PHOTOS)
    writing.pictures(pictures)


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
