"""Looking for what teams bring and for whom it is about: findings to people."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from server.actions import access
from server.console.pages import places
from server.console.pages.found import Asked, Group, Hit, like, line
from server.console.words import FINDING, ROLE
from server.db import LOCAL, search
from server.models import (
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


def tasks(asked: Asked) -> Group:
    """Find what the actor's own units owe."""
    owed = access.rectifications(asked.actor, asked.campaign)
    holding = Rectification.finding_id.in_(search.holding(asked.text, search.FINDINGS))
    rows = asked.session.execute(
        owed.where(holding)
        .join(Finding, Finding.id == Rectification.finding_id)
        .add_columns(Finding)
        .order_by(Rectification.id.desc())
        .limit(asked.most)
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


def findings(asked: Asked) -> Group:
    """Find findings by number, title and text."""
    opens = access.somewhere(asked.actor, "submission.read", asked.campaign)
    look = access.findings if opens else access.ledger
    chosen = look(asked.actor, asked.campaign).where(
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
            line(one.finding_no, places.short(known, one.region_code), one.site_name),
            FINDING[one.status],
        )
        for one in found
    ]
    to_all = "console.ledger.show"
    return Group(_("问题"), "table-2", hits, to_all, {"text": asked.text})


def submissions(asked: Asked) -> Group:
    """Find submissions by what was written in them."""
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
            line(
                one.title if one.title != one.site_name else "",
                places.short(known, one.region_code),
                one.finished_at.astimezone(LOCAL).date().isoformat(),
            ),
        )
        for one in found
    ]
    to_all = "console.submissions.show"
    return Group(_("填报"), "inbox", hits, to_all, {"text": asked.text})


def regions(asked: Asked) -> Group:
    """Find places of the campaign by name, code or pinyin; each opens its ledger."""
    inside = Region.code.startswith(prefix(asked.campaign.region_code), autoescape=True)
    fits = like(asked.text, Region.name, Region.code, Region.pinyin)
    found = asked.first(select(Region).where(inside, fits).order_by(Region.code))
    known = places.names(asked.session, (one.code for one in found))
    hits = [
        Hit(
            "console.ledger.show",
            {"county": one.code},
            one.name,
            line("·".join(places.path(known, one.code)[:-1]), one.code),
        )
        for one in found
    ]
    return Group(_("地区"), "map-pin", hits)


def units(asked: Asked) -> Group:
    """Find units by name or code; each opens its ledger."""
    fits = like(asked.text, Unit.name, Unit.short_name, Unit.code)
    found = asked.first(Unit.of(asked.campaign.id).where(fits))
    known = places.names(asked.session, (one.region_code for one in found))
    hits = [
        Hit(
            "console.ledger.show",
            {"unit": one.code},
            one.name,
            line(places.short(known, one.region_code), one.code),
        )
        for one in found
    ]
    return Group(_("单位"), "house", hits)


def teams(asked: Asked) -> Group:
    """Find the teams that the actor may see."""
    seen = access.teams(asked.actor, asked.campaign)
    found = asked.first(seen.where(like(asked.text, Team.name, Team.code)))
    hits = [
        Hit("console.teams.one", {"key": one.key}, one.name, one.code) for one in found
    ]
    return Group(_("察访组"), "users", hits, "console.teams.show")


def forms(asked: Asked) -> Group:
    """Find forms by title or id."""
    fits = like(asked.text, Form.title, Form.form_id)
    found = asked.first(Form.of(asked.campaign.id).where(fits))
    hits = [
        Hit("console.form.one", {"key": one.key}, one.title, one.form_id)
        for one in found
    ]
    return Group(_("表单"), "file-text", hits)


def people(asked: Asked) -> Group:
    """Find people of the campaign; only for who keeps the list of them."""
    members = select(Grant.user_id).where(Grant.campaign_id == asked.campaign.id)
    fits = like(asked.text, User.login, User.display_name, User.staff_no)
    chosen = select(User).where(User.id.in_(members), fits).order_by(User.login)
    found = asked.first(chosen)
    held = _held(asked, [one.id for one in found])
    hits = [
        Hit(
            "console.users.show",
            {"text": one.login},
            one.display_name,
            line(one.staff_no or one.login, held.get(one.id, "")),
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
