"""One problem of the story, asked of every township (举一反三)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import self_checks
from server.actions.self_checks import Asked
from server.db import reading
from server.demo.accounts import OFFICE
from server.demo.stage import Scene, actor, login_of, play, scene
from server.demo.story import CITY, Home
from server.models import (
    Finding,
    FindingStatus,
    SelfCheck,
    SelfCheckTask,
    SelfReport,
    Team,
    Unit,
)

WORDS = "请对照清单自查本辖区村（社区）有无上级要求挂牌、由村承担费用的情况，如实填报。"
STARTED_ON, DUE_ON = date(2026, 4, 13), date(2026, 4, 30)
#: So many of the townships answer; these found something, by their place in the list.
ANSWERING = 20
FOUND = {
    3: "两个村仍挂有“健康促进工作室”牌子，制作费共 480 元由村承担。",
    8: "一个社区悬挂“环保宣传教育点”，费用尚未退还。",
    14: "经核对，仅有便民公示牌，不属于清理范围，报请明确。",
}
DECLINED = "便民公示牌不在清理范围，不需察访。"
VISITED_ON = date(2026, 5, 8)


def tell(home: Home) -> None:
    """Ask, let the townships answer, and follow up what they found; twice is once."""
    if reading().scalar(select(SelfReport).where(SelfReport.campaign_id == home.id)):
        return
    at = home.days.at
    play([scene(at(STARTED_ON, 10, 30), _start, home)])
    play(_answers(home))
    play([scene(at(date(2026, 4, 29), 15, 30), _follow_up, home)])


def _start(session: Session, home: Home) -> None:
    if session.scalar(SelfCheck.of(home.id)) is not None:
        return
    chosen = select(Finding).where(
        Finding.campaign_id == home.id,
        Finding.rule == "B07",
        Finding.status == FindingStatus.CLOSED,
    )
    finding = session.scalars(chosen.order_by(Finding.finding_no)).first()
    if finding is not None:
        given = Asked(CITY, "town_gov", WORDS, home.days.on(DUE_ON))
        self_checks.start(session, actor(session, OFFICE), finding, given)


def _answers(home: Home) -> Iterator[Scene]:
    """Let most townships answer, three a morning."""
    tasks = select(SelfCheckTask.id).where(SelfCheckTask.campaign_id == home.id)
    known = reading().scalars(tasks.order_by(SelfCheckTask.id)).all()
    for nth, task_id in enumerate(known[:ANSWERING]):
        morning = home.days.at(date(2026, 4, 20 + nth // 5), 9, 5 * nth % 60)
        yield scene(morning, _answer, task_id, FOUND.get(nth))


def _answer(session: Session, task_id: int, found: str | None) -> None:
    task = session.get_one(SelfCheckTask, task_id)
    if task.answered_at is not None:
        return
    own = session.get_one(Unit, task.unit_id)
    words = "已逐村自查，发现情况如下。" if found else "已逐村自查，没有此类情况。"
    reports = [found] if found else []
    self_checks.answer(session, actor(session, login_of(own)), task, words, reports)


def _follow_up(session: Session, home: Home) -> None:
    """Send a team to the first, leave the second open, decline the third."""
    reported = select(SelfReport).where(SelfReport.campaign_id == home.id)
    rows = session.scalars(reported.order_by(SelfReport.id)).all()
    if len(rows) < len(FOUND):
        return
    office, day = actor(session, OFFICE), home.days.on(VISITED_ON)
    task = session.get_one(SelfCheckTask, rows[0].task_id)
    there = session.get_one(Unit, task.unit_id).region_code[:6]
    teams = session.scalars(Team.of(home.id)).all()
    near = next(one for one in teams if one.region_codes[0].startswith(there))
    self_checks.send(session, office, rows[0], near, day)
    self_checks.decline(session, office, rows[-1], DECLINED)
