"""One row of what offices look over, of lists and of forms, by its key."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from server.actions.access.by_key import named, require
from server.actions.access.on_phones import entities, entity_waits
from server.actions.access.roles import Actor, may, somewhere
from server.errors import NotAllowed, NotFound
from server.models import (
    Bulletin,
    Campaign,
    Entity,
    EntityList,
    EntityWait,
    Form,
    IssueTheme,
    Notice,
    Recommendation,
    SelfCheck,
    SystemMeasure,
)

#: What belongs to a region, and to the offices that look over it.
Over = TypeVar("Over", Bulletin, IssueTheme, Notice, SelfCheck)
#: What stands in an entity list.
Kept = TypeVar("Kept", Entity, EntityWait)


def theme(session: Session, actor: Actor, key: str, verb: str) -> IssueTheme:
    """Find a theme of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    return _looked_over(session, actor, IssueTheme, key, (verb, "theme.read"))


def recommendation(
    session: Session, actor: Actor, key: str, verb: str
) -> Recommendation:
    """Find a recommendation of a theme that the actor may see.

    Raises NotFound, NotAllowed.
    """
    found = named(session, Recommendation, key)
    drawn = session.get_one(IssueTheme, found.theme_id)
    theme(session, actor, drawn.key, verb)
    return found


def system_measure(
    session: Session, actor: Actor, key: str, verb: str
) -> SystemMeasure:
    """Find a rule made for a theme that the actor may see.

    Raises NotFound, NotAllowed.
    """
    found = named(session, SystemMeasure, key)
    drawn = session.get_one(IssueTheme, found.theme_id)
    theme(session, actor, drawn.key, verb)
    return found


def self_check(session: Session, actor: Actor, key: str, verb: str) -> SelfCheck:
    """Find a self-check of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    return _looked_over(session, actor, SelfCheck, key, (verb, "theme.read"))


def bulletin(session: Session, actor: Actor, key: str, verb: str) -> Bulletin:
    """Find a bulletin of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    return _looked_over(session, actor, Bulletin, key, (verb, "bulletin.read"))


def notice(session: Session, actor: Actor, key: str, verb: str) -> Notice:
    """Find a notice in the name of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    return _looked_over(session, actor, Notice, key, (verb, "notice.read"))


def entity_list(
    session: Session, actor: Actor, home: Campaign, name: str
) -> EntityList:
    """Find an entity list of a campaign by its name; raises NotFound."""
    found = session.scalar(EntityList.of(home.id).where(EntityList.name == name))
    if found is None or not somewhere(actor, "entity.read", home):
        raise NotFound
    return found


def entity(
    session: Session, actor: Actor, of: EntityList, key: str, verb: str
) -> Entity:
    """Find an entry of a list, also a deleted one; raises NotFound, NotAllowed."""
    home = session.get_one(Campaign, of.campaign_id)
    chosen = entities(actor, home, of).where(Entity.key == key)
    return _of_list(session, actor, home, chosen, verb)


def entity_wait(
    session: Session, actor: Actor, of: EntityList, key: str, verb: str
) -> EntityWait:
    """Find what waits in a list; raises NotFound, NotAllowed."""
    home = session.get_one(Campaign, of.campaign_id)
    chosen = entity_waits(actor, home, of).where(EntityWait.key == key)
    return _of_list(session, actor, home, chosen, verb)


def form(session: Session, actor: Actor, key: str, verb: str) -> Form:
    """Find a form; raises NotFound, NotAllowed."""
    found = named(session, Form, key)
    home = session.get_one(Campaign, found.campaign_id)
    require(actor, verb, home, None, None, "campaign.manage")
    return found


def form_read(session: Session, actor: Actor, key: str) -> Form:
    """Find a form whose answers the actor may see, as far as they are the actor's.

    Raises NotFound.
    """
    found = named(session, Form, key)
    if not somewhere(actor, "form.read", session.get_one(Campaign, found.campaign_id)):
        raise NotFound
    return found


def _looked_over(
    session: Session, actor: Actor, model: type[Over], key: str, verbs: tuple[str, str]
) -> Over:
    """Find a row of a region: who may not do the first, yet may the second, is told."""
    found = named(session, model, key)
    home = session.get_one(Campaign, found.campaign_id)
    verb, sight = verbs
    require(actor, verb, home, None, found.region_code, sight)
    return found


def _of_list(
    session: Session, actor: Actor, home: Campaign, chosen: Select[Kept], verb: str
) -> Kept:
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    if not may(actor, verb, home, found.team_id, found.region_code):
        raise NotAllowed
    return found
