"""The reviewer's queue: what waits, why it comes first, what may be decided at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.bulk import MOST
from server.actions.review_gate import Checks, Hold, hold
from server.actions.review_settings import HoldRule, ReviewSettings
from server.console import words
from server.console.pages import queue, stages, submissions
from server.console.pages.listing import Slice
from server.console.pages.submissions import Line
from server.db import now
from server.models import (
    BulkDecision,
    Campaign,
    Finding,
    FindingStatus,
    Form,
    FormVersion,
    Submission,
    Team,
)

#: How long what became of a bulk decision is told.
TOLD_FOR = timedelta(minutes=30)
HELD: dict[Hold, LazyString] = {
    Hold.NOT: _("可一并通过"),
    Hold.ALL: _("逐件审核"),
    Hold.FAILING: _("有提示，逐件看"),
    Hold.DRAWN: _("抽中，逐件看"),
}
RULES: dict[HoldRule, LazyString] = {
    HoldRule.ALL: _("每件都要逐件看"),
    HoldRule.FAILING: _("有提示的要逐件看，其余可一并通过"),
    HoldRule.SHARE: _("有提示的和抽中的要逐件看，其余可一并通过"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission that waits, and what there is to know before it is opened."""

    line: Line
    reasons: tuple[LazyString, ...]
    held: Hold
    problems: tuple[str, ...]
    #: Findings that nobody has named a unit for.
    without_unit: int
    is_going: bool

    @property
    def said(self) -> LazyString:
        """Why it is held, in words."""
        return HELD[self.held]


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of the queue, and what was decided about many."""

    slice: Slice
    lines: tuple[Waiting, ...]
    rule: LazyString
    most: int
    pending: BulkDecision | None
    told: BulkDecision | None


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the slice that the address asks for."""
    chosen = queue.chosen(actor, campaign, "review")
    part = Slice.read(query, stages.total(session, chosen))
    rows = session.execute(
        chosen.join(Team, Team.id == Submission.team_id)
        .join(FormVersion, FormVersion.id == Submission.form_version_id)
        .join(Form, Form.id == FormVersion.form_id)
        .add_columns(Team, Form.title, queue.marks().label("marks"))
        .order_by(*queue.by_risk())
        .limit(part.size)
        .offset(part.offset)
    ).all()
    pending, told = _decided(session, actor, campaign)
    going = set(pending.chosen) if pending else set()
    settings = ReviewSettings.of(campaign)
    return Page(
        part,
        tuple(_waiting(session, rows, settings, going)),
        RULES[settings.hold],
        MOST,
        pending,
        told,
    )


def _waiting(
    session: Session, rows: Sequence[Any], settings: ReviewSettings, going: set[str]
) -> list[Waiting]:
    given = _in_review(session, [row[0].id for row in rows])
    return [
        _one(line, row.marks, given.get(row[0].id, []), settings, going)
        for row, line in zip(rows, submissions.lines_of(session, rows), strict=True)
    ]


def _one(
    line: Line,
    marks: int,
    given: list[Finding],
    settings: ReviewSettings,
    going: set[str],
) -> Waiting:
    one = line.submission
    checks = Checks(len(one.issues), marks, len(one.rule_troubles), bool(one.late))
    return Waiting(
        line,
        tuple(_reasons(checks, given)),
        hold(settings, one.instance_id, checks),
        tuple(finding.title for finding in given),
        sum(not _has_unit(finding) for finding in given),
        one.key in going,
    )


def _has_unit(finding: Finding) -> bool:
    return bool(finding.responsible_unit_id or finding.proposed_unit_id)


def _reasons(checks: Checks, given: list[Finding]) -> list[LazyString]:
    """Say in words what brings it forward."""
    grave = Counter(finding.severity for finding in given)
    told = [
        (grave[name], _("%(what)s %(n)s 项", what=words.SEVERITY[name], n=grave[name]))
        for name in ("major", "serious")
    ]
    told += [
        (checks.issues, _("回答不符 %(n)s 处", n=checks.issues)),
        (checks.flags, _("照片有标记 %(n)s 张", n=checks.flags)),
        (checks.troubles, _("规则未能核对 %(n)s 条", n=checks.troubles)),
        (checks.is_late, _("迟到")),
    ]
    return [text for holds, text in told if holds]


def _in_review(session: Session, ids: Sequence[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    chosen = select(Finding).where(
        Finding.submission_id.in_(ids), Finding.status == FindingStatus.IN_REVIEW
    )
    for finding in session.scalars(chosen.order_by(Finding.id)):
        found.setdefault(finding.submission_id, []).append(finding)
    return found


def _decided(
    session: Session, actor: Actor, campaign: Campaign
) -> tuple[BulkDecision | None, BulkDecision | None]:
    """Find what waits to be carried out, and what was a short while ago."""
    mine = BulkDecision.of(campaign.id, actor.user_id or 0)
    recent = mine.where(
        BulkDecision.at > now() - TOLD_FOR, BulkDecision.undone_at.is_(None)
    )
    found = session.scalars(recent.limit(10)).all()
    pending = (one for one in found if one.done_at is None)
    done = (one for one in found if one.done_at is not None)
    return next(pending, None), next(done, None)
