"""The navigation: only what this person may open, with the work that waits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import (
    checks,
    clues,
    distinct,
    entity_lists,
    notices,
    stages,
    tasks,
    verifying,
)
from server.models import Campaign, EntityList, Role
from server.reports import clue_register

#: How many places a phone shows beside “more”, and which come first.
ROOM = 4
#: Where work begins, for the first of these that somebody holds; a unit has its desk.
FIRST: tuple[tuple[tuple[Role, ...], str], ...] = (
    (access.READERS, "console.start.show"),
    (access.OVER_REGION, "console.overview.show"),
    ((Role.UNIT_CONTACT,), "console.tasks.show"),
    ((Role.AUDITOR,), "console.audit.show"),
    ((Role.CLUE_OFFICER,), "console.clues.show"),
)
#: What waits on a unit's desk.
DESK = (tasks, notices, checks)
DAILY = (
    "console.tasks.show",
    "console.start.show",
    "console.reviewing.show",
    "console.submissions.show",
    "console.verifying.show",
    "console.ledger.show",
)
#: The same for who only looks, and has no first page of work.
LOOKING = (
    "console.tasks.show",
    "console.overview.show",
    "console.ledger.show",
    "console.bulletins.show",
    "console.clues.show",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go; `count` is work waiting for this person."""

    endpoint: str
    icon: str
    text: LazyString
    values: dict[str, str]
    count: int = 0
    group: LazyString | str = ""
    #: Stands behind “more” where there is room for few: on a phone.
    is_far: bool = False


def read(session: Session, actor: Actor, campaign: Campaign) -> tuple[Entry, ...]:
    """List the entries for this person in this campaign."""
    entries = _tasks(session, actor, campaign)
    if roles(actor, campaign) & set(access.READERS):
        entries.append(Entry("console.start.show", "house", _("首页"), {}))
    if roles(actor, campaign) & set(access.INSIDE):
        entries += _work(session, actor, campaign)
        told = _clues(session, actor, campaign)
        entries += _records(
            actor,
            campaign,
            [*told, *_lists(session, actor, campaign)],
            distinct.kinds(session, campaign),
        )
    else:
        entries += _clues(session, actor, campaign)
    if access.may(actor, "campaign.manage", campaign):
        entries += _office()
    if Role.OFFICE in roles(actor, campaign):
        text = _("原件查阅")
        entries.append(Entry("console.evidence.openings", "eye", text, {}))
    if access.may(actor, "audit.read", campaign):
        entries.append(Entry("console.audit.show", "history", _("操作日志"), {}))
    return _placed(entries)


def _placed(entries: list[Entry]) -> tuple[Entry, ...]:
    """Put behind “more” what a phone has no room for, when more than it are there."""
    if len(entries) <= ROOM + 1:
        return tuple(entries)
    works = any(entry.endpoint == "console.start.show" for entry in entries)
    daily = DAILY if works else LOOKING
    near = [entry for entry in entries if entry.endpoint in daily][:ROOM]
    return tuple(
        entry if entry in near else replace(entry, is_far=True) for entry in entries
    )


def first(actor: Actor, campaign: Campaign) -> str:
    """Give the address where this person's work in a campaign begins."""
    held = roles(actor, campaign)
    page = next((page for who, page in FIRST if held & set(who)), "console.tasks.show")
    return url_for(page, campaign=campaign.code)


def roles(actor: Actor, campaign: Campaign) -> set[Role]:
    """Name the roles that somebody holds in a campaign."""
    return {held.role for held in actor.held if held.campaign_id == campaign.id}


def over_region(actor: Actor, campaign: Campaign) -> bool:
    """Say whether somebody looks at a region rather than at a team."""
    return bool(roles(actor, campaign) & set(access.OVER_REGION))


def _tasks(session: Session, actor: Actor, campaign: Campaign) -> list[Entry]:
    if not access.own_units(actor, campaign.id):
        return []
    owed = sum(each.waiting(session, actor, campaign) for each in DESK)
    return [Entry("console.tasks.show", "clipboard-check", _("我的任务"), {}, owed)]


def _clues(session: Session, actor: Actor, campaign: Campaign) -> list[Entry]:
    """Show the register to its place, and the conferences to those who hold them."""
    if not clues.reads(actor, campaign):
        return []
    waiting = clue_register.waiting(session, actor, campaign)
    register = Entry("console.clues.show", "folder", _("线索登记"), {}, waiting)
    if not clues.works(actor, campaign):
        return [register]
    met = Entry("console.conferences.show", "message-square", _("会商"), {})
    taken = Entry("console.exports.show", "download", _("导出"), {})
    brought = Entry("console.imports.show", "upload", _("导入"), {})
    return [
        register,
        met,
        *([] if access.exports(actor, campaign) else [taken]),
        *([] if access.may(actor, "campaign.manage", campaign) else [brought]),
    ]


def _work(session: Session, actor: Actor, campaign: Campaign) -> list[Entry]:
    count = stages.counter(session, actor, campaign)
    entries = []
    if Role.TEAM_LEADER in roles(actor, campaign):
        todo = count("todo")
        entries.append(_queue("list-checks", _("待我处理"), "todo", todo))
    if roles(actor, campaign) & set(access.JUDGES):
        todo = count("review")
        text = _("审核")
        entries.append(
            Entry("console.reviewing.show", "clipboard-check", text, {}, todo)
        )
    if verifying.verifies(actor, campaign):
        todo = verifying.count(session, actor, campaign)
        text = _("核查")
        entries.append(Entry("console.verifying.show", "circle-check", text, {}, todo))
    return entries


def _queue(icon: str, text: LazyString, stage: str, count: int) -> Entry:
    return Entry("console.submissions.show", icon, text, {"stage": stage}, count)


def _lists(session: Session, actor: Actor, campaign: Campaign) -> list[Entry]:
    """Show the entity lists where there are any, and to whoever may bring one."""
    there = session.scalar(EntityList.of(campaign.id).limit(1)) is not None
    if not there and not access.may(actor, "campaign.manage", campaign):
        return []
    decides = access.somewhere(actor, "entity.write", campaign)
    count = entity_lists.needing(session, actor, campaign) if there and decides else 0
    return [Entry("console.entities.show", "notebook-tabs", _("名单"), {}, count)]


def _records(
    actor: Actor,
    campaign: Campaign,
    listed: list[Entry],
    kinds: tuple[str, ...],
) -> list[Entry]:
    if over_region(actor, campaign):
        sent, found, teams = _("填报记录"), _("问题台账"), _("察访组")
    else:
        sent, found, teams = _("本组填报"), _("本组问题"), _("本组")
    chart = Entry("console.overview.show", "layout-dashboard", _("挂图"), {})
    exported = Entry("console.exports.show", "download", _("导出"), {})
    themes = Entry("console.themes.show", "layers", _("共性问题"), {})
    notices = Entry("console.notices.show", "bell", _("通知"), {})
    arranged = Entry("console.arrangements.show", "list-checks", _("专班与计划"), {})
    told = Entry("console.bulletins.show", "megaphone", _("通报"), {})
    inbox = Entry("console.submissions.show", "inbox", sent, {})
    reads = access.somewhere(actor, "submission.read", campaign)
    return [
        *([chart] if over_region(actor, campaign) else []),
        *([inbox] if reads else []),
        Entry("console.ledger.show", "table-2", found, {}),
        *([arranged] if over_region(actor, campaign) else []),
        *([themes, notices, told] if over_region(actor, campaign) else []),
        *([exported] if access.exports(actor, campaign) else []),
        *(listed if reads else []),
        *(
            Entry("console.distinct.show", "combine", _("去重清单"), {"kind": kind})
            for kind in (kinds[:1] if reads else ())
        ),
        Entry("console.teams.show", "users", teams, {}, group=_("组织")),
    ]


def _office() -> list[Entry]:
    return [
        Entry("console.forms.show", "file-text", _("表单"), {}),
        Entry("console.users.show", "user", _("人员"), {}),
        Entry("console.imports.show", "upload", _("导入"), {}),
        Entry("console.settings.show", "settings", _("设置"), {}),
    ]


#: Which entry a page belongs to, by the noun that it is about.
HOMES = {
    "start": "console.start.show",
    "submissions": "console.submissions.show",
    "review": "console.submissions.show",
    "reviewing": "console.reviewing.show",
    "verifying": "console.verifying.show",
    "rivals": "console.submissions.show",
    "remarks": "console.submissions.show",
    "revisions": "console.submissions.show",
    "evidence": "console.submissions.show",
    "decisions": "console.submissions.show",
    "overview": "console.overview.show",
    "across": "console.overview.show",
    "rounds": "console.overview.show",
    "milestones": "console.overview.show",
    "arrangements": "console.arrangements.show",
    "draws": "console.arrangements.show",
    "ledger": "console.ledger.show",
    "distinct": "console.distinct.show",
    "entities": "console.entities.show",
    "findings": "console.ledger.show",
    "steps": "console.ledger.show",
    "together": "console.ledger.show",
    "consequences": "console.ledger.show",
    "exports": "console.exports.show",
    "papers": "console.ledger.show",
    "themes": "console.themes.show",
    "advice": "console.themes.show",
    "checks": "console.themes.show",
    "measures": "console.themes.show",
    "notices": "console.notices.show",
    "notice_templates": "console.notices.show",
    "bulletins": "console.bulletins.show",
    "clues": "console.clues.show",
    "clue_papers": "console.clues.show",
    "conferences": "console.conferences.show",
    "outcomes": "console.bulletins.show",
    "audit": "console.audit.show",
    "tasks": "console.tasks.show",
    "served": "console.tasks.show",
    "teams": "console.teams.show",
    "phones": "console.teams.show",
    "enrolments": "console.teams.show",
    "visits": "console.teams.show",
    "forms": "console.forms.show",
    "form": "console.forms.show",
    "drafts": "console.forms.show",
    "rules": "console.forms.show",
    "users": "console.users.show",
    "imports": "console.imports.show",
    "settings": "console.settings.show",
}


def current(entries: tuple[Entry, ...], endpoint: str, stage: str) -> Entry | None:
    """Find the entry that the open page stands under."""
    noun = endpoint.split(".")[1] if endpoint.count(".") > 1 else ""
    home = HOMES.get(noun)
    own = [entry for entry in entries if entry.endpoint == endpoint]
    under = own or [entry for entry in entries if entry.endpoint == home]
    exact = (entry for entry in under if entry.values.get("stage", "") == stage)
    plain = (entry for entry in under if "stage" not in entry.values)
    return next(exact, None) or next(plain, None)
