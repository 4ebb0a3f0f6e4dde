"""The confirmation of a problem (问题确认单): what the unit on site says to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from server.models import Finding, Statement
from server.reports.documents.matter import Case, Matter, cases, pictures, place
from server.reports.letter.writing import Box
from server.reports.spoken import BLANK, spoken

TITLE = "问题确认单"


def write(out: BinaryIO, about: Matter, findings: Sequence[Finding]) -> None:
    """Write a leaf for each finding, to be signed on site."""
    writing = about.writing(TITLE)
    for case in cases(about, findings):
        writing.letter()
        writing.title(about.campaign.name, TITLE)
        writing.boxes(_boxes(about, case))
        shown = pictures(about, case)
        if shown:
            writing.space()
            writing.pictures(shown)
        rest = len(case.evidence.photos) - len(shown)
        if shown and rest:
            writing.remark(f"注：另有照片{rest}张，见系统。")
    writing.save(out)


def _boxes(about: Matter, case: Case) -> list[list[Box]]:
    one = case.finding
    kind = about.names.category(one.category_code)[1]
    return [
        [Box("问题编号", case.number), Box("发现时间", spoken(one.found_on))],
        [Box("地区", place(about, one)), Box("被察访单位", one.site_name)],
        [Box("问题类别", kind), Box("严重程度", case.severity)],
        [Box("问题描述", case.text)],
        [Box("依据", "；".join(one.bases) or "—")],
        [Box("佐证", case.proof)],
        [Box("单位说明", _statements(about, one) or "", free=2)],
        [Box("单位意见", "□ 属实　　□ 部分属实　　□ 不属实\n理由：", free=3)],
        [Box("单位经办人职务", "", 1), Box("签字日期", BLANK)],
        [Box("察访组", about.names.team(one.team_id)), Box("组长签字", BLANK)],
    ]


def _statements(about: Matter, finding: Finding) -> str:
    """Repeat what the unit has said already."""
    said = about.session.scalars(Statement.of(finding.id))
    return "\n".join(f"{one.unit_text}：{one.text}" for one in said)
