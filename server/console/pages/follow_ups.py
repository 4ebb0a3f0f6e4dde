"""What teams saw when they went back to a finding: before and after, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import follow_ups
from server.actions.life import taking_up
from server.actions.life.stages import Step
from server.models import Attachment, Finding, FollowUp, Submission, Team

#: What a team found, and the mark it wears.
FIX = {
    "full": ("done", _("整改到位")),
    "part": ("doing", _("部分整改")),
    "none": ("late", _("未整改")),
    "fake": ("late", _("虚假整改")),
    "rebound": ("late", _("整改后反弹")),
    "unverifiable": ("wait", _("无法核实")),
}
ADVICE = {
    "close": _("建议销号"),
    "extend": _("延期继续整改"),
    "reopen": _("退回重新整改"),
    "escalate": _("提级督办"),
}

#: What the office does when it takes a proposal up, by the step that it leads to.
ACTS: dict[Step, LazyString] = {
    "pass_level": _("采纳：核查通过"),
    "close": _("采纳：销号"),
    "fail": _("采纳：退回重改"),
    "object": _("采纳：重新核查"),
    "reopen": _("采纳：重新打开"),
    "answer_time": _("采纳：延长时限"),
    "escalate": _("采纳：提级督办"),
}
#: Those that need a day to work until.
DATED = ("fail", "reopen", "answer_time")


@dataclass(frozen=True, slots=True)
class Pair:
    """How it looked when it was found, and when the team was back."""

    before: Attachment | None
    after: Attachment | None


@dataclass(frozen=True, slots=True)
class Return:
    """One follow-up as the page shows it."""

    submission: Submission
    team: Team
    at: datetime
    mark: str
    fix: LazyString | str
    advice: LazyString | str
    new_due_on: date | None
    pairs: tuple[Pair, ...]
    taken_up_at: datetime | None
    #: What the office would do now; empty when the proposal leads nowhere.
    act: LazyString | str
    wants_day: bool


def read(session: Session, finding: Finding) -> tuple[Return, ...]:
    """List the follow-ups of a finding, the last first."""
    before = follow_ups.before(session, [finding.id]).get(finding.id, [])
    return tuple(
        _return(session, finding, seen, before)
        for seen in session.scalars(FollowUp.of(finding.id))
    )


def _return(
    session: Session, finding: Finding, seen: FollowUp, before: list[Attachment]
) -> Return:
    step = taking_up.leads_to(finding.status, seen.fix, seen.advice)
    submission = session.get_one(Submission, seen.submission_id)
    mark, fix = FIX.get(seen.fix, ("wait", seen.fix))
    return Return(
        submission,
        session.get_one(Team, submission.team_id),
        seen.seen_at,
        mark,
        fix,
        ADVICE.get(seen.advice, seen.advice),
        seen.new_due_on,
        tuple(_pairs(before, follow_ups.after(session, seen))),
        seen.taken_up_at,
        ACTS[step] if step else "",
        step in DATED,
    )


def _pairs(before: list[Attachment], after: list[Attachment]) -> Iterator[Pair]:
    for was, now_is in zip_longest(before, after):
        yield Pair(was, now_is)
