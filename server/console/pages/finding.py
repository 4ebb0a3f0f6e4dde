"""One finding with its photos, its origin, and the way it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import (
    finding_history,
    flags,
    handling,
    photos,
    places,
    problems,
    review,
    steps,
)
from server.console.pages.asks import Ask
from server.console.pages.finding_history import EXAMINED, Change
from server.console.pages.handling import Handling, Milestone
from server.console.pages.photos import Photo
from server.models import (
    OPEN,
    OWING,
    Campaign,
    Finding,
    Form,
    FormVersion,
    Submission,
    Team,
    Unit,
    Visit,
)

LEADS = (
    (EXAMINED, "finding.written"),
    ("finding.confirmed_by_team",),
    ("finding.submitted",),
    ("finding.accepted",),
)
#: How far a finding of these states has come; what left the ledger had been in it.
REACHED = {
    "team_confirmed": 1,
    "in_review": 2,
    "merged": 2,
    "cleared": 3,
    "exempted": 3,
}
#: Nothing is waited for any more.
OUT = ("merged", "cleared", "exempted", "dropped")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to the ledger: past, now, or still to come."""

    name: LazyString
    state: str
    at: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    finding: Finding
    submission: Submission
    form_title: str
    team: Team
    visit: Visit
    path: tuple[str, ...]
    category: str
    unit: Unit | None
    proposed: Unit | None
    photos: tuple[Photo, ...]
    steps: tuple[Step | Milestone, ...]
    history: tuple[Change, ...]
    handling: Handling
    offered: tuple[Ask, ...]
    may_release: bool
    #: What units owe for which nobody speaks, and this office acts: by row id.
    stands_in: frozenset[int]
    #: Whether referrals and causes are for these eyes, and the office acts here.
    may_refer: bool


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    finding: Finding,
    language: str,
) -> Page:
    """Read the page of one finding; the actor may see it."""
    submission = session.get_one(Submission, finding.submission_id)
    version = session.get_one(FormVersion, submission.form_version_id)
    known = places.names(session, [finding.region_code])
    history = finding_history.read(session, finding)
    handled = handling.read(session, actor, campaign, finding)
    seen = {one.id for one in handled.referrals}
    return Page(
        finding,
        submission,
        session.get_one(Form, version.form_id).title,
        session.get_one(Team, finding.team_id),
        session.get_one(Visit, finding.visit_id),
        places.path(known, finding.region_code),
        problems.categories(session, campaign).get(
            finding.category_code, finding.category_code
        ),
        session.get(Unit, finding.responsible_unit_id or 0),
        session.get(Unit, finding.proposed_unit_id or 0),
        _photos(session, actor, campaign, submission, finding, language),
        handling.way(session, campaign, finding) or _steps(finding, history),
        tuple(reversed(finding_history.told(session, finding, history, seen))),
        handled,
        steps.offered(session, actor, campaign, finding),
        access.may(
            actor,
            "finding.review",
            campaign,
            finding.team_id,
            finding.region_code,
        ),
        _acted_for(session, actor, finding, handled),
        access.may(
            actor, "finding.refer", campaign, finding.team_id, finding.region_code
        ),
    )


def _acted_for(
    session: Session, actor: Actor, finding: Finding, handled: Handling
) -> frozenset[int]:
    """Say for which units on the finding this person acts; for none once it rests."""
    rows = [one.rectification for one in handled.owed] if finding.status in OPEN else []
    return frozenset(
        row.id
        for row in rows
        if row.part in OWING and access.stands_in(session, actor, row)
    )


def _photos(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    finding: Finding,
    language: str,
) -> tuple[Photo, ...]:
    sheet = review.sheet(session, submission, language)
    marks = flags.read(session, actor, campaign, submission)
    found = photos.read(session, submission, sheet.reader, sheet.positions, marks)
    shown = problems.evidence(session, [finding.id]).get(finding.id, [])
    return tuple(one for one in found if one.file.key in shown)


def _steps(finding: Finding, history: list[Change]) -> tuple[Step, ...]:
    """Place the finding on its way: proposed, confirmed, in review, accepted."""
    at = REACHED.get(finding.status, 0)
    names = (_("候选"), _("组长确认"), _("提交审核"), _("认定"))
    found: list[Step] = []
    waits = finding.status not in OUT
    for place, (name, leads) in enumerate(zip(names, LEADS, strict=True)):
        last = next((c for c in reversed(history) if c.action in leads), None)
        past = place <= at and last is not None
        state = "past" if past else "now" if place == at + 1 and waits else ""
        shown = last if past else None
        found.append(
            Step(name, state, shown.at if shown else None, shown.who if shown else "")
        )
    return tuple(found)
