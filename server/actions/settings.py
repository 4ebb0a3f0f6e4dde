"""The settings of a campaign: what each may be, and what it is now."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.review_settings import DISTANCE_M, SHARE, HoldRule
from server.errors import BadInput
from server.models import Campaign

DAYS = {"general": 30, "serious": 15, "major": 7, "onspot": 3}
LONGEST_DAYS = 365
#: Who may verify, lowest first: the order in which they do.
LEVELS = ("county", "city", "province")
LONGEST_NOTICE = 60
#: What stands before the year in the number of a document: 察访督〔2026〕12号.
HEADS = {
    "rectification": "察访整",
    "assignment": "察访交",
    "supervision": "察访督",
    "transfer": "察访移",
    "minutes": "察访会纪",
}
HEAD = re.compile(r"[^\W_]{1,16}")
NEAREST, FARTHEST = 10, 100_000
MOST = 200
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,59}")
LONGEST_TITLE = 120
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off", "")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting is without a choice, how it is read, and whether rules ask it."""

    default: Any
    read: Callable[[Any], Any]
    moves_rules: bool = False


def current(campaign: Campaign) -> dict[str, Any]:
    """Give every setting as it holds now."""
    kept = campaign.settings
    return {
        key: one.read(kept[key]) if key in kept else one.default
        for key, one in SETTINGS.items()
    }


def read(before: Mapping[str, Any], key: str, given: Any) -> tuple[str, Any]:
    """Read a setting, or one part of it by `days.major`; answer its key and value.

    `before` are the settings that a part is put into. Raises BadInput.
    """
    whole, _, part = key.partition(".")
    if whole not in SETTINGS or (part and not isinstance(before[whole], dict)):
        raise BadInput("setting_unknown", key=key[:60], known="、".join(SETTINGS))
    value = {**before[whole], part: given} if part else given
    try:
        return whole, SETTINGS[whole].read(value)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput(f"setting_{whole}") from None


def put(
    session: Session, actor: Actor, campaign: Campaign, key: str, value: Any
) -> None:
    """Let a setting hold from now on; its event tells what it was before."""
    before = current(campaign)[key]
    campaign.settings = {**campaign.settings, key: value}
    told = {"key": key, "before": before, "after": value}
    events.record(session, actor, campaign, "campaign.set", **told)


def _days(given: Any) -> dict[str, int]:
    """Read the days by severity; those that are not named stay as they are shipped."""
    if set(given) - set(DAYS):
        raise ValueError
    return {key: _whole(value, 1, LONGEST_DAYS) for key, value in _over(given).items()}


def _over(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**DAYS, **given}


def _parameters(given: Any) -> dict[str, str | float]:
    """Read what `param()` gives; an empty value leaves it to the rule again."""
    told = {name: value for name, value in given.items() if value not in {"", None}}
    if len(told) > MOST or not all(NAME.fullmatch(name) for name in told):
        raise ValueError
    return {name: _parameter(told[name]) for name in sorted(told)}


def _parameter(given: Any) -> str | float:
    if isinstance(given, bool):
        raise TypeError
    try:
        number = float(given)
    except ValueError:
        text = str(given).strip()
        if len(text) > MOST:
            raise
        return text
    if not math.isfinite(number):
        raise ValueError
    return number


def _plan(given: Any) -> list[dict[str, str]]:
    """Read the documents of the plan, each with the days from which and to which."""
    if isinstance(given, str):
        given = [given] if given.strip() else []
    if len(given) > MOST:
        raise ValueError
    return [_basis({"title": one} if isinstance(one, str) else one) for one in given]


def _basis(given: Mapping[str, Any]) -> dict[str, str]:
    title = given["title"].strip()
    since, until = str(given.get("from") or ""), str(given.get("to") or "")
    days = [date.fromisoformat(day) for day in (since, until) if day]
    if not 0 < len(title) <= LONGEST_TITLE or days != sorted(days):
        raise ValueError
    return {"title": title, "from": since, "to": until}


def _levels(given: Any) -> list[str]:
    """Read who verifies; written lowest first, in whichever order they were named."""
    named = re.split(r"[,，、;\s]+", given.strip()) if isinstance(given, str) else given
    if not named or set(named) - set(LEVELS):
        raise ValueError
    return [level for level in LEVELS if level in named]


def _notice(given: Any) -> int:
    return _whole(given, 0, LONGEST_NOTICE)


def _distance(given: Any) -> int:
    return _whole(given, NEAREST, FARTHEST)


def _hold(given: Any) -> str:
    return HoldRule(str(given).strip()).value


def _share(given: Any) -> int:
    return _whole(given, 0, 100)


def _yes(given: Any) -> bool:
    word = str(given).strip().lower()
    if word not in {*YES, *NO}:
        raise ValueError
    return word in YES


def _whole(given: Any, least: int, most: int) -> int:
    """Read a whole number within limits; `7.0` is one, `7.5` and `true` are none."""
    number = math.nan if isinstance(given, bool) else float(given)
    if not (number.is_integer() and least <= number <= most):
        raise ValueError
    return int(number)


def _heads(given: Any) -> dict[str, str]:
    """Read what numbers of notices begin with; each kind has its own."""
    heads = {**HEADS, **given}
    if set(heads) - set(HEADS) or not all(map(HEAD.fullmatch, heads.values())):
        raise ValueError
    if len(set(heads.values())) < len(heads):
        raise ValueError
    return heads


SETTINGS: Mapping[str, Setting] = {
    "days": Setting(DAYS, _days, moves_rules=True),
    "parameters": Setting({}, _parameters, moves_rules=True),
    "plan_bases": Setting([], _plan, moves_rules=True),
    "distance_m": Setting(DISTANCE_M, _distance, moves_rules=True),
    "hold": Setting(HoldRule.ALL.value, _hold),
    "hold_share": Setting(SHARE, _share),
    "verification_levels": Setting(["county"], _levels),
    "notice_days": Setting(0, _notice),
    "zones_count": Setting(default=True, read=_yes),
    "personal_data": Setting(default=False, read=_yes),
    "bulletin_units": Setting(default=False, read=_yes),
    "notice_heads": Setting(HEADS, _heads),
}
