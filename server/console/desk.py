"""Who sits at the console, and at which campaign's papers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from server.actions import access
from server.actions.access import Actor
from server.models import Campaign, User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in."""

    user: User
    actor: Actor
    csrf: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A visitor at a campaign that the visitor may see."""

    visitor: Visitor
    campaign: Campaign
    code: str

    @property
    def actor(self) -> Actor:
        """Whoever acts here."""
        return self.visitor.actor

    @property
    def may_export(self) -> bool:
        """Whether files may be taken away here."""
        return access.exports(self.actor, self.campaign)

    @property
    def may_print(self) -> bool:
        """Whether letters may be printed in the office's name."""
        return access.prints(self.actor, self.campaign)


def visitor() -> Visitor:
    """Give who is signed in; the door has seen to it that somebody is."""
    found: Visitor = g.visitor
    return found


def here() -> Desk:
    """Give the desk of this request; only for pages below a campaign."""
    found: Desk = g.desk
    return found
