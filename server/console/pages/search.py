"""One box for all that somebody may find: findings, submissions, places, people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import places
from server.console.pages.menu import roles
from server.console.words import FINDING, ROLE, Badge
from server.db import LOCAL, search
from server.models import (
    Campaign,
    Finding,
    FindingStatus,
    Form,
    Grant,
    Rectification,
    Region,
    Submission,
    Team,
    Unit,
    User,
)
from server.models.place import prefix

LONGEST = 60
#: As many of each kind as one page shows.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, and where it opens."""

    endpoint: str
    values: dict[str, str]
    title: str
    about: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` is the list that shows all of them."""

    name: LazyString
    icon: str
    hits: Sequence[Hit]
    more: str = ""
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> Sequence[Hit]:
        """As many as one page bears."""
        return self.hits[:SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether there is more than is shown."""
        return len(self.hits) > SHOWN


@dataclass(frozen=True, slots=True)
class Page:
    """What was asked and what was found."""

    text: str
    groups: Sequence[Group]
    #: Whether there is a letter or digit to look for.
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks for what, where."""

    session: Session
    actor: Actor
    campaign: Campaign
    text: str

    def first(self, chosen: Select[Any]) -> Sequence[Any]:
        """Read the first rows, and one more that says whether there are more."""
        return self.session.scalars(chosen.limit(SHOWN + 1)).all()


def read(session: Session, actor: Actor, campaign: Campaign, text: str) -> Page:
    """Look for a text in all that somebody may see."""
    wanted = text.replace("\0", "").strip()[:LONGEST]
    if not search.searchable(wanted):
        return Page(wanted, (), is_asked=False)
    asked = Asked(session, actor, campaign, wanted)
    found = [look(asked) for look in _looks(actor, campaign)]
    return Page(wanted, [one for one in found if one.hits], is_asked=True)


def _looks(actor: Actor, campaign: Campaign) -> Iterable[Callable[[Asked], Group]]:
    """List where somebody's role lets look; each look is cut to what is theirs."""
    looks: list[Callable[[Asked], Group]] = []
    if access.own_units(actor, campaign.id):
        looks.append(_tasks)
    if actor.is_system or roles(actor, campaign) & set(access.INSIDE):
        looks += [_findings, _submissions, _regions, _units, _teams, _forms]
    if access.may(actor, "campaign.manage", campaign):
        looks.append(_people)
    return looks


def _tasks(asked: Asked) -> Group:
    """Find what the actor's own units owe."""
    owed = access.rectifications(asked.actor, asked.campaign)
    holding = Rectification.finding_id.in_(search.holding(asked.text, search.FINDINGS))
    rows = asked.session.execute(
        owed.where(holding)
        .join(Finding, Finding.id == Rectification.finding_id)
        .add_columns(Finding)
        .order_by(Rectification.id.desc())
        .limit(SHOWN + 1)
    ).all()
    hits = [
        Hit(
            "console.tasks.one",
            {"key": one.key},
            finding.title,
            finding.finding_no or "",
            FINDING[finding.status],
        )
        for one, finding in rows
    ]
    return Group(_("我的任务"), "clipboard-check", hits, "console.tasks.show")


def _findings(asked: Asked) -> Group:
    seen = access.findings(asked.actor, asked.campaign)
    chosen = seen.where(
        Finding.id.in_(search.holding(asked.text, search.FINDINGS)),
        Finding.status.not_in((FindingStatus.HINT, FindingStatus.DROPPED)),
    )
    found = asked.first(chosen.order_by(Finding.id.desc()))
    known = places.names(asked.session, (one.region_code for one in found))
    hits = [
        Hit(
            "console.findings.show",
            {"key": one.key},
            one.title,
            _line(one.finding_no, places.short(known, one.region_code), one.site_name),
            FINDING[one.status],
        )
        for one in found
    ]
    to_all = "console.ledger.show"
    return Group(_("问题"), "table-2", hits, to_all, {"text": asked.text})


def _submissions(asked: Asked) -> Group:
    seen = access.submissions(asked.actor, asked.campaign)
    chosen = seen.where(
        or_(
            Submission.id.in_(search.holding(asked.text)),
            Submission.instance_id == asked.text,
        )
    )
    found = asked.first(chosen.order_by(Submission.id.desc()))
    known = places.names(asked.session, (one.region_code for one in found))
    hits = [
        Hit(
            "console.review.show",
            {"key": one.key},
            one.site_name or one.title or one.instance_id,
            _line(
                one.title if one.title != one.site_name else "",
                places.short(known, one.region_code),
                one.finished_at.astimezone(LOCAL).date().isoformat(),
            ),
        )
        for one in found
    ]
    to_all = "console.submissions.show"
    return Group(_("填报"), "inbox", hits, to_all, {"text": asked.text})


def _regions(asked: Asked) -> Group:
    """Find places of the campaign by name, code or pinyin; each opens its ledger."""
    inside = Region.code.startswith(prefix(asked.campaign.region_code), autoescape=True)
    like = _like(asked.text, Region.name, Region.code, Region.pinyin)
    found = asked.first(select(Region).where(inside, like).order_by(Region.code))
    known = places.names(asked.session, (one.code for one in found))
    hits = [
        Hit(
            "console.ledger.show",
            {"county": one.code},
            one.name,
            _line("·".join(places.path(known, one.code)[:-1]), one.code),
        )
        for one in found
    ]
    return Group(_("地区"), "map-pin", hits)


def _units(asked: Asked) -> Group:
    like = _like(asked.text, Unit.name, Unit.short_name, Unit.code)
    found = asked.first(Unit.of(asked.campaign.id).where(like))
    known = places.names(asked.session, (one.region_code for one in found))
    hits = [
        Hit(
            "console.ledger.show",
            {"unit": one.code},
            one.name,
            _line(places.short(known, one.region_code), one.code),
        )
        for one in found
    ]
    return Group(_("单位"), "house", hits)


def _teams(asked: Asked) -> Group:
    seen = access.teams(asked.actor, asked.campaign)
    found = asked.first(seen.where(_like(asked.text, Team.name, Team.code)))
    hits = [
        Hit("console.teams.one", {"key": one.key}, one.name, one.code) for one in found
    ]
    return Group(_("察访组"), "users", hits, "console.teams.show")


def _forms(asked: Asked) -> Group:
    like = _like(asked.text, Form.title, Form.form_id)
    found = asked.first(Form.of(asked.campaign.id).where(like))
    hits = [
        Hit("console.form.one", {"key": one.key}, one.title, one.form_id)
        for one in found
    ]
    return Group(_("表单"), "file-text", hits)


def _people(asked: Asked) -> Group:
    """Find people of the campaign; only for who keeps the list of them."""
    members = select(Grant.user_id).where(Grant.campaign_id == asked.campaign.id)
    like = _like(asked.text, User.login, User.display_name, User.staff_no)
    chosen = select(User).where(User.id.in_(members), like).order_by(User.login)
    found = asked.first(chosen)
    held = _held(asked, [one.id for one in found])
    hits = [
        Hit(
            "console.users.show",
            {"text": one.login},
            one.display_name,
            _line(one.staff_no or one.login, held.get(one.id, "")),
        )
        for one in found
    ]
    return Group(_("人员"), "user", hits, "console.users.show", {"text": asked.text})


def _held(asked: Asked, ids: Sequence[int]) -> dict[int, str]:
    rows = asked.session.scalars(
        select(Grant)
        .where(Grant.campaign_id == asked.campaign.id, Grant.user_id.in_(ids))
        .order_by(Grant.id.desc())
    )
    return {grant.user_id: str(ROLE[grant.role]) for grant in rows}


def _like(text: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return or_(*(one.icontains(text, autoescape=True) for one in columns))


def _line(*parts: str | None) -> str:
    return "　".join(part for part in parts if part and part != "—")
