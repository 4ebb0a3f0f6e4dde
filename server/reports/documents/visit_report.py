"""A team's report of its visits (察访情况报告): its sentences come from the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO

from sqlalchemy import func

from server.actions import access
from server.actions.life import due
from server.models import Submission, SubmissionState, Team
from server.reports import figures
from server.reports.documents import phrases
from server.reports.documents.matter import Case, Matter, cases, place
from server.reports.letter.contract import Letter
from server.reports.letter.tables import Column
from server.reports.spoken import spoken
from server.reports.vocabulary import STATUSES
from server.reports.wanted import Wanted

TITLE = "察访情况报告"
COLUMNS = (
    Column("序号", 11),
    Column("问题编号", 56),
    Column("地区和被察访单位", 40, wraps=True),
    Column("问题", 66, wraps=True),
    Column("程度", 12),
    Column("整改时限", 24),
    Column("状态", 16),
)


def write(out: BinaryIO, about: Matter, wanted: Wanted, team: Team) -> None:
    """Write the report of one team about the findings that are wanted."""
    found = [case for part in wanted.findings() for case in cases(about, part)]
    facts = figures.read(wanted)
    writing, name = about.writing(TITLE), about.names.team(team.id)
    writing.letter()
    writing.title(about.campaign.name, f"{name}{TITLE}")
    writing.level("一、察访基本情况")
    writing.say(_went(wanted, team, found))
    writing.level("二、发现的主要问题")
    phrases.problems(writing, about, [case.finding for case in found])
    writing.level("三、整改情况")
    writing.say(phrases.stood(about, facts))
    writing.level("四、工作建议")
    writing.say("（由察访组填写）")
    if found:
        writing.attached(["问题清单"])
    writing.signed(name, spoken(about.day))
    if found:
        _list(writing, about, found)
    writing.save(out)


def _went(wanted: Wanted, team: Team, found: Sequence[Case]) -> str:
    sent = access.submissions(wanted.actor, wanted.campaign).where(
        Submission.team_id == team.id,
        Submission.received_at < wanted.until,
        Submission.state != SubmissionState.SUPERSEDED,
    )
    visits, sites, forms, first, last = wanted.session.execute(
        sent.with_only_columns(
            func.count(Submission.visit_id.distinct()),
            func.count(Submission.site_name.distinct()),
            func.count(),
            func.min(Submission.finished_at),
            func.max(Submission.finished_at),
        )
    ).one()
    if not forms:
        return "截至统计时，本组还没有填报。"
    name = wanted.called().team(team)
    return (
        f"{_span(first, last)}，{name}察访{visits}次，到{sites}个点位，"
        f"填报{forms}份，经审核认定问题{len(found)}个。"
    )


def _span(first: datetime, last: datetime) -> str:
    begin, end = (spoken(due.today(one)) for one in (first, last))
    return begin if begin == end else f"{begin}至{end}"


def _list(writing: Letter, about: Matter, found: Sequence[Case]) -> None:
    writing.wide()
    writing.attachment("附件", "问题清单")
    rows = (_row(about, number, case) for number, case in enumerate(found, start=1))
    writing.table(COLUMNS, rows, f"合计　{len(found)}个")
    held = sum(case.evidence.held for case in found)
    if held:
        writing.remark(f"注：佐证照片中{held}张未放行，未随附。")


def _row(about: Matter, number: int, case: Case) -> tuple[str, ...]:
    one = case.finding
    where = "\n".join(part for part in (place(about, one), one.site_name) if part)
    until: date | None = one.due_on
    return (
        str(number),
        case.number,
        where,
        case.text,
        case.severity,
        until.isoformat() if until else "未定",
        STATUSES.get(one.status, {}).get("zh", one.status),
    )
