"""What is done about clues, by those who may do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, people
from server.actions.access import SYSTEM, Actor
from server.actions.clues import (
    conferences,
    findings,
    registering,
    steps,
    transfers,
    ways,
)
from server.actions.clues.conferences import Decision, Meeting
from server.actions.clues.registering import Told
from server.actions.clues.steps import Parts
from server.actions.clues.transfers import Letter
from server.actions.findings import Edits
from server.actions.life import due
from server.db import now
from server.models import (
    CaseConference,
    Clue,
    ClueTransfer,
    Finding,
    Submission,
    Unit,
    User,
)
from tests.actors.office import Office
from tests.actors.person import Person
from tests.actors.world import LINYI

CONTENT = "举报人张某反映:镇里要求每天打卡三次,电话13800001111。"
DIGEST = "反映某镇要求工作人员每日多次打卡。"


def today() -> date:
    return due.today(now())


def soon(days: int = 20) -> date:
    return today() + timedelta(days=days)


class ClueDesk(Person):
    """A clue officer's desk; an office's sees the register only."""

    def registers(self, **told: Any) -> Clue:
        """Take a clue into the register; answer it."""
        given: dict[str, Any] = {
            "region_code": LINYI,
            "source": "petition",
            "received_on": today(),
            "content": CONTENT,
            "digest": DIGEST,
            "unit_named": "临邑县大数据局",
        }
        opener = self.app.extensions["sealing"]

        def act(session: Session, actor: Actor) -> Clue:
            home = self._home(session, actor)
            wanted = Told(**{**given, **told})
            return registering.register(session, actor, home, opener, wanted)

        return self._writes(act)

    def amends(self, clue: Clue, **told: Any) -> None:
        def act(session: Session, actor: Actor, kept: Clue) -> None:
            now_told = Told(
                region_code=kept.region_code,
                source=kept.source,
                received_on=kept.received_on,
                content="-",
                digest=kept.digest,
                unit_named=kept.unit_named,
            )
            changed = {name: getattr(now_told, name) for name in Told.__slots__}
            registering.amend(session, actor, kept, Told(**{**changed, **told}))

        self._does(clue, act)

    def takes(self, clue: Clue, *names: str, words: str = "") -> None:
        """Take plain steps, one after another."""
        for name in names:
            step: Any = name
            self._does(clue, lambda s, a, c, now=step: steps.take(s, a, c, now, words))

    def assigns(
        self,
        clue: Clue,
        lead: str = "县纪委监委第二室",
        *assist: str,
        due_on: date | None = None,
        **slots: str,
    ) -> None:
        parts = Parts(lead, assist, **slots)
        day = due_on or (None if clue.due_on else soon())
        self._does(clue, lambda s, a, c: steps.assign(s, a, c, parts, day))

    def gets_back(self, clue: Clue, why: str = "不属本单位职责。") -> None:
        self._does(clue, lambda s, a, c: steps.hand_back(s, a, c, why))

    def gives_time(self, clue: Clue, until: date, why: str = "涉及面广。") -> None:
        self._does(clue, lambda s, a, c: steps.more_time(s, a, c, until, why))

    def concludes(
        self, clue: Clue, outcome: str = "substantiated", words: str = "查证属实。"
    ) -> None:
        self._does(clue, lambda s, a, c: steps.conclude(s, a, c, outcome, words))

    def answers(self, clue: Clue, day: date | None = None) -> None:
        self._does(clue, lambda s, a, c: steps.answer(s, a, c, "已书面答复。", day))

    def passes_on(self, clue: Clue, to: str = "市信访局", **told: Any) -> ClueTransfer:
        letter = Letter(to, "不属本专项受理范围。", told.pop("due_on", soon()), **told)
        return self._does(clue, lambda s, a, c: transfers.pass_on(s, a, c, letter))

    def transfers(
        self, clue: Clue, to: str = "市纪委监委", **told: Any
    ) -> ClueTransfer:
        letter = Letter(to, "涉嫌违反工作纪律。", told.pop("due_on", soon()), **told)
        return self._does(clue, lambda s, a, c: transfers.transfer(s, a, c, letter))

    def hears(self, sent: ClueTransfer, step: Any, words: str = "") -> None:
        """Write down what the other body says."""

        def act(session: Session, actor: Actor) -> None:
            about = session.get_one(Clue, sent.clue_id)
            kept = access.clue_transfer(session, actor, about.key, sent.key)
            transfers.told(session, actor, kept, step, words)

        self._writes(act)

    def holds(self, **told: Any) -> CaseConference:
        """Hold a conference."""
        given: dict[str, Any] = {
            "region_code": LINYI,
            "held_on": today(),
            "units": "县纪委监委\n县信访局\n县审计局",
        }

        def act(session: Session, actor: Actor) -> CaseConference:
            home = self._home(session, actor)
            return conferences.hold(session, actor, home, Meeting(**{**given, **told}))

        return self._writes(act)

    def decides(
        self,
        meeting: CaseConference,
        clue: Clue,
        words: str = "由信访局先行核查。",
        **told: Any,
    ) -> None:
        def act(session: Session, actor: Actor) -> None:
            kept = access.conference(session, actor, meeting.key)
            about = access.clue(session, actor, clue.key, "clue.work")
            decision = Decision(words, **told)
            conferences.decide(session, actor, kept, about, decision)

        self._writes(act)

    def makes_finding(self, clue: Clue, instance_id: str, **told: Any) -> Finding:
        """Write the finding that a clue becomes, on a submission of a visit."""
        given: dict[str, Any] = {
            "title": "要求工作人员每日多次打卡",
            "description": "要求工作人员每日三次打卡，经查属实。",
            "category_code": "A1.2",
            "severity": "general",
            "responsible_text": "",
            "responsible_unit_id": None,
            "evidence": (),
        }

        def act(session: Session, actor: Actor) -> Finding:
            kept = access.clue(session, actor, clue.key, "clue.work")
            home = self._home(session, actor)
            chosen = access.grounds(actor, home, kept)
            ground = session.scalars(
                chosen.where(Submission.instance_id == instance_id)
            ).one()
            edits = Edits(**{**given, **told})
            return findings.become(session, actor, kept, ground, edits)

        return self._writes(act)

    def links(self, clue: Clue, finding: Finding) -> None:
        """Say that a finding of the ledger is this clue's."""

        def act(session: Session, actor: Actor, kept: Clue) -> None:
            home = self._home(session, actor)
            chosen = access.linkable(actor, home).where(Finding.id == finding.id)
            findings.link(session, actor, kept, session.scalar(chosen))

        self._does(clue, act)

    def opens_content(self, clue: Clue, reason: str = "核查需要") -> str:
        """Open what was said in full."""

        def act(session: Session, actor: Actor) -> str:
            kept = access.clue(session, actor, clue.key, "clue.work")
            registering.open_content(session, actor, kept, reason)
            return registering.content_of(self.app.extensions["sealing"], kept)

        return self._writes(act)

    def register(self) -> list[Clue]:
        """Read the register, as far as this person sees it."""

        def look(session: Session, actor: Actor) -> list[Clue]:
            chosen = access.clues(actor, self._home(session, actor))
            return list(session.scalars(chosen))

        return self._reads(look)

    def sees(self, clue: Clue) -> Clue:
        """Open one clue's line of the register."""
        return self._reads(lambda s, a: access.clue(s, a, clue.key, "clue.read"))

    def _does(self, clue: Clue, act: Any) -> Any:
        def through(session: Session, actor: Actor) -> Any:
            return act(
                session, actor, access.clue(session, actor, clue.key, "clue.work")
            )

        return self._writes(through)


def clue_desk(office: Office, login: str = "clues_linyi") -> ClueDesk:
    """Seat somebody who handles clues."""
    return ClueDesk(office.app, office.country.mark + login, office.country.code)


def brought_to(desk: ClueDesk, clue: Clue, state: str) -> None:
    """Bring a clue that was just registered to a state, by the way of most."""
    way = {
        "registered": (),
        "screened": (lambda: desk.takes(clue, "screen"),),
        "accepted": (lambda: desk.takes(clue, "take"),),
        "assigned": (lambda: desk.assigns(clue),),
        "checking": (lambda: desk.takes(clue, "check"),),
        "concluded": (lambda: desk.concludes(clue),),
        "answered": (lambda: desk.answers(clue),),
        "closed": (lambda: desk.takes(clue, "close"),),
    }
    for name, acts in way.items():
        for act in acts:
            act()
        if name == state:
            return


def leading(state: str, outcome: str = "substantiated") -> set[str]:
    """Name the steps that lead on from a state."""
    return {step for step in ways.WAYS if ways.leads_on(state, outcome, step)}


def speaks_for(office: Office, login: str, code: str) -> None:
    """Let somebody who is something else speak for a unit too."""
    with office.writing() as session:
        user = session.scalars(select(User).where(User.login == login)).one()
        own = session.scalars(select(Unit).where(Unit.code == code)).one()
        people.grant_unit(session, SYSTEM, own, user)
