"""The steps of a finding's life as questions: who is asked what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import aside, assignment, due, stages, verification
from server.actions.life.stages import Step
from server.console import words
from server.db import now
from server.models import (
    Campaign,
    Extension,
    Finding,
    SettingAside,
    Unit,
)
from server.models.place import LEVELS

REBOUNDS = {"rebound": _("反弹"), "false_fix": _("虚假整改")}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a step asks; `kind` names the control."""

    kind: str
    name: str
    label: LazyString
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A step: who may take it, what it is called, what it asks."""

    name: str
    verb: str
    button: LazyString
    note: LazyString
    questions: tuple[Question, ...] = ()
    tone: str = "btn"


WHY = Question("text", "reason", _("原因"))
REMARK = Question("text", "comment", _("核查意见"), is_needed=False)
STILL_WRONG = Question("text", "comment", _("还有什么问题"))
NEW_DUE = Question("date", "due_on", _("新的整改时限"), is_needed=False)

ASKS = {
    ask.name: ask
    for ask in (
        Ask(
            "assign",
            "finding.assign",
            _("交办"),
            _("交办后责任单位在“我的任务”里看到，逾期未签收会提醒。"),
            (
                Question("unit", "unit", _("责任（牵头）单位")),
                Question("text", "requirement", _("整改要求")),
                Question("date", "due_on", _("整改时限")),
                Question("units", "assist", _("配合单位"), is_needed=False),
                Question("units", "oversight", _("监管单位"), is_needed=False),
                Question("line", "post", _("责任人（职务）"), is_needed=False),
                Question("one_unit", "root", _("根源单位"), is_needed=False),
                Question("level", "root_level", _("根源层级"), is_needed=False),
            ),
            "btn btn-main",
        ),
        Ask(
            "fix_on_spot",
            "finding.confirm",
            _("已立行立改"),
            _("上传整改后的照片，核查通过后公示、销号。"),
            (Question("files", "proofs", _("整改后的照片")),),
            "btn btn-main",
        ),
        Ask(
            "pass",
            "finding.verify",
            _("核查通过"),
            _("通过后交下一层级核查；各层级都通过后公示。"),
            (REMARK,),
            "btn btn-main",
        ),
        Ask(
            "fail",
            "finding.verify",
            _("退回重改"),
            _("退回责任单位继续整改。"),
            (STILL_WRONG, NEW_DUE),
            "btn btn-stop",
        ),
        Ask(
            "close",
            "finding.assign",
            _("销号"),
            _("核查和销号须由不同的人办理；销号后仍可因反弹重新打开。"),
            (),
            "btn btn-main",
        ),
        Ask(
            "object",
            "finding.assign",
            _("公示有异议"),
            _("记下异议，重新核查。"),
            (WHY,),
        ),
        Ask(
            "reopen",
            "finding.assign",
            _("重新打开"),
            _("问题反弹或虚假整改时，重新整改。"),
            (
                Question("rebound", "reason", _("情形")),
                STILL_WRONG,
                Question("date", "due_on", _("新的整改时限")),
            ),
            "btn btn-stop",
        ),
        Ask(
            "grant_time",
            "finding.assign",
            _("同意延期"),
            _("原时限保留在台账里。"),
            (),
        ),
        Ask(
            "refuse_time",
            "finding.assign",
            _("不同意延期"),
            _("整改时限不变。"),
            (),
        ),
        Ask(
            "escalate",
            "finding.assign",
            _("提级督办"),
            _("状态不变，由上一级督办。"),
            (Question("level", "level", _("督办层级")), WHY),
        ),
        Ask(
            "clear",
            "finding.assign",
            _("提议不属实"),
            _("由第二个人同意后不再计数，历史保留。"),
            (WHY,),
        ),
        Ask(
            "exempt",
            "finding.assign",
            _("提议容错免责"),
            _("由第二个人同意后不再计数，历史保留。"),
            (WHY,),
        ),
        Ask(
            "agree",
            "finding.assign",
            _("同意提议"),
            _("同意后不再计数，历史保留。"),
            (),
            "btn btn-stop",
        ),
        Ask(
            "decline",
            "finding.assign",
            _("不同意提议"),
            _("问题按原状态继续办理。"),
            (),
        ),
        Ask(
            "merge",
            "finding.review",
            _("并案"),
            _("并入另一条问题，只计一次。"),
            (Question("line", "into", _("并入的问题编号")),),
        ),
        Ask(
            "statement",
            "finding.confirm",
            _("记录单位说明"),
            _("认定前听取当事单位意见，与问题一并保存。"),
            (
                Question("line", "unit_text", _("单位")),
                Question("text", "text", _("说明")),
            ),
        ),
    )
}
#: The step that must lead on from where the finding stands.
STAGE: dict[str, Step] = {
    "assign": "assign",
    "fix_on_spot": "fix_on_spot",
    "pass": "pass_level",
    "fail": "fail",
    "close": "close",
    "object": "object",
    "reopen": "reopen",
    "clear": "clear",
    "exempt": "exempt",
    "merge": "merge",
    "statement": "statement",
    "escalate": "escalate",
    "grant_time": "answer_time",
    "refuse_time": "answer_time",
    "agree": "clear",
    "decline": "clear",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A step as it is asked about one finding."""

    ask: Ask
    finding: Finding
    unit: Unit | None
    proposed: Unit | None
    units: Sequence[Unit]
    region: str
    due_on: date
    today: date
    levels: dict[str, LazyString]
    rebounds: dict[str, LazyString]
    asked: Extension | None
    proposal: SettingAside | None


def read(session: Session, campaign: Campaign, finding: Finding, ask: Ask) -> Page:
    """Read what a step's form needs."""
    at = now()
    return Page(
        ask,
        finding,
        session.get(Unit, finding.responsible_unit_id or 0),
        session.get(Unit, finding.proposed_unit_id or 0),
        session.scalars(_near(campaign, finding)).all(),
        finding.region_code or "",
        due.first_due(campaign.settings, finding.severity, finding.days, at),
        due.today(at),
        _levels(session, finding, ask),
        REBOUNDS,
        open_request(session, finding),
        aside.pending(session, finding),
    )


def offered(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding
) -> tuple[Ask, ...]:
    """List the steps that this person can take with a finding now."""
    return tuple(
        ask
        for ask in ASKS.values()
        if access.may(actor, ask.verb, campaign, finding.team_id, finding.region_code)
        and _leads_on(session, actor, campaign, finding, ask.name)
    )


def _levels(session: Session, finding: Finding, ask: Ask) -> dict[str, LazyString]:
    """Name the levels that a step lets choose from."""
    upward = ask.name == "escalate"
    able = assignment.supervisors(session, finding) if upward else LEVELS
    return {level: words.LEVEL[level] for level in able}


def open_request(session: Session, finding: Finding) -> Extension | None:
    """Find the request for more time that waits for its answer."""
    return session.scalar(
        Extension.of(finding.id).where(Extension.decided_at.is_(None))
    )


def _leads_on(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding, name: str
) -> bool:
    if not stages.leads_on(finding.status, STAGE[name]):
        return False
    if name == "escalate":
        return bool(assignment.supervisors(session, finding))
    if name in ("grant_time", "refuse_time"):
        return open_request(session, finding) is not None
    proposal = aside.pending(session, finding)
    if name in ("agree", "decline"):
        return proposal is not None and proposal.asked_by != actor.user_id
    if name in ("clear", "exempt") and proposal is not None:
        return False
    return _own_turn(session, actor, campaign, finding, name)


def _own_turn(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding, name: str
) -> bool:
    """Say whether it is this very person's turn to verify or close."""
    if name in ("pass", "fail", "close") and actor.user_id == finding.reported_by:
        return False
    if name == "close":
        return actor.user_id != finding.verified_by
    if name not in ("pass", "fail"):
        return True
    waited = verification.waits_for(session, finding)
    return waited in access.levels(actor, campaign, finding.region_code)


def _near(campaign: Campaign, finding: Finding) -> Select[Unit]:
    """Select the units of the finding's county and of the levels above it."""
    county = (finding.county_code or campaign.region_code)[:6]
    around = [f"{county[:n]}".ljust(12, "0") for n in (2, 4, 6)]
    chosen = select(Unit).where(Unit.campaign_id == campaign.id)
    return chosen.where(
        Unit.region_code.in_(around) | Unit.region_code.startswith(county)
    ).order_by(Unit.region_code.desc(), Unit.code)
