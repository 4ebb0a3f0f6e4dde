"""Looking for clues and conferences, in what their readers may see."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from server.actions import access
from server.console.clue_words import SOURCE, STATE
from server.console.pages.found import Asked, Group, Hit, like, line
from server.models import CaseConference
from server.reports import clue_register


def clues(asked: Asked) -> Group:
    """Find clues by number, unit and digest; what was said in full is not read."""
    chosen = clue_register.found(asked.actor, asked.campaign, asked.text)
    hits = [
        Hit(
            "console.clues.one",
            {"key": one.key},
            one.clue_no,
            line(str(SOURCE[one.source]), one.unit_named, one.digest[:60]),
            STATE[one.state],
        )
        for one in asked.first(chosen)
    ]
    more = {"text": asked.text}
    return Group(_("线索登记"), "folder", hits, "console.clues.show", more)


def conferences(asked: Asked) -> Group:
    """Find conferences by number, units and what is said of them."""
    words = (CaseConference.no, CaseConference.units, CaseConference.summary)
    seen = access.conferences(asked.actor, asked.campaign)
    hits = [
        Hit(
            "console.conferences.one",
            {"key": one.key},
            one.no,
            line(one.held_on.isoformat(), "、".join(one.units.splitlines())),
        )
        for one in asked.first(seen.where(like(asked.text, *words)))
    ]
    return Group(_("会商"), "message-square", hits, "console.conferences.show")
