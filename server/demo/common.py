"""What the problems of the story have in common: themes, advice, rules made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import system_measures, themes
from server.actions.advice import steps
from server.actions.advice.steps import Draft
from server.actions.advice.ways import WAYS, Step
from server.actions.system_measures import Made, Move
from server.actions.themes import Words
from server.demo.accounts import OFFICE, SECOND
from server.demo.stage import Scene, actor, campaign, login_of, play, scene, unit
from server.demo.story import CITY, Home
from server.models import (
    COUNTED,
    Finding,
    IssueTheme,
    MeasureStage,
    Recommendation,
    SystemMeasure,
)

DRAWN_ON = date(2026, 4, 8)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is made: what it is called, and how far it has come, when."""

    kind: str
    title: str
    number: int
    stages: tuple[tuple[MeasureStage, date], ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """What several problems share, whom it is put to, and what came of it."""

    words: Words
    #: The rules that had proposed its problems.
    rules: tuple[str, ...]
    unit: str
    asks: tuple[str, ...]
    #: The steps of its recommendation, each with its day and words.
    steps: tuple[tuple[Step, date, str], ...]
    made: tuple[Rule, ...] = ()
    closed_on: date | None = None


AT = MeasureStage
THEMES = (
    Theme(
        Words(
            "同一数据多个系统重复填报",
            "A1",
            "多个系统要同样的数据，基层一数多报，人均每天多花近十分钟。",
            "系统之间不联通；新建系统没有准入；数据不回流。",
        ),
        ("A04", "A05"),
        "371400-01",
        (
            "建立政务应用准入和备案办法，清单以外的不得向基层推广。",
            "打通省、市平台，已有数据不再要求基层填报。",
        ),
        (
            ("approve", date(2026, 4, 10), ""),
            ("deliver", date(2026, 4, 10), ""),
            ("acknowledge", date(2026, 4, 13), ""),
            ("plan", date(2026, 4, 17), "四月底前完成清单，六月底前完成数据回流。"),
            ("report", date(2026, 4, 29), "准入办法已印发，两个平台已联通。"),
        ),
        (
            Rule(
                "rule",
                "德州市政务应用准入和备案办法（试行）",
                11,
                (
                    (AT.CONSULTING, date(2026, 4, 15)),
                    (AT.APPROVING, date(2026, 4, 21)),
                    (AT.ISSUED, date(2026, 4, 27)),
                ),
            ),
            Rule(
                "list",
                "面向基层的政务应用保留清单",
                0,
                ((AT.IN_FORCE, date(2026, 4, 28)),),
            ),
            Rule(
                "flow",
                "基层数据一次采集回流流程",
                0,
                ((AT.CONSULTING, date(2026, 4, 24)),),
            ),
        ),
    ),
    Theme(
        Words(
            "挂牌费用由村里承担",
            "A3",
            "上级部门要求挂牌，制作费用由村集体支出。",
            "谁要求、谁出钱没有规定；挂牌当作验收条件。",
        ),
        ("B07",),
        "371400-02",
        ("退还村里承担的费用。", "建立挂牌准入和经费保障规定。"),
        (
            ("approve", date(2026, 4, 9), ""),
            ("deliver", date(2026, 4, 9), ""),
            ("acknowledge", date(2026, 4, 10), ""),
            ("plan", date(2026, 4, 13), "四月二十日前退款到位，月底前出台规定。"),
            ("report", date(2026, 4, 24), "费用已全部退还，规定已施行。"),
            ("pass", date(2026, 4, 27), "经核实，落实到位。"),
            ("close", date(2026, 4, 28), ""),
        ),
        (
            Rule(
                "rule",
                "村（社区）挂牌准入和经费保障规定",
                12,
                (
                    (AT.APPROVING, date(2026, 4, 17)),
                    (AT.ISSUED, date(2026, 4, 21)),
                    (AT.IN_FORCE, date(2026, 4, 24)),
                ),
            ),
        ),
        date(2026, 4, 30),
    ),
    Theme(
        Words(
            "以打卡、留痕代替工作实绩",
            "A1",
            "以积分、排名、工作照片作为完成依据。",
            "考核指标照搬系统功能；上级工作要求没有区分场景。",
        ),
        ("A02", "A06", "A09"),
        "371400-03",
        (
            "取消以照片、截图为完成依据的要求。",
            "随访录入由卫生院承担，不得转给村干部。",
        ),
        (
            ("approve", date(2026, 4, 28), ""),
            ("deliver", date(2026, 4, 29), ""),
        ),
        (Rule("rule", "基层公共卫生信息采集职责规定", 0, ()),),
    ),
    Theme(
        Words(
            "以下载率、转发率考核推广应用",
            "A1",
            "下载、登录、转发情况列入考核和通报。",
            "以使用率衡量应用成效。",
        ),
        ("A01", "A03"),
        "371400-01",
        ("清理以使用率、转发率为内容的考核指标。",),
        (),
    ),
)


def tell(home: Home) -> None:
    """Draw the themes, and let happen what came of them; twice is once."""
    play(each for nth, one in enumerate(THEMES) for each in _scenes(home, nth, one))


def _scenes(home: Home, nth: int, one: Theme) -> Iterator[Scene]:
    at = home.days.at
    yield scene(at(DRAWN_ON, 9, 10 + nth), _draw, home, one)
    drafted = DRAWN_ON if one.steps else date(2026, 4, 30)
    yield scene(at(drafted, 11, nth), _draft, home, one)
    for step, day, words in one.steps:
        yield scene(at(day, 15, nth), _step, home, one, step, words)
    for rule in one.made:
        yield scene(at(date(2026, 4, 13), 16, nth), _begin, home, one, rule)
        for stage, day in rule.stages:
            yield scene(at(day, 14, nth), _move, home, rule, stage, day)
    if one.closed_on is not None:
        yield scene(at(one.closed_on, 17, nth), _close, home, one)


def _theme(session: Session, home: Home, one: Theme) -> IssueTheme | None:
    known = IssueTheme.of(home.id).where(IssueTheme.name == one.words.name)
    return session.scalar(known)


def _draw(session: Session, home: Home, one: Theme) -> None:
    if _theme(session, home, one) is not None:
        return
    own, office = campaign(session, home), actor(session, OFFICE)
    drawn = themes.draw(session, office, own, CITY, one.words)
    session.flush()
    themes.put(session, office, drawn, _findings(session, home, one.rules))


def _findings(
    session: Session, home: Home, rules: tuple[str, ...]
) -> Sequence[Finding]:
    chosen = select(Finding).where(
        Finding.campaign_id == home.id,
        Finding.rule.in_(rules),
        Finding.status.in_(COUNTED),
    )
    return session.scalars(chosen.order_by(Finding.finding_no)).all()


def _advice(session: Session, home: Home, one: Theme) -> Recommendation | None:
    theme = _theme(session, home, one)
    return session.scalar(Recommendation.of(theme.id)) if theme else None


def _draft(session: Session, home: Home, one: Theme) -> None:
    theme = _theme(session, home, one)
    if theme is None or _advice(session, home, one) is not None:
        return
    count = len(_findings(session, home, one.rules))
    facts = f"{one.words.summary}台账中此类问题{count}个。\n{one.words.common_features}"
    due_on = home.days.on(date(2026, 5, 22))
    given = Draft(unit(session, home, one.unit), facts, one.asks, due_on)
    steps.draft(session, actor(session, OFFICE), theme, given)


def _step(session: Session, home: Home, one: Theme, step: Step, words: str) -> None:
    """Take a step where it is the next: approved by another, answered by the unit."""
    subject, way = _advice(session, home, one), WAYS[step]
    if subject is None or subject.state not in way.start:
        return
    by = login_of(unit(session, home, one.unit)) if way.by_unit else SECOND
    steps.take(session, actor(session, by), subject, step, words)


def _begin(session: Session, home: Home, one: Theme, rule: Rule) -> None:
    theme = _theme(session, home, one)
    if theme is None or _made(session, home, rule) is not None:
        return
    own = unit(session, home, one.unit)
    given = Made(own, rule.kind, rule.title, advice=_advice(session, home, one))
    system_measures.add(session, actor(session, login_of(own)), theme, given)


def _move(
    session: Session, home: Home, rule: Rule, stage: MeasureStage, day: date
) -> None:
    subject = _made(session, home, rule)
    if subject is None or stage not in system_measures.ahead(subject):
        return
    on = home.days.on(day)
    number = f"德减办发〔{on.year}〕{rule.number}号" if rule.number else ""
    given = Move(stage, number, on if stage == AT.IN_FORCE else None)
    system_measures.move(session, actor(session, OFFICE), subject, given)


def _made(session: Session, home: Home, rule: Rule) -> SystemMeasure | None:
    known = SystemMeasure.of(home.id).where(SystemMeasure.title == rule.title)
    return session.scalar(known)


def _close(session: Session, home: Home, one: Theme) -> None:
    theme = _theme(session, home, one)
    if theme is not None and theme.closed_at is None:
        themes.close(session, actor(session, SECOND), theme)
