"""Phones that ask to be opened, what came in files, and drafts kept aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.bundles import Outcome, What
from server.language import language
from server.models import Campaign, Device, KeptDraft, Opening, Submission, Team
from server.texts import say

LATEST = 200
#: What became of a form: the words, and the mark beside them.
SAID: dict[What, tuple[LazyString, str]] = {
    What.NEW: (_("收下"), "done"),
    What.KNOWN: (_("已有"), "done"),
    What.PHOTOS: (_("已有，补了照片"), "done"),
    What.RIVAL: (_("与已有的不同，两份都保留"), "check"),
    What.DRAFT_KEPT: (_("草稿，另存在下面"), "doing"),
    What.DRAFT_KNOWN: (_("草稿，已有"), "done"),
    What.REFUSED: (_("没有收下"), "late"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A phone that waits for somebody to say yes or no."""

    opening: Opening
    device: Device
    team: Team


@dataclass(frozen=True, slots=True)
class Aside:
    """A draft out of a bundle, and what became of it."""

    draft: KeptDraft
    team: Team
    device: Device
    submission: Submission | None


@dataclass(frozen=True, slots=True)
class Line:
    """One form of a bundle, in words."""

    outcome: Outcome
    said: LazyString
    mark: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one bundle brought."""

    name: str
    made_at: datetime
    label: str
    lines: tuple[Line, ...]
    refused: int


@dataclass(frozen=True, slots=True)
class Page:
    """All of it, for the teams whose phones this person looks after."""

    teams: Sequence[Team]
    asked: tuple[Asked, ...]
    drafts: tuple[Aside, ...]


def read(session: Session, actor: Actor, campaign: Campaign) -> Page:
    """Read what this person may act on; raises NotAllowed when there is nothing."""
    teams = own_teams(session, actor, campaign)
    known = {team.id: team for team in teams}
    return Page(teams, _asked(session, known), _drafts(session, campaign, known))


def own_teams(session: Session, actor: Actor, campaign: Campaign) -> list[Team]:
    """List the teams whose phones this person looks after."""
    return [
        team
        for team in session.scalars(access.teams(actor, campaign))
        if access.may(actor, "device.enrol", campaign, team.id, team.region_code)
    ]


def report(name: str, made_at: datetime, label: str, outcomes: list[Outcome]) -> Report:
    """Put what became of a bundle into words."""
    lines = tuple(_line(one) for one in outcomes)
    refused = sum(one.what is What.REFUSED for one in outcomes)
    return Report(name, made_at, label, lines, refused)


def _line(one: Outcome) -> Line:
    said, mark = SAID[one.what]
    reason = say(one.reason, {}, language()).title if one.reason else ""
    return Line(one, said, mark, reason)


def _asked(session: Session, known: dict[int, Team]) -> tuple[Asked, ...]:
    rows = session.execute(
        select(Opening, Device)
        .join(Device, Device.id == Opening.device_id)
        .where(Opening.state == "asked", Device.team_id.in_(known))
        .order_by(Opening.id)
    )
    return tuple(Asked(row[0], row[1], known[row[1].team_id]) for row in rows)


def _drafts(
    session: Session, campaign: Campaign, known: dict[int, Team]
) -> tuple[Aside, ...]:
    chosen = KeptDraft.of(campaign.id).where(KeptDraft.team_id.in_(known)).limit(LATEST)
    return tuple(
        Aside(
            draft,
            known[draft.team_id],
            session.get_one(Device, draft.device_id),
            session.get(Submission, draft.submission_id or 0),
        )
        for draft in session.scalars(chosen)
    )
