"""What stands on one card of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.actions.invitations import Invited
from server.models import User
from sync.enrolment import field_link


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One code: of which team, for whom, and the link that it holds."""

    team: str
    who: str
    link: str


def of(base_url: str, made: Sequence[Invited]) -> list[SheetCard]:
    """Write the field app's links on cards."""
    return [
        SheetCard(one.team.name, _whose(one.user), field_link(base_url, one.code))
        for one in made
    ]


def _whose(user: User | None) -> str:
    return f"{user.display_name}　{user.staff_no or user.login}" if user else ""
