"""One box for all that somebody may find, from findings to bulletins and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import clues, found_clues
from server.console.pages import found_lists as lists
from server.console.pages import found_papers as papers
from server.console.pages import found_work as work
from server.console.pages.found import Asked, Group
from server.console.pages.menu import over_region
from server.db import search
from server.models import Campaign

LONGEST = 60
Look = Callable[[Asked], Group]
#: Where who may do this looks; each look is cut to what is theirs.
INSIDE: tuple[tuple[str, Look], ...] = (
    ("finding.read", work.findings),
    ("submission.read", work.submissions),
    ("finding.read", work.regions),
    ("unit.read", work.units),
    ("team.read", work.teams),
    ("team.read", papers.visits),
    ("form.read", work.forms),
    ("finding.read", lists.categories),
    ("entity.read", lists.entries),
    ("submission.read", lists.things),
    ("bulletin.read", lists.outcomes),
)
#: Where who looks over a region looks besides.
OVER: tuple[Look, ...] = (
    papers.themes,
    papers.recommendations,
    papers.measures,
    papers.checks,
    papers.notices,
    papers.bulletins,
    papers.arrangements,
    papers.milestones,
    papers.rounds,
)
#: What lies on a unit's own desk.
OWN: tuple[Look, ...] = (work.tasks, papers.served, papers.addressed, papers.own_checks)


@dataclass(frozen=True, slots=True)
class Page:
    """What was asked and what was found."""

    text: str
    groups: Sequence[Group]
    #: Whether there is a letter or digit to look for.
    is_asked: bool


def read(session: Session, actor: Actor, campaign: Campaign, text: str) -> Page:
    """Look for a text in all that somebody may see."""
    wanted = text.replace("\0", "").strip()[:LONGEST]
    if not search.searchable(wanted):
        return Page(wanted, (), is_asked=False)
    asked = Asked(session, actor, campaign, wanted)
    found = [look(asked) for look in _looks(actor, campaign)]
    return Page(wanted, [one for one in found if one.hits], is_asked=True)


def _looks(actor: Actor, campaign: Campaign) -> Iterable[Look]:
    """List where somebody's roles let look."""
    if access.own_units(actor, campaign.id):
        yield from OWN
    for verb, look in INSIDE:
        if access.somewhere(actor, verb, campaign):
            yield look
    if actor.is_system or over_region(actor, campaign):
        yield from OVER
    if actor.is_system or clues.reads(actor, campaign):
        yield found_clues.clues
    if actor.is_system or clues.works(actor, campaign):
        yield found_clues.conferences
    if access.may(actor, "campaign.manage", campaign):
        yield work.people
