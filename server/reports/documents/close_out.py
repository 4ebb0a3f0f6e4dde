"""The approval of a close-out (销号审批表): what was done, seen and agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select

from server.actions.life import due
from server.models import Finding, Rectification, User, VerificationStep
from server.reports.documents.matter import UNKNOWN, Case, Matter, cases, place
from server.reports.letter.writing import Box
from server.reports.names import LEVELS
from server.reports.spoken import BLANK, spoken
from server.reports.vocabulary import FIXES

TITLE = "问题销号审批表"


def write(out: BinaryIO, about: Matter, findings: Sequence[Finding]) -> None:
    """Write a form for each finding; who has not signed yet signs by hand."""
    writing = about.writing(TITLE)
    for case in cases(about, findings):
        writing.letter()
        writing.title(about.campaign.name, TITLE)
        writing.boxes(
            [*_found(about, case), *_mended(about, case), *_signed(about, case)]
        )
    writing.save(out)


def _found(about: Matter, case: Case) -> list[list[Box]]:
    one, names = case.finding, about.names
    lead = names.unit(one.responsible_unit_id) or one.responsible_text or UNKNOWN
    return [
        [Box("问题编号", case.number), Box("发现时间", spoken(one.found_on))],
        [Box("地区", place(about, one)), Box("被察访单位", one.site_name)],
        [Box("责任单位", lead), Box("责任人（职务）", one.responsible_post or UNKNOWN)],
        [
            Box("问题类别", names.category(one.category_code)[1]),
            Box("严重程度", case.severity),
        ],
        [Box("问题描述", case.text)],
        [Box("整改要求", one.requirement or "—")],
        [Box("整改时限", _time(case)), Box("上报完成", _day(one.reported_at))],
    ]


def _time(case: Case) -> str:
    more = f"（延期{case.done.extended}次）" if case.done.extended else ""
    return spoken(case.finding.due_on) + more


def _mended(about: Matter, case: Case) -> list[list[Box]]:
    done = case.done
    measures = [
        f"{number}. {one.text}{'（长效）' if one.horizon == 'long_term' else ''}"
        for number, one in enumerate(done.measures, start=1)
    ]
    seen = FIXES.get(done.follow_up, "未安排回头看")
    return [
        [Box("整改措施", "\n".join(measures) or "—")],
        [Box("整改完成情况", _report(about, case) or "—")],
        [Box("佐证材料", f"{done.proofs}份"), Box("回头看结论", seen)],
    ]


def _report(about: Matter, case: Case) -> str:
    """Repeat what the units reported last."""
    told = select(Rectification.report).where(
        Rectification.finding_id == case.finding.id, Rectification.report != ""
    )
    return "\n".join(about.session.scalars(told.order_by(Rectification.id)))


def _signed(about: Matter, case: Case) -> list[list[Box]]:
    one = case.finding
    steps = [
        [
            Box(f"{LEVELS[step.level]}级核查意见", _verdict(step)),
            Box("核查人、时间", f"{_staff(about, step.verifier_id)}\n{_day(step.at)}"),
        ]
        for step in case.done.verifications
    ]
    notice = f"至{spoken(one.notice_until)}" if one.notice_until else "—"
    closed = f"{_staff(about, one.closed_by)}\n{_day(one.closed_at)}"
    return [
        *(steps or [[Box("核查意见", "", free=2), Box("核查人、时间", BLANK)]]),
        [Box("公示", notice), Box("公示异议", "□ 无　　□ 有")],
        [
            Box("办公室意见", "", free=2),
            Box("销号人、时间", closed if one.closed_at else BLANK),
        ],
        [Box("审批意见", "", free=3)],
    ]


def _verdict(step: VerificationStep) -> str:
    said = "通过" if step.passed else "不通过"
    return f"{said}：{step.comment}" if step.comment else said


def _staff(about: Matter, user_id: int | None) -> str:
    """Name a user by staff number."""
    user = about.session.get(User, user_id or 0)
    return (user.staff_no or user.login) if user else ""


def _day(moment: datetime | None) -> str:
    return spoken(due.today(moment)) if moment else BLANK
