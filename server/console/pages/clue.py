"""One clue as a page: its line of the register, its steps, and who has a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.clues import days, registering, steps, ways
from server.actions.clues.registering import ClueNotOpened
from server.actions.clues.steps import Parts
from server.actions.life import due
from server.console.pages import clues, places
from server.db import now
from server.errors import Refusal
from server.models import (
    Campaign,
    CaseConference,
    Clue,
    ClueOpening,
    CluePart,
    ClueStep,
    ClueTransfer,
    ClueUnit,
    ConferenceDecision,
    Finding,
    IssueCategory,
    Referral,
    Submission,
    User,
)
from server.sealing import Opener

#: In this order the page offers what leads on; the rest stands behind “more”.
STEPS: tuple[ways.Step, ...] = (
    *("screen", "take", "check", "conclude", "resume", "answer", "become", "close"),
    *("assign", "pass_on", "transfer", "more_time", "hand_back", "amend"),
)
MOST = 60


@dataclass(frozen=True, slots=True)
class Handled:
    """A transfer, and what may be written down of it."""

    transfer: ClueTransfer
    is_late: bool
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Office:
    """What clue officers see and do beyond the register."""

    offered: Sequence[ways.Step]
    parts: Parts
    transfers: Sequence[Handled]
    decisions: Sequence[tuple[ConferenceDecision, CaseConference]]
    openings: Sequence[ClueOpening]
    #: Until when this reader sees the content; None when it is shut.
    open_until: datetime | None
    content: str
    #: It was sealed to a key that this office has no longer.
    is_lost: bool
    #: How often it was opened; of the openings only the newest are listed.
    opened: int
    #: What a form proposes.
    new: clues.New
    grounds: Sequence[Submission]
    proposed_to: str


@dataclass(frozen=True, slots=True)
class Page:
    """A clue as its reader sees it."""

    subject: Clue
    places: places.Names
    category: IssueCategory | None
    units: Sequence[ClueUnit]
    steps: Sequence[ClueStep]
    people: Mapping[int, str]
    finding: Finding | None
    #: The number of the finding, for who may not open it.
    finding_no: str
    is_late: bool
    today: date
    office: Office | None = None

    def of(self, part: str) -> list[str]:
        """Name who has a part now."""
        return [one.name for one in self.units if one.part == part]

    @property
    def parts(self) -> Sequence[str]:
        """The parts that somebody has."""
        return [part for part in CluePart if self.of(part)]


def read(
    session: Session, actor: Actor, campaign: Campaign, subject: Clue, opener: Opener
) -> Page:
    """Read a clue, as far as the reader may."""
    done = session.scalars(ClueStep.of(subject.id)).all()
    linked = session.get(Finding, subject.finding_id or 0)
    page = Page(
        subject,
        places.names(session, (subject.region_code, subject.place_code)),
        _category(session, subject),
        session.scalars(ClueUnit.now_on(subject.id)).all(),
        done,
        _people(session, subject, done),
        _seen(session, actor, linked),
        (linked.finding_no or "") if linked else "",
        days.is_late(subject, due.today(now())),
        due.today(now()),
    )
    if not access.may(actor, "clue.work", campaign, None, subject.region_code):
        return page
    return replace(page, office=_office(session, actor, campaign, subject, opener))


def of_finding(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding
) -> Sequence[Clue]:
    """List the clues of a finding that its reader sees."""
    seen = access.clues(actor, campaign).where(Clue.finding_id == finding.id)
    return session.scalars(seen).all()


def _office(
    session: Session, actor: Actor, campaign: Campaign, subject: Clue, opener: Opener
) -> Office:
    until = registering.opened_until(session, actor, subject)
    content = _content(opener, subject) if until else ""
    ground = access.grounds(actor, campaign, subject).limit(MOST)
    offered = [one for one in STEPS if _leads(subject, one)]
    return Office(
        offered,
        steps.parts_of(session, subject),
        _handled(session, subject),
        _decisions(session, subject),
        session.scalars(ClueOpening.of(subject.id).limit(MOST)).all(),
        until,
        content or "",
        content is None,
        session.scalar(_count(subject)) or 0,
        clues.new(session, actor, campaign),
        session.scalars(ground).all() if "become" in offered else (),
        _proposed(session, subject),
    )


def _content(opener: Opener, subject: Clue) -> str | None:
    """Open what was said in full; None when it was sealed to another key."""
    try:
        return registering.content_of(opener, subject)
    except ClueNotOpened:
        return None


def _count(subject: Clue) -> Select[int]:
    return ClueOpening.of(subject.id).order_by(None).with_only_columns(func.count())


def _leads(subject: Clue, step: ways.Step) -> bool:
    if step == "become" and subject.finding_id is not None:
        return False
    if step == "hand_back" and subject.returned >= days.MOST_RETURNS:
        return False
    return ways.leads_on(subject.state, subject.outcome, step)


def _handled(session: Session, subject: Clue) -> list[Handled]:
    today = due.today(now())
    sent = session.scalars(ClueTransfer.of(subject.id))
    return [
        Handled(
            one,
            days.transfer_is_late(one, today),
            [step for step, way in ways.HANDS.items() if one.state in way.start],
        )
        for one in sent
    ]


def _decisions(
    session: Session, subject: Clue
) -> list[tuple[ConferenceDecision, CaseConference]]:
    rows = session.execute(
        select(ConferenceDecision, CaseConference)
        .join(CaseConference, CaseConference.id == ConferenceDecision.conference_id)
        .where(ConferenceDecision.clue_id == subject.id)
        .order_by(ConferenceDecision.id)
    )
    return [(row[0], row[1]) for row in rows]


def _proposed(session: Session, subject: Clue) -> str:
    """Name whom the office meant when it referred the finding."""
    if subject.finding_id is None:
        return ""
    made = session.scalars(Referral.of(subject.finding_id)).all()
    return made[-1].to_unit if made else ""


def _category(session: Session, subject: Clue) -> IssueCategory | None:
    chosen = IssueCategory.of(subject.campaign_id).where(
        IssueCategory.code == subject.category_code
    )
    return session.scalar(chosen) if subject.category_code else None


def _seen(session: Session, actor: Actor, linked: Finding | None) -> Finding | None:
    if linked is None:
        return None
    try:
        return access.finding(session, actor, linked.key, "finding.read")
    except Refusal:
        return None


def _people(
    session: Session, subject: Clue, done: Sequence[ClueStep]
) -> dict[int, str]:
    opened = session.scalars(ClueOpening.of(subject.id)).all()
    ids = {one.by for one in done} | {one.by for one in opened}
    wanted = select(User.id, User.display_name).where(User.id.in_(ids))
    return {row.id: row.display_name for row in session.execute(wanted)}
