"""What an expression's values are worth as text, number, truth and day.

A value is a list of nodes, a text, a number or a truth, as XPath 1.0 has it.
"""

import math
import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

from forms.xpath.running import read, spend

Value = Any

SHANGHAI = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=SHANGHAI)
DAY_SECONDS = 86_400
EXACT = 2**53

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)?"
)
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def node_text(node: Any) -> str:
    """Read all text inside a node, and pay for it by what it holds."""
    if isinstance(node, str):
        return node
    if len(node):
        return _gathered(node)
    told: str = node.text or ""
    read(len(told))
    return told


def _gathered(node: Any) -> str:
    spend(subtree(node))
    told = "".join(node.itertext())
    read(len(told))
    return told


def subtree(node: Any) -> int:
    """Count a node and all that is inside it."""
    return 1 if isinstance(node, str) else sum(1 for _ in node.iter())


def texts(value: Value) -> list[str]:
    """Read a value as a list of texts: one for each node, else just one."""
    if isinstance(value, list):
        return [node_text(node) for node in value]
    return [text(value)]


def text(value: Value) -> str:
    """Read a value as text; of several nodes the first counts."""
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(value: float) -> str:
    """Write a number the way forms do: 3, 2.5, NaN, never 3.0 or 1e+20."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < EXACT:
        return str(int(value))
    return repr(value)


def answer(value: Value) -> str:
    """Read a value as a calculated answer: what is no number leaves it empty."""
    told = text(value)
    return "" if told == "NaN" else told


def number(value: Value) -> float:
    """Read a value as a number; a day counts as days since 1970, else NaN."""
    if isinstance(value, (bool, int, float)):
        return float(value)
    written = text(value).strip()
    if _NUMBER.fullmatch(written):
        return float(written)
    moment = moment_of(written)
    return math.nan if moment is None else days(moment)


def truth(value: Value) -> bool:
    """Read a value as true or false; a question is true when it is answered."""
    if isinstance(value, list):
        return any(node_text(node) for node in value)
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def moment_of(written: str) -> datetime | None:
    """Read a day or a moment, in Shanghai unless it says where; else None."""
    if not (_DAY.fullmatch(written) or _MOMENT.fullmatch(written)):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def days(moment: datetime) -> float:
    """Count days since the first of 1970, in Shanghai."""
    return (moment - EPOCH).total_seconds() / DAY_SECONDS


def day_after(count: float) -> date | None:
    """Find the day that lies so many days after the first of 1970."""
    try:
        return (EPOCH + timedelta(days=math.floor(count))).date()
    except (OverflowError, ValueError):
        return None


def local_moment(value: Value) -> datetime | None:
    """Read a value as a moment on Shanghai's clock; None when it is none."""
    written = text(value).strip()
    moment = moment_of(written)
    if moment is None and _NUMBER.fullmatch(written):
        moment = _counted(float(written))
    return None if moment is None else _on_our_clock(moment)


def _on_our_clock(moment: datetime) -> datetime | None:
    """Turn to Shanghai's clock; the calendar's first and last day have no other."""
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        return None


def _counted(count: float) -> datetime | None:
    try:
        return EPOCH + timedelta(days=count)
    except (OverflowError, ValueError):
        return None


def moment_text(moment: datetime) -> str:
    """Write a moment as forms do, on Shanghai's clock with milliseconds."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
