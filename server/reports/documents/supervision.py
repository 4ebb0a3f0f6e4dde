"""The supervision letter (督办函): what is late has to be answered for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from server.actions.life import due
from server.models import Finding
from server.reports.documents.matter import UNKNOWN, Case, Matter, cases
from server.reports.letter.writing import Column
from server.reports.names import LEVELS
from server.reports.spoken import spoken
from server.reports.vocabulary import STATUSES

TITLE = "问题整改督办函"
COLUMNS = (
    Column("序号", 11),
    Column("问题编号", 56),
    Column("问题", 66, wraps=True),
    Column("整改时限", 24),
    Column("超期（天）", 18),
    Column("状态", 18),
    Column("最近进展", 32, wraps=True),
)


def write(out: BinaryIO, about: Matter, findings: Sequence[Finding]) -> None:
    """Write a letter to each unit that leads, with the list of what it owes."""
    writing = about.writing(TITLE)
    for unit, owed in _by_unit(about, cases(about, findings)).items():
        writing.letter()
        writing.sign(about.issuer)
        writing.number(about.number())
        writing.title("关于" + about.campaign.name, TITLE)
        writing.flush(f"{unit}：")
        writing.say(_figures(about, owed))
        for sentence in ASKED:
            writing.say(sentence)
        writing.attached(["督办问题清单"])
        writing.signed(about.issuer, spoken(about.day))
        writing.wide()
        writing.attachment("附件", "督办问题清单")
        rows = (_row(about, place, one) for place, one in enumerate(owed, start=1))
        writing.table(COLUMNS, rows, f"合计　{len(owed)}个")
    writing.save(out)


ASKED = (
    (
        "请你单位主要负责同志亲自过问，逐项查明未按时完成的原因，"
        "明确整改措施、责任人和完成时限，抓紧整改到位。"
    ),
    (
        "请于收到本函之日起7日内，将整改进展和佐证材料通过系统上报；"
        "确需延期的，书面说明理由并提出新的时限，经同意后执行。"
    ),
)


def _by_unit(about: Matter, found: Sequence[Case]) -> dict[str, list[Case]]:
    units: dict[str, list[Case]] = {}
    for case in found:
        one = case.finding
        name = about.names.unit(one.responsible_unit_id) or one.responsible_text
        units.setdefault(name or UNKNOWN, []).append(case)
    return units


def _figures(about: Matter, owed: Sequence[Case]) -> str:
    late = sum(_late(about, one) > 0 for one in owed)
    above = {
        LEVELS[one.finding.escalated_to] for one in owed if one.finding.escalated_to
    }
    raised = f"其中提级至{'、'.join(sorted(above))}级督办。" if above else ""
    return (
        f"截至{spoken(about.day)}，在{about.campaign.name}中交办你单位的"
        f"{len(owed)}个问题尚未办结，超过整改时限{late}个。{raised}现予督办。"
    )


def _late(about: Matter, case: Case) -> int:
    one = case.finding
    if one.due_on is None or not due.is_overdue(one.status, one.due_on, about.day):
        return 0
    return (about.day - one.due_on).days


def _row(about: Matter, place: int, case: Case) -> tuple[str, ...]:
    one = case.finding
    return (
        str(place),
        case.number,
        case.text,
        one.due_on.isoformat() if one.due_on else "未定",
        str(_late(about, case) or "—"),
        STATUSES.get(one.status, {}).get("zh", one.status),
        case.done.latest(one.status) or "—",
    )
