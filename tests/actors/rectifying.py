"""What is done about a finding after it was accepted, by those who may do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import aside, assignment, more_time, verification, work
from server.actions.life.assignment import Assignment
from server.actions.life.verification import Failure
from server.actions.life.work import Measure, Stored
from server.errors import WrongState
from server.models import Extension, Finding, Rectification, RectificationMeasure, Unit
from tests.actors.office import Office
from tests.actors.person import Person


def proof(name: str) -> Stored:
    """Name a file as if its bytes were in the store."""
    return Stored(name, name.encode().hex().ljust(64, "0")[:64], 1000, "image/jpeg")


class Desk(Person):
    """An office's or a verifier's desk."""

    def assign(
        self,
        finding: Finding,
        lead: str,
        *assist: str,
        requirement: str = "立即停止强制推广，一个月内整合到位。",
        due_on: date | None = None,
    ) -> None:
        def act(session: Session, actor: Actor, kept: Finding) -> None:
            given = Assignment(
                lead=unit(session, lead),
                requirement=requirement,
                due_on=due_on,
                assist=tuple(unit(session, code) for code in assist),
            )
            assignment.assign(session, actor, kept, given)

        self.does("finding.assign", act, finding)

    def passes(self, finding: Finding, comment: str = "已现场核实。") -> None:
        self.does("finding.verify", verification.pass_, finding, comment)

    def fails(self, finding: Finding, comment: str, due_on: date | None = None) -> None:
        failure = Failure(comment, due_on)
        self.does("finding.verify", verification.fail, finding, failure)

    def closes(self, finding: Finding) -> None:
        self.does("finding.assign", verification.close, finding)

    def reopens(self, finding: Finding, reason: str, due_on: date) -> None:
        failure = Failure("回头看发现问题反弹。", due_on)
        self.does("finding.assign", verification.reopen, finding, reason, failure)

    def answers_for_time(self, finding: Finding, *, granted: bool) -> None:
        def act(session: Session, actor: Actor, kept: Finding) -> None:
            asked = session.scalar(
                Extension.of(kept.id).where(Extension.decided_at.is_(None))
            )
            if asked is None:
                raise WrongState
            answer = more_time.grant_time if granted else more_time.refuse_time
            answer(session, actor, kept, asked)

        self.does("finding.assign", act, finding)

    def proposes(
        self, finding: Finding, outcome: str, reason: str = "经核不属实。"
    ) -> None:
        self.does("finding.assign", aside.propose, finding, outcome, reason)

    def agrees(self, finding: Finding) -> None:
        self.does("finding.assign", aside.agree, finding)

    def merges(self, finding: Finding, into: Finding) -> None:
        def act(session: Session, actor: Actor, kept: Finding) -> None:
            other = access.finding(session, actor, into.key, "finding.review")
            aside.merge(session, actor, kept, other)

        self.does("finding.review", act, finding)

    def does(
        self, verb: str, act: Callable[..., Any], finding: Finding, *told: Any
    ) -> Any:
        """Do something about a finding that the person may."""

        def change(session: Session, actor: Actor) -> Any:
            kept = access.finding(session, actor, finding.key, verb)
            return act(session, actor, kept, *told)

        return self._writes(change)


class UnitDesk(Person):
    """A responsible unit's desk: it sees only what it owes."""

    def owes(self) -> list[Rectification]:
        def look(session: Session, actor: Actor) -> list[Rectification]:
            chosen = access.rectifications(actor, self._home(session, actor))
            return list(session.scalars(chosen))

        return self._reads(look)

    def acknowledges(self, finding: Finding) -> None:
        self.does(assignment.acknowledge, finding)

    def disputes(self, finding: Finding, reason: str) -> None:
        self.does(assignment.dispute, finding, reason)

    def plans(self, finding: Finding, text: str, **told: Any) -> None:
        self.does(work.plan, finding, Measure(text, **told))

    def fulfils(self, finding: Finding) -> None:
        """Say that every measure is done."""

        def act(
            session: Session, actor: Actor, kept: Finding, _owed: Rectification
        ) -> None:
            for each in session.scalars(RectificationMeasure.of(kept.id)):
                work.fulfil(session, actor, kept, each)

        self.does(act, finding)

    def proves(self, finding: Finding, *names: str) -> None:
        self.does(work.bring, finding, [proof(name) for name in names])

    def asks_for_time(self, finding: Finding, until: date) -> None:
        self.does(more_time.ask_for_time, finding, until, "上级系统改造未完成。")

    def reports(self, finding: Finding) -> None:
        self.does(work.report, finding, "已全部整改到位。")

    def does(self, act: Callable[..., Any], finding: Finding, *told: Any) -> Any:
        """Do something about what the unit owes."""

        def change(session: Session, actor: Actor) -> Any:
            mine = access.own_units(actor, finding.campaign_id)
            key = session.scalar(
                select(Rectification.key).where(
                    Rectification.finding_id == finding.id,
                    Rectification.unit_id.in_(mine),
                )
            )
            owed = access.rectification(session, actor, key or "")
            kept = session.get_one(Finding, owed.finding_id)
            return act(session, actor, kept, owed, *told)

        return self._writes(change)


def unit(session: Session, code: str) -> Unit:
    return session.scalars(select(Unit).where(Unit.code == code)).one()


def desk(office: Office, login: str) -> Desk:
    return Desk(office.app, office.country.mark + login, office.country.code)


def unit_desk(office: Office, login: str) -> UnitDesk:
    return UnitDesk(office.app, office.country.mark + login, office.country.code)
