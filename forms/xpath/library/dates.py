"""Days and moments, on Shanghai's clock.

`today()` and `now()` are given the submission's own finishing time.
"""

import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from forms.xpath.library.function import Function
from forms.xpath.values import (
    SHANGHAI,
    Value,
    day_after,
    local_moment,
    moment_text,
    text,
)

DAY_SECONDS = 86_400
_LOOSE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def _today(_: Any, now: Value) -> str:
    return text(now)[:10]


def _date(_: Any, value: Value) -> str:
    """Read a day from a text, a moment or a count of days; else nothing."""
    if isinstance(value, float):
        day = day_after(value) if math.isfinite(value) else None
        return day.isoformat() if day else ""
    moment = local_moment(_padded(text(value).strip()))
    return moment.date().isoformat() if moment else ""


def _padded(written: str) -> str:
    """Fill a day written as 2026-3-1."""
    loose = _LOOSE_DAY.fullmatch(written)
    if loose is None:
        return written
    year, month, day = loose.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _date_time(_: Any, value: Value) -> str:
    moment = local_moment(value)
    return moment_text(moment) if moment else ""


def _decimal_date_time(_: Any, value: Value) -> float:
    """Count days since 1970 began in Greenwich, as both clients do."""
    moment = local_moment(value)
    return moment.timestamp() / DAY_SECONDS if moment else math.nan


def _decimal_time(_: Any, value: Value) -> float:
    written = text(value).strip()
    moment = local_moment(value) or local_moment(f"1970-01-01T{written}")
    if moment is None:
        return math.nan
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight).total_seconds() / DAY_SECONDS


_LETTERS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda m: f"{m.year:04}",
    "y": lambda m: f"{m.year % 100:02}",
    "m": lambda m: f"{m.month:02}",
    "n": lambda m: f"{m.month}",
    "b": lambda m: f"{m.month}月",
    "d": lambda m: f"{m.day:02}",
    "e": lambda m: f"{m.day}",
    "a": lambda m: "周" + "一二三四五六日"[m.weekday()],
    "W": lambda m: f"{m.isocalendar().week}",
    "H": lambda m: f"{m.hour:02}",
    "h": lambda m: f"{m.hour}",
    "M": lambda m: f"{m.minute:02}",
    "S": lambda m: f"{m.second:02}",
    "3": lambda m: f"{m.microsecond // 1000:03}",
    "%": lambda _: "%",
}


def _formatted(_: Any, value: Value, pattern: Value) -> str:
    moment = local_moment(value)
    if moment is None:
        return ""
    written, out = iter(text(pattern)), []
    for letter in written:
        mark = next(written, "") if letter == "%" else ""
        out.append(_LETTERS[mark](moment) if mark in _LETTERS else letter + mark)
    return "".join(out)


def now_text(moment: datetime) -> str:
    """Write the moment that `now()` gives; `today()` is its day."""
    return moment_text(moment.astimezone(SHANGHAI))


FUNCTIONS = {
    "today": Function(_today, 0, 0),
    "now": Function(lambda _, now: text(now), 0, 0),
    "date": Function(_date, 1, 1),
    "date-time": Function(_date_time, 1, 1),
    "decimal-date-time": Function(_decimal_date_time, 1, 1),
    "decimal-time": Function(_decimal_time, 1, 1),
    "format-date": Function(_formatted, 2, 2),
    "format-date-time": Function(_formatted, 2, 2),
}
