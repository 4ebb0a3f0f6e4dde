"""Rules made (制度成果): added, carried from stage to stage, looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.advice.steps import half_a_year_after
from server.actions.life import due
from server.actions.life.work import Stored
from server.db import now
from server.errors import BadInput, Incomplete, WrongState
from server.models import (
    COUNTED,
    Finding,
    IssueTheme,
    MeasureKind,
    MeasureStage,
    Recommendation,
    SystemMeasure,
    SystemMeasureStep,
    ThemeFinding,
    Unit,
)

LONGEST = 4000
LONGEST_TITLE, LONGEST_PART, LONGEST_NO = 200, 60, 80
STAGES = tuple(MeasureStage)
#: From here on a rule bears its number and day.
WRITTEN = (MeasureStage.ISSUED, MeasureStage.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Made:
    """What is made, by whom, for what."""

    unit: Unit | None
    kind: str
    title: str
    part: str = ""
    advice: Recommendation | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """To which stage a rule came, and what came with it."""

    stage: str
    doc_no: str = ""
    in_force_on: date | None = None
    words: str = ""
    document: Stored | None = None


def add(
    session: Session, actor: Actor, theme: IssueTheme, given: Made
) -> SystemMeasure:
    """Note that a unit begins to make a rule; raises BadInput, Incomplete."""
    if given.unit is None:
        raise Incomplete("measure_unit_missing")
    if given.kind not in set(MeasureKind):
        raise BadInput("measure_kind")
    if not given.title.strip():
        raise Incomplete("measure_title_missing")
    begun = SystemMeasure(
        campaign_id=theme.campaign_id,
        theme_id=theme.id,
        recommendation_id=given.advice.id if given.advice else None,
        unit_id=given.unit.id,
        kind=given.kind,
        title=given.title.strip()[:LONGEST_TITLE],
        part=given.part.strip()[:LONGEST_PART],
        stage=MeasureStage.DRAFTING,
    )
    session.add(begun)
    session.flush()
    _note(session, actor, begun, "added", "")
    told = {"title": begun.title, "unit": given.unit.code, "theme": theme.key}
    events.record(session, actor, begun, "system_measure.added", **told)
    return begun


def move(session: Session, actor: Actor, subject: SystemMeasure, given: Move) -> None:
    """Carry a rule on to a later stage; raises WrongState, BadInput, Incomplete.

    A rule that is issued bears a number; one in force also the day from which.
    """
    session.refresh(subject, with_for_update=True)
    if given.stage not in ahead(subject):
        raise WrongState("measure_stage")
    _fill(subject, given)
    subject.stage = given.stage
    _note(session, actor, subject, "moved", given.words)
    told = {"stage": subject.stage, "doc_no": subject.doc_no}
    events.record(session, actor, subject, "system_measure.moved", **told)


def holds(session: Session, actor: Actor, subject: SystemMeasure, words: str) -> None:
    """Say that a rule in force is kept; raises WrongState, Incomplete."""
    _looked(session, subject, words)
    _note(session, actor, subject, "holds", words)
    events.record(session, actor, subject, "system_measure.holds", words=words)


def broken(session: Session, actor: Actor, subject: SystemMeasure, words: str) -> None:
    """Say that a rule in force is not kept: it begins anew.

    Raises WrongState, Incomplete.
    """
    _looked(session, subject, words)
    subject.stage, subject.in_force_on = MeasureStage.DRAFTING, None
    subject.reopened += 1
    _note(session, actor, subject, "broken", words)
    events.record(session, actor, subject, "system_measure.broken", words=words)


def ahead(subject: SystemMeasure) -> list[MeasureStage]:
    """List the stages that lie before a rule; one may be passed over."""
    return list(STAGES[STAGES.index(MeasureStage(subject.stage)) + 1 :])


def counted(theme_ids: Select[int]) -> Select[str, int]:
    """Count by stage what was made for these themes."""
    return (
        select(SystemMeasure.stage, func.count())
        .where(SystemMeasure.theme_id.in_(theme_ids))
        .group_by(SystemMeasure.stage)
    )


def findings(subject: SystemMeasure) -> Select[Finding]:
    """Select the findings behind a rule: those of its theme that count."""
    return (
        select(Finding)
        .join(ThemeFinding, ThemeFinding.finding_id == Finding.id)
        .where(ThemeFinding.theme_id == subject.theme_id, Finding.status.in_(COUNTED))
        .order_by(ThemeFinding.id)
    )


def _fill(subject: SystemMeasure, given: Move) -> None:
    number = given.doc_no.strip()[:LONGEST_NO] or subject.doc_no
    if given.stage in WRITTEN and subject.kind == MeasureKind.RULE and not number:
        raise Incomplete("measure_number_missing")
    subject.doc_no = number
    if given.stage == MeasureStage.IN_FORCE:
        if given.in_force_on is None:
            raise Incomplete("measure_day_missing")
        subject.in_force_on = given.in_force_on
        subject.follow_up_on = half_a_year_after(due.today(now()))
    if given.document is not None:
        brought = given.document
        subject.name, subject.sha256 = brought.name, brought.sha256
        subject.size, subject.mime = brought.size, brought.mime


def _looked(session: Session, subject: SystemMeasure, words: str) -> None:
    session.refresh(subject, with_for_update=True)
    if subject.stage != MeasureStage.IN_FORCE:
        raise WrongState("measure_not_in_force")
    if not words.strip():
        raise Incomplete("measure_words_missing")
    subject.follow_up_on = None


def _note(
    session: Session, actor: Actor, subject: SystemMeasure, what: str, words: str
) -> None:
    session.add(
        SystemMeasureStep(
            campaign_id=subject.campaign_id,
            measure_id=subject.id,
            stage=subject.stage,
            what=what,
            words=words.strip()[:LONGEST],
            user_id=actor.user_id,
        )
    )
