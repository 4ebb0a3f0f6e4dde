"""What people of the story do about clues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import referrals
from server.actions.access import Actor
from server.actions.clues import conferences, findings, steps, transfers
from server.actions.clues.conferences import Decision, Meeting
from server.actions.clues.steps import Parts
from server.actions.clues.transfers import Letter
from server.actions.referrals import Handing
from server.demo.accounts import LINYI, OFFICE
from server.demo.stage import actor, campaign
from server.demo.story import CITY, Home
from server.models import (
    COUNTED,
    CaseConference,
    Clue,
    ClueTransfer,
    Finding,
)

NINGJIN = "371422000000"
Act = Callable[[Session, Actor, Clue, Home], object]


def step(name: str, words: str = "") -> Act:
    """Take a plain step."""
    return lambda s, a, c, _h: steps.take(s, a, c, steps.PLAIN[name], words)


def assign(due_on: date, lead: str, *assist: str, **slots: str) -> Act:
    """Give it to who leads and assists."""
    parts = Parts(lead, assist, **slots)
    return lambda s, a, c, h: steps.assign(s, a, c, parts, h.days.on(due_on))


def conclude(outcome: str, words: str) -> Act:
    """Say what the check came to."""
    return lambda s, a, c, _h: steps.conclude(s, a, c, outcome, words)


def answer(words: str) -> Act:
    """Answer whom it is from."""
    return lambda s, a, c, _h: steps.answer(s, a, c, words, None)


def transfer(to: str, why: str, papers: str, due_on: date) -> Act:
    """Hand a clue on and stay with it."""
    return lambda s, a, c, h: transfers.transfer(
        s, a, c, Letter(to, why, h.days.on(due_on), papers)
    )


def pass_on(to: str, why: str, due_on: date) -> Act:
    """Hand it on for good."""
    return lambda s, a, c, h: transfers.pass_on(
        s, a, c, Letter(to, why, h.days.on(due_on))
    )


def received(session: Session, who: Actor, clue: Clue, _home: Home) -> None:
    """Let the other body receive what was sent."""
    for sent in session.scalars(ClueTransfer.of(clue.id)):
        transfers.told(session, who, sent, "receive")


def link(session: Session, who: Actor, clue: Clue, home: Home) -> None:
    """Say that a finding of the county, which the team wrote, is this clue's."""
    chosen = select(Finding).where(
        Finding.campaign_id == home.id,
        Finding.status.in_(COUNTED),
        Finding.county_code == LINYI,
    )
    first = session.scalars(chosen.order_by(Finding.finding_no).limit(1)).one()
    findings.link(session, who, clue, first)


def refer(session: Session, home: Home) -> None:
    """Let the office hand a finding on: a clue of it stands in the city's register."""
    chosen = select(Finding).where(
        Finding.campaign_id == home.id,
        Finding.status.in_(COUNTED),
        Finding.county_code == NINGJIN,
    )
    first = session.scalars(chosen.order_by(Finding.finding_no).limit(1)).one()
    digest = "推广单位涉嫌违规收取服务费，拟由纪检机关核查。"
    reason = (
        "现场谈话反映，推广单位以服务费名义按人头收费，去向不明，建议核查经办环节。"
    )
    given = Handing("德州市纪委监委", digest, reason)
    opener: Any = current_app.extensions["sealing"]
    referrals.refer(session, actor(session, OFFICE), opener, first, given)


def confer(session: Session, who: Actor, clue: Clue, home: Home) -> None:
    """Meet about a clue that was accepted, and give it out."""
    day = home.days.on(date(2026, 4, 16))
    units = "德州市纪委监委\n德州市信访局\n德州市审计局\n德州市委社会工作部"
    summary = "通报一季度线索受理情况，对两条疑难线索逐条研判。"
    told = Meeting(CITY, day, units, "市纪委监委第二会议室", summary)
    meeting = conferences.hold(session, who, campaign(session, home), told)
    words = "线索具体、可查性强，予以核查；涉及招标的账目一并调取。"
    lead, assist = "德州市纪委监委党风政风监督室", ("德州市审计局",)
    decision = Decision(words, lead, assist, home.days.on(date(2026, 5, 15)))
    conferences.decide(session, who, meeting, clue, decision)


def decide(session: Session, who: Actor, clue: Clue, home: Home) -> None:
    """Say at the same meeting that a clue is not for this campaign."""
    meeting = session.scalars(CaseConference.of(home.id)).first()
    if meeting is not None:
        words = "属涉法涉诉事项，不在本专项范围，转市信访局按程序办理。"
        conferences.decide(session, who, meeting, clue, Decision(words))
