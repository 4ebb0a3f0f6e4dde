"""Looking for what offices write and plan, and for what of it reached a unit."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select

from server.actions import access
from server.console.pages import places
from server.console.pages.found import Asked, Group, Hit, Shelf, like, line
from server.console.words import (
    ADVICE,
    ARRANGEMENT,
    BULLETIN,
    MEASURE_STAGE,
    NOTICE,
    NOTICE_KIND,
    THEME,
    VISIT,
)
from server.models import (
    Arrangement,
    Bulletin,
    IssueTheme,
    Milestone,
    Notice,
    Recommendation,
    Round,
    SelfCheck,
    SelfCheckTask,
    SystemMeasure,
    Team,
    Unit,
    Visit,
)


def visits(asked: Asked) -> Group:
    """Find planned visits by their site; of a secret one only who sees its team."""
    seen = access.teams(asked.actor, asked.campaign).with_only_columns(Team.id)
    rows = asked.session.execute(
        select(Visit, Team)
        .join(Team, Team.id == Visit.team_id)
        .where(
            Visit.campaign_id == asked.campaign.id,
            Visit.unplanned_for.is_(None),
            Visit.team_id.in_(seen.order_by(None)),
            like(asked.text, Visit.site_name, Visit.code),
        )
        .order_by(Visit.id.desc())
        .limit(asked.most)
    ).all()
    known = places.names(asked.session, (one.region_code for one, _team in rows))
    hits = [
        Hit(
            "console.teams.one",
            {"key": team.key, "_anchor": "visits"},
            one.site_name,
            line(
                team.name,
                places.short(known, one.region_code),
                one.planned_from.isoformat() if one.planned_from else "",
            ),
            VISIT[one.status],
        )
        for one, team in rows
    ]
    return Group(_("安排的察访"), "map-pin", hits)


#: Themes, by name and by what is said of them.
themes = Shelf(
    _("共性问题"),
    "layers",
    "console.themes.show",
    lambda asked: access.themes(asked.actor, asked.campaign),
    (IssueTheme.name, IssueTheme.summary, IssueTheme.common_features),
    lambda one: Hit(
        "console.themes.one",
        {"key": one.key},
        one.name,
        one.summary[:60],
        THEME["closed" if one.closed_at else "open"],
    ),
)


def recommendations(asked: Asked) -> Group:
    """Find recommendations by number, unit and facts."""
    seen = access.recommendations(asked.actor, asked.campaign)
    return Group(
        _("建议书"),
        "file-text",
        _advice(asked, seen, "console.advice.one"),
        "console.advice.show",
        {"tab": "all"},
    )


def addressed(asked: Asked) -> Group:
    """Find the recommendations that were delivered to the actor's own units."""
    seen = access.addressed(asked.actor, asked.campaign)
    return Group(
        _("建议书"),
        "file-text",
        _advice(asked, seen, "console.advice.own"),
        "console.tasks.show",
    )


#: Rules made, by title and number.
measures = Shelf(
    _("制度成果"),
    "notebook-tabs",
    "console.measures.show",
    lambda asked: access.system_measures(asked.actor, asked.campaign),
    (SystemMeasure.title, SystemMeasure.doc_no),
    lambda one: Hit(
        "console.measures.one",
        {"key": one.key},
        one.title,
        one.doc_no,
        MEASURE_STAGE[one.stage],
    ),
)

#: Self-checks, by what units are asked.
checks = Shelf(
    _("举一反三"),
    "layers",
    "console.checks.show",
    lambda asked: access.self_checks(asked.actor, asked.campaign),
    (SelfCheck.words,),
    lambda one: Hit(
        "console.checks.one", {"key": one.key}, one.words[:60], str(one.due_on)
    ),
)


def own_checks(asked: Asked) -> Group:
    """Find what the actor's own units are asked to look for at home."""
    seen = access.own_checks(asked.actor, asked.campaign).join(
        SelfCheck, SelfCheck.id == SelfCheckTask.self_check_id
    )
    chosen = seen.where(like(asked.text, SelfCheck.words)).add_columns(SelfCheck)
    rows = asked.session.execute(chosen.limit(asked.most)).all()
    hits = [
        Hit("console.checks.own", {"key": task.key}, of.words[:60], str(of.due_on))
        for task, of in rows
    ]
    return Group(_("自查任务"), "layers", hits, "console.tasks.show")


def notices(asked: Asked) -> Group:
    """Find notices by number, unit, words and the findings that they speak of."""
    seen = access.notices(asked.actor, asked.campaign)
    return Group(
        _("通知"),
        "bell",
        _notices(asked, seen, "console.notices.one"),
        "console.notices.show",
    )


def served(asked: Asked) -> Group:
    """Find the notices that were issued to the actor's own units."""
    seen = access.served(asked.actor, asked.campaign)
    hits = _notices(asked, seen, "console.served.one")
    return Group(_("通知"), "bell", hits, "console.tasks.show")


#: Bulletins, by title and by what no figure says.
bulletins = Shelf(
    _("通报"),
    "megaphone",
    "console.bulletins.show",
    lambda asked: access.bulletins(asked.actor, asked.campaign),
    (Bulletin.title, Bulletin.approach, Bulletin.demands),
    lambda one: Hit(
        "console.bulletins.one",
        {"key": one.key},
        one.title,
        f"{one.since} — {one.until}",
        BULLETIN[one.state],
    ),
)

#: Parts of the set-up: groups and their members, mechanisms, measures.
arrangements = Shelf(
    _("专班与计划"),
    "list-checks",
    "console.arrangements.show",
    lambda asked: Arrangement.of(asked.campaign.id),
    (Arrangement.name, Arrangement.owner, Arrangement.text, Arrangement.document),
    lambda one: Hit(
        "console.arrangements.show",
        {"_anchor": f"a-{one.key}"},
        one.name,
        line(str(ARRANGEMENT[one.kind]), one.owner, one.document),
    ),
)

#: Milestones, by name and by whose they are.
milestones = Shelf(
    _("节点任务"),
    "list-checks",
    "console.milestones.show",
    lambda asked: Milestone.of(asked.campaign.id),
    (Milestone.name, Milestone.owner),
    lambda one: Hit(
        "console.milestones.show",
        {"_anchor": f"m-{one.key}"},
        one.name,
        line(one.owner, one.due_on.isoformat() if one.due_on else ""),
    ),
)


def rounds(asked: Asked) -> Group:
    """Find rounds of visits by number and name, with or without spaces."""
    wanted = "".join(asked.text.casefold().split())
    hits = [
        Hit(
            "console.rounds.show",
            {"_anchor": f"r-{one.key}"},
            line(str(_("第 %(n)s 轮", n=one.no)), one.name),
            f"{one.from_on} — {one.to_on}",
        )
        for one in asked.session.scalars(Round.of(asked.campaign.id))
        if wanted in "".join(f"第{one.no}轮{one.name}".casefold().split())
    ]
    return Group(_("轮次"), "map-pin", hits, "console.rounds.show")


def _advice(asked: Asked, seen: Select[Recommendation], endpoint: str) -> Sequence[Hit]:
    words = (Recommendation.no, Recommendation.facts, Unit.name)
    rows = asked.session.execute(
        seen.join(Unit, Unit.id == Recommendation.unit_id)
        .where(like(asked.text, *words))
        .add_columns(Unit.name)
        .limit(asked.most)
    ).all()
    return [
        Hit(endpoint, {"key": one.key}, one.no or unit, unit, ADVICE[one.state])
        for one, unit in rows
    ]


def _notices(asked: Asked, seen: Select[Notice], endpoint: str) -> Sequence[Hit]:
    rows = asked.session.execute(
        seen.join(Unit, Unit.id == Notice.unit_id)
        .where(like(asked.text, Notice.no, Notice.words, Unit.name))
        .add_columns(Unit.name)
        .limit(asked.most)
    ).all()
    return [
        Hit(
            endpoint,
            {"key": one.key},
            one.no or unit,
            line(str(NOTICE_KIND[one.kind]), unit),
            NOTICE[one.state],
        )
        for one, unit in rows
    ]
