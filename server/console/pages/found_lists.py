"""Looking for what lists hold: kinds of problems, entries, and what is counted once."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from server.actions import access
from server.console.pages.found import Asked, Group, Hit, like, line
from server.models import (
    CategoryLead,
    Entity,
    EntityList,
    IssueCategory,
    Mention,
    OutcomeStat,
    Region,
    Submission,
    Thing,
    Unit,
)

#: As many units as one line names.
LEADING = 3


def categories(asked: Asked) -> Group:
    """Find kinds of problems by code, name, aspect or the unit that leads for them.

    Each opens its ledger.
    """
    words = (IssueCategory.code, IssueCategory.name, IssueCategory.aspect_name)
    led = CategoryLead.of(asked.campaign.id).join(Unit, Unit.id == CategoryLead.unit_id)
    leads = led.where(like(asked.text, Unit.name, Unit.code)).order_by(None)
    fits = or_(
        like(asked.text, *words),
        IssueCategory.code.in_(leads.with_only_columns(CategoryLead.category_code)),
    )
    found = asked.first(IssueCategory.of(asked.campaign.id).where(fits))
    hits = [
        Hit(
            "console.ledger.show",
            {"category": one.code},
            one.name,
            line(one.code, one.aspect_name, *_leading(asked, one.code)),
        )
        for one in found
    ]
    return Group(_("问题类别"), "list-checks", hits)


def _leading(asked: Asked, category: str) -> Iterator[str]:
    """Say which of the units that were looked for lead for a kind of problem."""
    named = (
        select(Unit.name)
        .join(CategoryLead, CategoryLead.unit_id == Unit.id)
        .where(
            CategoryLead.campaign_id == asked.campaign.id,
            CategoryLead.category_code == category,
            like(asked.text, Unit.name, Unit.code),
        )
        .order_by(CategoryLead.region_code)
    )
    for name in asked.session.scalars(named.limit(LEADING)):
        yield gettext("牵头：%(unit)s", unit=name)


def outcomes(asked: Asked) -> Group:
    """Find the sums of a period by their region."""
    seen = access.outcomes(asked.actor, asked.campaign)
    chosen = (
        seen.join(Region, Region.code == OutcomeStat.region_code)
        .where(OutcomeStat.replaced_at.is_(None), like(asked.text, Region.name))
        .add_columns(Region.name)
        .limit(asked.most)
    )
    hits = [
        Hit("console.outcomes.show", {}, name, f"{one.since} — {one.until}")
        for one, name in asked.session.execute(chosen)
    ]
    return Group(_("结果数据"), "table-2", hits, "console.outcomes.show")


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
