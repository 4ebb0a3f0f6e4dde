"""Looking for what lists hold: kinds of problems, entries, and what is counted once."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from server.actions import access
from server.console.pages.found import Asked, Group, Hit, like, line
from server.models import Entity, EntityList, IssueCategory, Mention, Submission, Thing


def categories(asked: Asked) -> Group:
    """Find kinds of problems by code, name or aspect; each opens its ledger."""
    words = (IssueCategory.code, IssueCategory.name, IssueCategory.aspect_name)
    found = asked.first(
        IssueCategory.of(asked.campaign.id).where(like(asked.text, *words))
    )
    hits = [
        Hit(
            "console.ledger.show",
            {"category": one.code},
            one.name,
            line(one.code, one.aspect_name),
        )
        for one in found
    ]
    return Group(_("问题类别"), "list-checks", hits)


def entries(asked: Asked) -> Group:
    """Find entries of lists by their label, as far as they may be seen."""
    seen = access.entries(asked.actor, asked.campaign).where(
        Entity.deleted_at.is_(None), like(asked.text, Entity.label, Entity.uuid)
    )
    chosen = seen.add_columns(EntityList.name).order_by(Entity.id).limit(asked.most)
    hits = [
        Hit("console.entities.one", {"name": name, "key": one.key}, one.label, name)
        for one, name in asked.session.execute(chosen)
    ]
    return Group(_("名单条目"), "notebook-tabs", hits, "console.entities.show")


def things(asked: Asked) -> Group:
    """Find what is counted once by its name, where a submission names it that is seen.

    Whoever sees none of the submissions does not learn that it was named.
    """
    seen = access.submissions(asked.actor, asked.campaign)
    named = select(Mention.thing_id).where(
        Mention.submission_id.in_(seen.with_only_columns(Submission.id))
    )
    fits = like(asked.text, Thing.name, Thing.issuer)
    found = asked.first(
        select(Thing)
        .where(Thing.campaign_id == asked.campaign.id, fits, Thing.id.in_(named))
        .order_by(Thing.id)
    )
    hits = [
        Hit("console.distinct.one", {"key": one.key}, one.name, one.issuer)
        for one in found
    ]
    return Group(_("去重清单"), "combine", hits)
