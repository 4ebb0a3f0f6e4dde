"""What fills a notice: the fields that a template may name, and their values.

The names are Chinese because people write them into documents of their own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from server.actions.life import due
from server.models import Finding, Notice, NoticeKind
from server.reports.cells import fit
from server.reports.documents.matter import UNKNOWN, Case, Matter, cases, place
from server.reports.letter.titles import broken
from server.reports.names import LEVELS
from server.reports.spoken import spoken
from server.reports.vocabulary import STATUSES

TITLES = {
    NoticeKind.RECTIFICATION: "问题整改通知书",
    NoticeKind.ASSIGNMENT: "问题交办单",
    NoticeKind.SUPERVISION: "问题整改督办函",
}
LIST, ONE = "问题清单", "问题"
#: Each field of a notice, with what it says.
FIELDS: dict[str, str] = {
    "发文单位": "以谁的名义发",
    "文号": "批准时给的文号；起草时留空",
    "标题": "专项名称和文种，太长时分两行",
    "专项名称": "专项的名称",
    "主送单位": "发给哪个单位",
    "成文日期": "批准的日期；起草时为当天",
    "回复时限": "请单位在哪一天前回复",
    "问题数": "清单里有几个问题",
    "超期数": "其中超过整改时限几个",
    "提级说明": "其中提级督办的；没有时为空",
    "补充要求": "起草时另写的要求；没有时为空",
}
#: Each field of one finding on the list.
OF_ONE: dict[str, str] = {
    "序号": "从 1 起",
    "编号": "问题编号",
    "地点": "县、乡镇、村和被察访单位",
    "内容": "问题描述",
    "类别": "问题类别",
    "程度": "一般、较重、严重",
    "依据": "所依据的文件",
    "整改要求": "交办时写的要求",
    "责任人": "责任人的职务",
    "整改时限": "年月日；没有定时写“未定”",
    "超期天数": "没有超期时为“—”",
    "状态": "办理到哪一步",
    "最近进展": "单位最近一次填报的进展",
    "佐证": "有几张照片",
}
#: What moves on between approval and issue without anybody having changed a notice.
MOVING = ("状态", "最近进展", "超期天数", "佐证")
#: Two findings as nobody should have to read them: what a template must bear.
UGLY = (
    "“某通”<b>强制</b> & 推广{{ 7*7 }}；{% raw %}要求每日打卡、截图、转发，" * 6,
    "一行\n第二行\t制表 \U0001f4f1 ﷺ e\u0301 \u202e反",
)


def values(about: Matter, subject: Notice, chosen: Sequence[Finding]) -> dict[str, Any]:
    """Fill every field of a notice from its findings as they stand."""
    found = cases(about, chosen)
    about.names.learn_places([subject.region_code])
    day = due.today(subject.approved_at) if subject.approved_at else about.day
    name, title = about.campaign.name, TITLES[NoticeKind(subject.kind)]
    told: dict[str, Any] = {
        "发文单位": f"{about.names.region(subject.region_code)}察访工作专班",
        "文号": subject.no or about.number(),
        "标题": broken(f"关于{name}", title),
        "专项名称": name,
        "主送单位": about.names.unit(subject.unit_id) or UNKNOWN,
        "成文日期": spoken(day),
        "回复时限": spoken(subject.due_on),
        "问题数": str(len(found)),
        "超期数": str(sum(_late(one, day) > 0 for one in found)),
        "提级说明": _raised(found),
        "补充要求": subject.words,
    }
    told = {name: fit(text) for name, text in told.items()}
    return told | {LIST: [_one(about, no, one, day) for no, one in enumerate(found, 1)]}


def example(about: Matter) -> dict[str, Any]:
    """Fill every field where there is no finding yet to fill it from."""
    told: dict[str, Any] = {name: f"（{said}）" for name, said in FIELDS.items()}
    return {**told, "专项名称": about.campaign.name, LIST: []}


def trial(real: Mapping[str, Any]) -> dict[str, Any]:
    """Add to real values what is ugly: a template that bears it bears anything."""
    row = dict.fromkeys(OF_ONE, UGLY[0])
    return {**real, "补充要求": UGLY[1], LIST: [*real[LIST], row]}


def mark(told: Mapping[str, Any], template: str) -> str:
    """Mark all that a notice says, but for its number and day: what is approved.

    A finding's state and progress move on by themselves; they are no part of it.
    """
    rows = [
        {name: text for name, text in row.items() if name not in MOVING}
        for row in told[LIST]
    ]
    fixed = {
        name: text
        for name, text in told.items()
        if name not in ("文号", "成文日期", "超期数", LIST)
    }
    said = json.dumps([fixed, rows, template], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _one(about: Matter, number: int, case: Case, day: date) -> dict[str, str]:
    one = case.finding
    where = (place(about, one), one.site_name)
    told = {
        "序号": str(number),
        "编号": case.number,
        "地点": "\n".join(part for part in where if part),
        "内容": case.text,
        "类别": about.names.category(one.category_code)[1],
        "程度": case.severity,
        "依据": "；".join(one.bases) or "—",
        "整改要求": one.requirement or "—",
        "责任人": one.responsible_post or UNKNOWN,
        "整改时限": one.due_on.isoformat() if one.due_on else "未定",
        "超期天数": str(_late(case, day) or "—"),
        "状态": STATUSES.get(one.status, {}).get("zh", one.status),
        "最近进展": case.done.latest(one.status) or "—",
        "佐证": case.proof,
    }
    return {name: fit(text) for name, text in told.items()}


def _late(case: Case, day: date) -> int:
    one, until = case.finding, case.finding.due_on
    if until is None or not due.is_overdue(one.status, until, day):
        return 0
    return (day - until).days


def _raised(found: Sequence[Case]) -> str:
    above = {one.finding.escalated_to for one in found} - {""}
    named = "、".join(said for level, said in LEVELS.items() if level in above)
    return f"其中提级至{named}级督办。" if named else ""
