"""What was said to the offices of the story, from five sources, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from server.actions.clues import registering
from server.actions.clues.registering import Told
from server.db import reading
from server.demo.accounts import CLUES, COUNTY_CLUES, LINYI
from server.demo.clue_acts import (
    Act,
    answer,
    assign,
    conclude,
    confer,
    decide,
    link,
    pass_on,
    received,
    refer,
    step,
    transfer,
)
from server.demo.stage import Scene, actor, campaign, play, scene
from server.demo.story import CITY, Home
from server.models import (
    Clue,
    ClueSource,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A clue of the story: whose register, when it came, and what was done when."""

    external_no: str
    source: ClueSource
    sub_source: str
    region: str
    received_on: date
    unit: str
    digest: str
    content: str
    done: tuple[tuple[date, int, Act], ...] = ()

    @property
    def login(self) -> str:
        """Who keeps the register that it stands in."""
        return CLUES if self.region == CITY else COUNTY_CLUES


TOLD = (
    Said(
        "RX-2026-031187",
        ClueSource.PETITION,
        "12345 热线",
        LINYI,
        date(2026, 3, 18),
        "临邑县孟寺镇人民政府",
        "反映镇里要求网格员每日在手机应用上多次打卡、上传工作照。",
        "来电反映：镇里要求网格员每天早中晚三次在应用上打卡，还要拍照上传，完不成就在群里通报。",
        (
            (date(2026, 3, 18), 15, step("screen", "内容具体，属本专项。")),
            (date(2026, 3, 19), 9, step("take")),
            (
                date(2026, 3, 19),
                10,
                assign(
                    date(2026, 4, 17), "临邑县纪委监委党风政风监督室", "临邑县委组织部"
                ),
            ),
            (date(2026, 3, 20), 9, step("check")),
            (
                date(2026, 4, 9),
                15,
                conclude("substantiated", "查阅应用后台和群通知，属实。"),
            ),
            (date(2026, 4, 9), 16, link),
            (date(2026, 4, 13), 10, answer("已电话答复，反映人表示满意。")),
            (date(2026, 4, 14), 10, step("close")),
        ),
    ),
    Said(
        "SJ-2026-0042",
        ClueSource.DEPARTMENT,
        "审计移送",
        CITY,
        date(2026, 4, 8),
        "德州市某政务应用运营单位",
        "审计发现同一数据在三个平台重复填报，系统建设重复投入。",
        "审计组在信息化专项审计中发现，同一批民生数据在三个平台重复填报，三个平台分别招标建设。",
        (
            (date(2026, 4, 9), 10, step("screen")),
            (date(2026, 4, 10), 10, step("take")),
            (date(2026, 4, 16), 15, confer),
            (date(2026, 4, 20), 9, step("check")),
            (
                date(2026, 4, 27),
                15,
                transfer(
                    "德州市纪委监委",
                    "招标环节涉嫌违反规定，不属本专班权限。",
                    "审计取证单一份\n合同复印件三份",
                    date(2026, 5, 20),
                ),
            ),
            (date(2026, 4, 29), 10, received),
        ),
    ),
    Said(
        "XF-2026-0117",
        ClueSource.PETITION,
        "来信来访",
        CITY,
        date(2026, 4, 13),
        "",
        "反映一起民事判决执行不到位。",
        "来信反映一起民事判决多年没有执行到位，与基层负担无关。",
        (
            (date(2026, 4, 14), 10, step("screen", "与本专项无关。")),
            (date(2026, 4, 16), 16, decide),
            (
                date(2026, 4, 17),
                9,
                pass_on(
                    "德州市信访局", "属涉法涉诉事项，不在受理范围。", date(2026, 5, 15)
                ),
            ),
        ),
    ),
    Said(
        "DSJ-2026-009",
        ClueSource.DATA,
        "应用备案比对",
        CITY,
        date(2026, 4, 20),
        "宁津县社会治理服务中心",
        "数据比对发现一款小程序未备案、两个月无更新。",
        "将在用应用清单与备案库比对，发现一款小程序未备案，后台两个月没有更新和使用记录。",
        (
            (date(2026, 4, 20), 15, step("screen")),
            (date(2026, 4, 21), 9, step("take")),
            (
                date(2026, 4, 21),
                10,
                assign(
                    date(2026, 4, 30),
                    "德州市大数据局",
                    room="市纪委监委第三监督检查室",
                    stationed="驻市政府办公室纪检监察组",
                    local="宁津县纪委监委",
                ),
            ),
            (date(2026, 4, 22), 9, step("check")),
        ),
    ),
    Said(
        "XC-2026-07",
        ClueSource.TOUR,
        "巡察反馈",
        LINYI,
        date(2026, 4, 27),
        "临邑县融媒体中心",
        "巡察反馈要求下属单位对公众号文章点赞转发并统计排名。",
        "县委第二巡察组反馈：要求各站所对公众号文章逐篇点赞转发，每周统计排名并在会上通报。",
        ((date(2026, 4, 28), 10, step("screen")),),
    ),
    Said(
        "RX-2026-044210",
        ClueSource.PETITION,
        "12345 热线",
        LINYI,
        date(2026, 4, 30),
        "临邑县某村村民委员会",
        "",
        "来电反映：村委会门口挂了二十多块牌子，还让村里自己出钱制作。",
    ),
)


def tell(home: Home) -> None:
    """Register what was said and handle it day by day; twice is once."""
    if reading().scalar(Clue.of(home.id).limit(1)) is None:
        told = [each for one in TOLD for each in _scenes(home, one)]
        play([*told, scene(home.days.at(date(2026, 4, 24), 11, 0), refer, home)])


def _scenes(home: Home, one: Said) -> Iterator[Scene]:
    at = home.days.at
    yield scene(at(one.received_on, 9, 30), _register, home, one)
    for day, hour, act in one.done:
        yield scene(at(day, hour, 45), _act, home, one, act)


def _register(session: Session, home: Home, one: Said) -> None:
    told = Told(
        region_code=one.region,
        source=one.source,
        received_on=home.days.on(one.received_on),
        content=one.content,
        digest=one.digest,
        sub_source=one.sub_source,
        external_no=one.external_no,
        unit_named=one.unit,
    )
    opener: Any = current_app.extensions["sealing"]
    who = actor(session, one.login)
    registering.register(session, who, campaign(session, home), opener, told)


def _act(session: Session, home: Home, one: Said, act: Act) -> None:
    chosen = Clue.of(home.id).where(Clue.external_no == one.external_no)
    act(session, actor(session, one.login), session.scalars(chosen).one(), home)
