"""What a refusal says: what happened, what to do, whether the data is safe.

Chinese first, English second. ``{name}`` stands for a value of the refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.texts.checks import CHECKS
from server.texts.clues import CLUES
from server.texts.entities import ENTITIES
from server.texts.forms import FORMS
from server.texts.imports import IMPORTS
from server.texts.life import LIFE
from server.texts.lists import LISTS
from server.texts.machine import MACHINE
from server.texts.notices import NOTICES
from server.texts.office import OFFICE
from server.texts.people import PEOPLE
from server.texts.phone import PHONE
from server.texts.planning import PLANNING
from server.texts.published import PUBLISHED
from server.texts.review import REVIEW
from server.texts.settings import SETTINGS

Language = Literal["zh", "en"]

TEXTS = (
    PHONE
    | PEOPLE
    | LISTS
    | ENTITIES
    | IMPORTS
    | FORMS
    | OFFICE
    | LIFE
    | REVIEW
    | SETTINGS
    | PLANNING
    | PUBLISHED
    | NOTICES
    | CHECKS
    | CLUES
    | MACHINE
)


@dataclass(frozen=True, slots=True)
class Text:
    """A refusal's sentences in one language."""

    title: str
    what_to_do: str
    data_safe: str


def say(code: str, values: dict[str, object], language: Language) -> Text:
    """Put a refusal into words; an unknown code speaks as bad input."""
    zh, en, safe = TEXTS.get(code, TEXTS["bad_input"])
    title, what_to_do = zh if language == "zh" else en
    told = _Told(values)
    return Text(
        title.format_map(told),
        what_to_do.format_map(told),
        safe[0] if language == "zh" else safe[1],
    )


class _Told(dict[str, object]):
    """Values of a refusal; one that was not told is left open."""

    def __missing__(self, name: str) -> str:
        return "…"
