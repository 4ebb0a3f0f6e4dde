"""What a search finds, as a page shows it, and who asked for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions.access import Actor
from server.console.words import Badge
from server.models import Campaign

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
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
class Asked:
    """Who looks for what, where."""

    session: Session
    actor: Actor
    campaign: Campaign
    text: str
    #: One more than a page shows says whether there are more.
    most: int = SHOWN + 1

    def first(self, chosen: Select[Any]) -> Sequence[Any]:
        """Read the first rows, and one more that says whether there are more."""
        return self.session.scalars(chosen.limit(self.most)).all()


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list that is searched by its own words; whoever asks sees their part."""

    name: LazyString
    icon: str
    #: The page that shows all of them.
    more: str
    seen: Callable[[Asked], Select[Any]]
    words: tuple[Column, ...]
    hit: Callable[[Any], Hit]

    def __call__(self, asked: Asked) -> Group:
        """Look for the text."""
        fits = self.seen(asked).where(like(asked.text, *self.words))
        hits = [self.hit(one) for one in asked.first(fits)]
        return Group(self.name, self.icon, hits, self.more)


def like(text: str, *columns: Column) -> ColumnElement[bool]:
    """Ask for a text in any of the columns, whatever its case."""
    return or_(*(one.icontains(text, autoescape=True) for one in columns))


def line(*parts: str | None) -> str:
    """Put into one line what there is to say."""
    return "　".join(part for part in parts if part and part != "—")
