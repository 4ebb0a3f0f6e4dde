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


def read(session: Session, finding: Finding) -> tuple[Return, ...]:
    """List the follow-ups of a finding, the last first."""
    before = follow_ups.before(session, [finding.id]).get(finding.id, [])
    return tuple(
        _return(session, seen, before)
        for seen in session.scalars(FollowUp.of(finding.id))
    )


def _return(session: Session, seen: FollowUp, before: list[Attachment]) -> Return:
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
    )


def _pairs(before: list[Attachment], after: list[Attachment]) -> Iterator[Pair]:
    for was, now_is in zip_longest(before, after):
        yield Pair(was, now_is)
