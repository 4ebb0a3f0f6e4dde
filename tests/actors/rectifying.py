"""What is done about a finding after it was accepted, by those who may do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, referrals
from server.actions.access import Actor
from server.actions.life import (
    aside,
    assignment,
    more_time,
    sorting,
    statements,
    verification,
    work,
)
from server.actions.life.assignment import Assignment
from server.actions.life.sorting import Origin
from server.actions.life.verification import Failure
from server.actions.life.work import Measure, Stored
from server.actions.referrals import Handing
from server.errors import WrongState
from server.models import Extension, Finding, Rectification, RectificationMeasure, Unit
from tests.actors.office import Office
from tests.actors.person import Person
from tests.actors.photos import photo
from tests.actors.places import phone

WORDS = "“某通”强制推广，经现场核实情况属实。"
DUE = date(2099, 4, 1)


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
        oversight: tuple[str, ...] = (),
    ) -> None:
        def act(session: Session, actor: Actor, kept: Finding) -> None:
            given = Assignment(
                lead=unit(session, lead),
                requirement=requirement,
                due_on=due_on,
                assist=tuple(unit(session, code) for code in assist),
                oversight=tuple(unit(session, code) for code in oversight),
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

    def declines(self, finding: Finding) -> None:
        self.does("finding.assign", aside.decline, finding)

    def escalates(self, finding: Finding, level: str) -> None:
        why = "多次催办未改。"
        self.does("finding.assign", assignment.escalate, finding, level, why)

    def objects(self, finding: Finding, reason: str = "群众反映未改。") -> None:
        self.does("finding.assign", verification.object_to, finding, reason)

    def refers(
        self,
        finding: Finding,
        to_unit: str = "市纪委监委",
        why: str = "某副镇长涉嫌违反工作纪律。",
        **told: Any,
    ) -> None:
        digest = "强制推广应用，拟由纪检机关核查。"
        given = Handing(to_unit, told.pop("digest", digest), why, **told)
        opener = self.app.extensions["sealing"]

        def act(session: Session, actor: Actor, kept: Finding) -> None:
            referrals.refer(session, actor, opener, kept, given)

        self.does("finding.refer", act, finding)

    def reclassifies(self, finding: Finding, category: str, severity: str) -> None:
        told = (category, severity, "经复核，性质不同。")
        self.does("finding.review", sorting.reclassify, finding, *told)

    def traces(self, finding: Finding, origin: Origin) -> None:
        self.does("finding.review", sorting.trace, finding, origin)

    def gives_time(self, finding: Finding, until: date) -> None:
        why = "系统改造周期长。"
        self.does("finding.assign", more_time.give_time, finding, until, why)

    def fixes(self, finding: Finding, *files: Stored) -> None:
        """Show that it was put right on the spot."""
        if files:
            self.does("finding.confirm", work.prove, finding, None, files)
        self.does("finding.confirm", verification.fix_on_spot, finding)

    def hears(self, finding: Finding, words: str) -> None:
        """Keep what a unit says of a problem."""
        told = ("孟寺镇政府", words)
        self.does("finding.confirm", statements.keep, finding, *told)

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

    def explains(self, finding: Finding, why: str) -> None:
        """Say why the measures were not taken."""

        def act(
            session: Session, actor: Actor, kept: Finding, _owed: Rectification
        ) -> None:
            for each in session.scalars(RectificationMeasure.of(kept.id)):
                work.explain(session, actor, kept, each, why)

        self.does(act, finding)

    def notes(self, finding: Finding, text: str, progress: int) -> None:
        self.does(work.note, finding, text, progress)

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
                select(Rectification.key)
                .where(
                    Rectification.finding_id == finding.id,
                    Rectification.unit_id.in_(mine),
                )
                .order_by(Rectification.id.desc())
                .limit(1)
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


def in_review(office: Office, site: str = "孟寺镇政府", **told: Any) -> Finding:
    """Let team DZ07 find something, and its leader send it to review."""
    sender = phone(office, "DZ07", "inspector07")
    row = {
        "app_name": "某通",
        "issuer": "临邑县大数据局",
        "forced": "yes",
        "shot": photo("a.jpg"),
    }
    answers = {"town": "371424105000", "minutes": 10, "app": [row], **told}
    filled = sender.fill("visit", site_name=site, **answers)
    sender.push()
    office.work()
    leader = office.person("leader07")
    first: Finding = office.findings(filled.instance_id)[0]
    leader.confirm(first, description=WORDS)
    leader.submit(filled.instance_id)
    return first


def accepted(office: Office, site: str = "孟寺镇政府", **told: Any) -> Finding:
    """Let a reviewer accept what team DZ07 found."""
    first = in_review(office, site, **told)
    office.person("reviewer").accept(first, office.unit("LY-DSJ"))
    return first


def reported(city: Desk, owing: UnitDesk, finding: Finding) -> None:
    """Let the unit put it right, and say so."""
    city.assign(finding, "LY-DSJ", due_on=DUE)
    owing.acknowledges(finding)
    owing.plans(finding, "卸载并停止考核下载量")
    owing.fulfils(finding)
    owing.proves(finding, "after.jpg")
    owing.reports(finding)


def again(office: Office, finding: Finding) -> Finding:
    """Read a finding as it stands now."""
    return office.person("city").opens_finding(finding.key)


def levels(office: Office, *names: str, notice_days: int = 0) -> None:
    """Say who verifies in this campaign, and how long the public may object."""
    with office.writing() as session:
        home = office.campaign(session)
        home.settings = {
            **home.settings,
            "verification_levels": list(names),
            "notice_days": notice_days,
        }
