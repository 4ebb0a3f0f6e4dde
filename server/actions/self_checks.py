"""Self-checks (举一反三): one finding, asked of every unit of a kind.

What a unit says of itself is a proposal. It becomes a candidate as everything does: a
team goes there, fills the form, and two people agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import access, events, visits
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.errors import BadInput, Incomplete, WrongState
from server.models import (
    COUNTED,
    Campaign,
    Finding,
    Form,
    FormVersion,
    Rectification,
    SelfCheck,
    SelfCheckTask,
    SelfReport,
    Submission,
    Team,
    Unit,
)
from server.models.place import prefix

LONGEST = 4000
#: As many problems as one answer tells.
MOST = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which units are asked, for what, until when."""

    region_code: str
    unit_kind: str
    words: str
    due_on: date | None


def start(session: Session, actor: Actor, finding: Finding, given: Asked) -> SelfCheck:
    """Ask every unit of a kind in a region; raises BadInput, Incomplete, WrongState."""
    if finding.status not in COUNTED:
        raise WrongState(status=finding.status)
    visits.require_known(session, finding.visit_id)
    home = session.get_one(Campaign, finding.campaign_id)
    mine = session.scalars(access.writable(actor, home))
    if given.region_code not in {one.code for one in mine}:
        raise BadInput("self_check_region")
    if not given.words.strip():
        raise Incomplete("self_check_words_missing")
    if given.due_on is None or given.due_on < due.today(now()):
        raise BadInput("self_check_due")
    asked = session.scalars(_units(finding, given)).all()
    if not asked:
        raise BadInput("self_check_nobody")
    begun = SelfCheck(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        region_code=given.region_code,
        unit_kind=given.unit_kind,
        words=given.words.strip()[:LONGEST],
        due_on=given.due_on,
        started_by=actor.user_id,
    )
    session.add(begun)
    session.flush()
    session.add_all(_task(begun, unit) for unit in asked)
    told = {"finding": finding.key, "units": [one.code for one in asked]}
    events.record(session, actor, begun, "self_check.started", **told)
    return begun


def answer(
    session: Session,
    actor: Actor,
    task: SelfCheckTask,
    words: str,
    reports: Sequence[str],
) -> None:
    """Say what a unit found: nothing, or these.

    It says so once; the office may ask again. Raises WrongState, Incomplete, BadInput.
    """
    session.refresh(task, with_for_update=True)
    if task.answered_at is not None:
        raise WrongState("self_check_answered")
    if not words.strip():
        raise Incomplete("self_check_answer_missing")
    found = [one.strip()[:LONGEST] for one in reports if one.strip()]
    if len(found) > MOST:
        raise BadInput("self_check_many", most=MOST)
    task.words, task.answered_at = words.strip()[:LONGEST], now()
    task.answered_by = actor.user_id
    session.add_all(
        SelfReport(campaign_id=task.campaign_id, task_id=task.id, text=text)
        for text in found
    )
    told = {"words": task.words, "found": found}
    events.record(session, actor, task, "self_check.answered", **told)


def ask_again(session: Session, actor: Actor, task: SelfCheckTask, why: str) -> None:
    """Have a unit look once more; raises WrongState, Incomplete.

    What it found stays.
    """
    session.refresh(task, with_for_update=True)
    if task.answered_at is None:
        raise WrongState
    if not why.strip():
        raise Incomplete("reason_missing")
    task.answered_at = None
    told = {"why": why.strip()[:LONGEST]}
    events.record(session, actor, task, "self_check.asked_again", **told)


def send(
    session: Session, actor: Actor, report: SelfReport, team: Team, day: date | None
) -> None:
    """Send a team to look at what a unit found of itself; raises WrongState, BadInput.

    It takes the form along with which the first one was found.
    """
    _open(session, report)
    task = session.get_one(SelfCheckTask, report.task_id)
    check = session.get_one(SelfCheck, task.self_check_id)
    unit = session.get_one(Unit, task.unit_id)
    form = session.scalars(_form(check)).one()
    plan = visits.Plan(unit.name, unit.region_code, day, day, (form,))
    report.visit_id = visits.issue(session, actor, team, plan).id
    told = {"team": team.code, "unit": unit.code}
    events.record(session, actor, report, "self_report.sent", **told)


def decline(session: Session, actor: Actor, report: SelfReport, why: str) -> None:
    """Say why nobody looks at it; raises WrongState, Incomplete."""
    _open(session, report)
    if not why.strip():
        raise Incomplete("reason_missing")
    report.declined = why.strip()[:LONGEST]
    events.record(session, actor, report, "self_report.declined", why=report.declined)


def confirmed(report: SelfReport) -> Select[Finding]:
    """Select what became of a report: findings of its visit that count."""
    return (
        select(Finding)
        .where(Finding.visit_id == report.visit_id, Finding.status.in_(COUNTED))
        .order_by(Finding.id)
    )


def _open(session: Session, report: SelfReport) -> None:
    session.refresh(report, with_for_update=True)
    if report.visit_id is not None or report.declined:
        raise WrongState("self_report_decided")


def _units(finding: Finding, given: Asked) -> Select[Unit]:
    """Select whom to ask: all of the kind there, but for those that owe it already."""
    owing = select(Rectification.unit_id).where(
        Rectification.finding_id == finding.id, Rectification.released_at.is_(None)
    )
    return Unit.of(finding.campaign_id).where(
        Unit.kind == given.unit_kind,
        Unit.region_code.startswith(prefix(given.region_code), autoescape=True),
        Unit.id.not_in(owing),
    )


def _task(begun: SelfCheck, unit: Unit) -> SelfCheckTask:
    return SelfCheckTask(
        campaign_id=begun.campaign_id, self_check_id=begun.id, unit_id=unit.id
    )


def _form(check: SelfCheck) -> Select[str]:
    return (
        select(Form.form_id)
        .join(FormVersion, FormVersion.form_id == Form.id)
        .join(Submission, Submission.form_version_id == FormVersion.id)
        .join(Finding, Finding.submission_id == Submission.id)
        .where(Finding.id == check.finding_id)
    )
