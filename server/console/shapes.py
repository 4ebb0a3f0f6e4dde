"""How times, sizes and places are written on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from jinja2 import Environment

from server.console import clue_words, words
from server.language import language
from server.texts import say

HERE = ZoneInfo("Asia/Shanghai")
KILO = 1024


def hang(blueprint: Blueprint) -> None:
    """Give the templates these shapes, and the words of states."""
    for shape in (moment, minute, day, size, short_hash, position, percent):
        blueprint.app_template_filter(shape.__name__)(shape)
    blueprint.record_once(lambda state: _teach(state.app.jinja_env))
    blueprint.app_template_global("static")(static)


def moment(at: datetime | None) -> str:
    """Write a time to the second, as the clock on the wall shows it."""
    return at.astimezone(HERE).strftime("%Y-%m-%d %H:%M:%S") if at else "—"


def minute(at: datetime | None) -> str:
    """Write a time to the minute."""
    return at.astimezone(HERE).strftime("%Y-%m-%d %H:%M") if at else "—"


def day(at: date | None) -> str:
    """Write a date; a moment by the day it had here."""
    if at is None:
        return "—"
    if isinstance(at, datetime):
        return at.astimezone(HERE).date().isoformat()
    return at.isoformat()


def size(count: int | None) -> str:
    """Write a number of bytes for people."""
    if count is None:
        return "—"
    if count < KILO * KILO:
        return f"{max(1, round(count / KILO))} KB"
    return f"{count / KILO / KILO:.1f} MB"


def short_hash(digest: str | None) -> str:
    """Write the ends of a hash: enough to compare by eye."""
    return f"{digest[:4]}…{digest[-4:]}" if digest else "—"


def span(seconds: int) -> LazyString:
    """Write a span of time with its two largest measures."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return _("%(d)d 天 %(h)d 小时", d=days, h=hours)
    if hours:
        return _("%(h)d 小时 %(m)d 分", h=hours, m=minutes)
    return _("%(m)d 分 %(s)d 秒", m=minutes, s=rest)


def position(gps: Mapping[str, Any] | None) -> str:
    """Write a place as latitude and longitude with six digits."""
    if not gps or gps.get("lat") is None or gps.get("lon") is None:
        return ""
    lat, lon = float(gps["lat"]), float(gps["lon"])
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{abs(lat):.6f} {north} {abs(lon):.6f} {east}"


def percent(part: float, whole: float) -> str:
    """Give a length for a bar, as an SVG attribute wants it."""
    return f"{100 * part / whole:.1f}%" if whole else "0%"


def refusal(code: str) -> str:
    """Say what a refusal says, in a few words."""
    return say(code, {}, language()).title.rstrip("。.")


def static(name: str) -> str:
    """Give the address of a static file; a new file has a new address."""
    return _address(current_app.static_folder or "", request.script_root, name)


@lru_cache(maxsize=256)
def _address(folder: str, _below: str, name: str) -> str:
    """Write an address once: a page of the ledger names its icons hundreds of times."""
    path = Path(folder, name)
    stamp = f"{int(path.stat().st_mtime):x}" if path.exists() else "0"
    return url_for("static", filename=name, v=stamp)


def _teach(pages: Environment) -> None:
    """Give every template, macros too, the words of states and the language."""
    pages.globals["words"] = words
    pages.globals["clue_words"] = clue_words
    pages.globals["language"] = language
    pages.globals["refusal"] = refusal
    pages.trim_blocks = True
    pages.lstrip_blocks = True
