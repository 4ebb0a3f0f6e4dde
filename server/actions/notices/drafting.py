"""Drafting a notice: to whom, about what, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from server.actions import access, events
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.errors import BadInput, Incomplete, WrongState
from server.models import (
    OPEN,
    OWING,
    Campaign,
    Finding,
    Notice,
    NoticeFinding,
    NoticeKind,
    NoticeState,
    Rectification,
    Unit,
)
from server.models.place import prefix

LONGEST = 4000
#: As many findings as one document is read with.
MOST = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice is to say, and in whose name."""

    kind: str
    region_code: str
    unit: Unit | None
    findings: Sequence[Finding]
    due_on: date | None
    words: str = ""


def draft(session: Session, actor: Actor, campaign: Campaign, given: Draft) -> Notice:
    """Begin a notice; raises BadInput, Incomplete."""
    mine = session.scalars(access.writable(actor, campaign))
    if given.region_code not in {one.code for one in mine}:
        raise BadInput("notice_region")
    if given.kind not in set(NoticeKind):
        raise BadInput("notice_kind")
    if given.unit is None:
        raise Incomplete("notice_unit_missing")
    begun = Notice(
        campaign_id=campaign.id,
        kind=given.kind,
        region_code=given.region_code,
        unit_id=given.unit.id,
        due_on=_due(given),
    )
    _write(session, actor, begun, given)
    session.add(begun)
    _put(session, begun, given.findings)
    events.record(session, actor, begun, "notice.draft", **_told(given))
    return begun


def rewrite(session: Session, actor: Actor, subject: Notice, given: Draft) -> None:
    """Write a draft anew; raises WrongState, BadInput, Incomplete."""
    session.refresh(subject, with_for_update=True)
    if subject.state != NoticeState.DRAFTED:
        raise WrongState("notice_order", status=subject.state, step="rewrite")
    subject.due_on = _due(given)
    _write(session, actor, subject, given)
    _put(session, subject, given.findings)
    events.record(session, actor, subject, "notice.rewrite", **_told(given))


def owed(unit: Unit) -> Select[Finding]:
    """Select the open findings that were assigned to a unit, soonest due first."""
    return (
        select(Finding)
        .join(Rectification, Rectification.finding_id == Finding.id)
        .where(
            Rectification.unit_id == unit.id,
            Rectification.part.in_(OWING),
            Rectification.released_at.is_(None),
            Finding.status.in_(OPEN),
        )
        .order_by(Finding.due_on.asc().nulls_last(), Finding.id)
    )


def findings(subject: Notice) -> Select[Finding]:
    """Select what a notice speaks of, in the order of the document."""
    return (
        select(Finding)
        .join(NoticeFinding, NoticeFinding.finding_id == Finding.id)
        .where(NoticeFinding.notice_id == subject.id)
        .order_by(NoticeFinding.id)
    )


def _due(given: Draft) -> date:
    if given.due_on is None or given.due_on < due.today(now()):
        raise BadInput("notice_due")
    return given.due_on


def _write(session: Session, actor: Actor, subject: Notice, given: Draft) -> None:
    """Fill in what was given, once it fits; who wrote last does not approve."""
    if not given.findings:
        raise Incomplete("notice_findings_missing")
    if len(given.findings) > MOST:
        raise BadInput("notice_findings_many", most=MOST)
    unit = session.get_one(Unit, subject.unit_id)
    open_ones = set(session.scalars(owed(unit).with_only_columns(Finding.id)))
    for one in given.findings:
        _fits(one, open_ones, subject.region_code)
    subject.words = given.words.strip()[:LONGEST]
    subject.drafted_by, subject.drafted_at = actor.user_id, now()


def _fits(finding: Finding, owed_ids: set[int], region_code: str) -> None:
    no = finding.finding_no or ""
    if finding.id not in owed_ids:
        raise BadInput("notice_not_owed", no=no)
    if not (finding.region_code or "").startswith(prefix(region_code)):
        raise BadInput("notice_elsewhere", no=no)


def _put(session: Session, subject: Notice, chosen: Sequence[Finding]) -> None:
    session.flush()
    session.execute(delete(NoticeFinding).where(NoticeFinding.notice_id == subject.id))
    session.add_all(
        NoticeFinding(
            campaign_id=subject.campaign_id, notice_id=subject.id, finding_id=one.id
        )
        for one in chosen
    )


def _told(given: Draft) -> dict[str, object]:
    return {
        "kind": given.kind,
        "unit": given.unit.code if given.unit else "",
        "findings": [one.key for one in given.findings],
        "due_on": str(given.due_on),
    }
