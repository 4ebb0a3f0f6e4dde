"""The assignment slip (交办单): one finding goes to one unit, which signs for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from server.actions.life import due
from server.models import Finding
from server.reports.documents.matter import UNKNOWN, Case, Matter, cases, place
from server.reports.letter.writing import Box
from server.reports.spoken import BLANK, spoken

TITLE = "问题交办单"


def write(out: BinaryIO, about: Matter, findings: Sequence[Finding]) -> None:
    """Write a slip for each finding, with the receipt below it."""
    writing = about.writing(TITLE)
    for case in cases(about, findings):
        writing.letter()
        writing.title(about.campaign.name, TITLE)
        writing.remark(about.number())
        writing.boxes(_slip(about, case))
        writing.space()
        writing.remark("签收回执（请在签收后交回）")
        writing.boxes(_receipt(case))
    writing.save(out)


def _slip(about: Matter, case: Case) -> list[list[Box]]:
    one, names = case.finding, about.names
    assigned = due.today(one.assigned_at) if one.assigned_at else None
    assisting = "、".join(names.unit(unit) for unit in case.done.assisting)
    overseeing = "、".join(names.unit(unit) for unit in case.done.overseeing)
    lead = names.unit(one.responsible_unit_id) or one.responsible_text or UNKNOWN
    return [
        [Box("问题编号", case.number), Box("交办时间", spoken(assigned))],
        [Box("责任单位", lead), Box("责任人（职务）", one.responsible_post or UNKNOWN)],
        [
            Box("配合单位", assisting or "—"),
            Box("监管单位", overseeing or "—"),
        ],
        [Box("地区", place(about, one)), Box("被察访单位", one.site_name)],
        [Box("问题类别", names.category(one.category_code)[1])],
        [Box("问题描述", case.text)],
        [Box("依据", "；".join(one.bases) or "—")],
        [Box("整改要求", one.requirement or "—")],
        [Box("整改时限", spoken(one.due_on)), Box("严重程度", case.severity)],
        [Box("佐证", case.proof)],
        [Box("交办单位", about.issuer), Box("经办（盖章）", BLANK)],
    ]


def _receipt(case: Case) -> list[list[Box]]:
    return [
        [Box("问题编号", case.number), Box("签收时间", BLANK)],
        [Box("责任划分", "□ 认可　　□ 有异议（理由）：", free=1)],
        [Box("签收人职务", ""), Box("单位盖章", "", free=1)],
    ]
