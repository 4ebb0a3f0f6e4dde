"""What the office of the story had planned: who does what, in which round, by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from server.actions import arrangements, milestones, rounds
from server.actions.arrangements import Words
from server.actions.rounds import Plan
from server.db import reading
from server.demo.accounts import OFFICE
from server.demo.days import BEGINS, Days
from server.demo.stage import Scene, actor, campaign, play, scene
from server.demo.story import Home
from server.models import Arrangement, Milestone, Round

ARRANGED = (
    Words("lead", "德州市察访工作专班", "市级牵头单位"),
    Words("co_lead", "德州市委办公室"),
    Words("co_lead", "德州市委组织部"),
    Words("office", "专班办公室", "负责日常协调、审核和台账"),
    Words("group", "综合协调组", "专班办公室", "日程、文稿、台账"),
    Words("group", "调研察访组", "18 个察访组", "进村入户、现场取证"),
    Words("group", "整改督办组", "专班办公室二科", "交办、催办、核查"),
    Words("group", "线索核查组", "专班办公室", "受理、移送、反馈"),
    Words("group", "制度建设组", "专班办公室二科", "建议书、制度成果"),
    Words("mechanism", "会商研判机制", text="每周一次"),
    Words("mechanism", "情况通报机制", text="每月一期"),
    Words("mechanism", "线索移送机制", text="收到即登记，五日内反馈"),
    Words("mechanism", "台账管理机制", text="一项问题一行，动态更新"),
    Words("mechanism", "销号公示机制", text="两级核查，公示五日"),
    Words("mechanism", "回头看机制", text="销号三个月后抽查"),
    Words("mechanism", "以下看上机制", text="基层反映上级，直达专班"),
    Words("mechanism", "人才抽调机制", text="按回避要求抽签"),
    Words("mechanism", "容错澄清机制", text="不属实的及时澄清"),
    Words("measure", "调研摸底查实情", "调研察访组"),
    Words("measure", "察访追责导压力", "调研察访组"),
    Words("measure", "整改纠偏促治理", "整改督办组"),
    Words("measure", "开门整治听民声", "线索核查组"),
    Words("measure", "清理整合减数量", "整改督办组"),
    Words("measure", "举一反三补短板", "整改督办组"),
    Words("measure", "建章立制管长远", "制度建设组"),
    Words("measure", "跟踪问效防反弹", "综合协调组"),
    Words("plan_item", "“指尖上的形式主义”专项察访", "专班办公室"),
    Words("activity", "党政正职培训班第一期", "市委组织部", people=140),
    Words("activity", "党政正职培训班第二期", "市委组织部", people=132),
    Words("activity", "警示教育大会", "市直机关工委", people=460),
    Words(
        "talk",
        "市县乡三级座谈",
        "调研察访组",
        "表现在基层、根子在上面的问题",
        people=86,
    ),
)
#: Number, name, first and last day.
ROUNDS = (
    (1, "首轮察访", date(2026, 3, 9), date(2026, 3, 27)),
    (2, "回头看和补充察访", date(2026, 4, 27), date(2026, 6, 5)),
)
#: Task, whose, how long, until when, since when it is done; each waits for the last.
TASKS = (
    ("制定方案、抽签编组", "综合协调组", 5, date(2026, 3, 6), date(2026, 3, 5)),
    ("首轮察访", "调研察访组", 15, date(2026, 3, 27), date(2026, 3, 24)),
    ("审核认定、交办", "整改督办组", 5, date(2026, 4, 3), date(2026, 4, 1)),
    ("责任单位整改", "整改督办组", 6, date(2026, 4, 30), None),
    ("两级核查、公示销号", "整改督办组", 8, date(2026, 5, 15), None),
    ("回头看", "调研察访组", 14, date(2026, 6, 5), None),
    ("印发制度成果", "制度建设组", 10, date(2026, 6, 19), None),
    ("总结报告", "综合协调组", 6, date(2026, 6, 30), None),
)


def tell(home: Home) -> None:
    """Write the plan down, and what of it was done; twice is once."""
    if reading().scalar(Milestone.of(home.id).limit(1)) is None:
        play(_scenes(home))


def _scenes(home: Home) -> Iterator[Scene]:
    at = home.days.at
    yield scene(at(BEGINS, 14, 0), _arranged, home)
    yield scene(at(BEGINS, 15, 0), _rounds, home)
    yield scene(at(BEGINS, 16, 0), _tasks, home)


def _arranged(session: Session, home: Home) -> None:
    own, office = campaign(session, home), actor(session, OFFICE)
    if session.scalar(Arrangement.of(home.id).limit(1)) is not None:
        return
    for one in ARRANGED:
        arrangements.add(session, office, own, one)


def _rounds(session: Session, home: Home) -> None:
    own, office, on = campaign(session, home), actor(session, OFFICE), home.days.on
    known = {one.no for one in session.scalars(Round.of(home.id))}
    for no, name, first, last in ROUNDS:
        if no not in known:
            rounds.start(session, office, own, Plan(no, name, on(first), on(last)))


def _tasks(session: Session, home: Home) -> None:
    own, office = campaign(session, home), actor(session, OFFICE)
    before: int | None = None
    for name, owner, length, due_on, _ in TASKS:
        plan = milestones.Plan(name, owner, length, home.days.on(due_on), before)
        added = milestones.add(session, office, own, plan)
        session.flush()
        before = added.id


def finish(home: Home) -> None:
    """Let what was done be done, each on its day; twice is once."""
    play(_done(home.days, home))


def _done(days: Days, home: Home) -> Iterator[Scene]:
    for name, _owner, _length, _due, done in TASKS:
        if done is not None:
            yield scene(days.at(done, 17, 0), _finished, home, name, days.on(done))


def _finished(session: Session, home: Home, name: str, day: date) -> None:
    found = session.scalars(Milestone.of(home.id).where(Milestone.name == name)).one()
    if found.done_on is None:
        milestones.finish(session, actor(session, OFFICE), found, day)
