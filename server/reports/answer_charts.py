"""What was answered to one question, as figures: counts, bins, days, points, photos.

Counted over the submissions that the actor may see and that a filter leaves; a
replaced submission is never among them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from forms.definition import Question
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.models import Answer, Attachment, Campaign, Form, Submission
from server.reports.submission_filter import SubmissionFilter

CHOICES = frozenset({"select_one", "select_multiple", "rank"})
NUMBERS = frozenset({"integer", "decimal", "range", "calculate"})
DAYS = frozenset({"date", "today", "dateTime"})
#: As many bars, points, texts and photos as a chart shows.
BARS, BINS, POINTS, TEXTS, PHOTOS = 40, 12, 2000, 40, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One value, or numbers or days from one to another, and how often."""

    low: Any
    high: Any
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the plane of the map, from 0 to 1 either way."""

    x: float
    y: float
    lat: float
    lon: float
    key: str


@dataclass(frozen=True, slots=True)
class Said:
    """One text and the submission that says it."""

    value: str
    key: str
    site: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What was answered to one question."""

    #: bars, bins, days, map, texts or photos
    shape: str
    #: How many values there are, and in how many submissions.
    values: int
    submissions: int
    bars: Sequence[Bar] = ()
    points: Sequence[Point] = ()
    texts: Sequence[Said] = ()
    photos: Sequence[tuple[str, str]] = ()
    #: Least, mean and most, of numbers.
    spread: tuple[float, float, float] | None = None
    #: How wide and high the map is, in metres.
    extent: tuple[float, float] = (0, 0)
    left_out: int = 0

    @property
    def most(self) -> int:
        """The length of the longest bar."""
        return max((bar.count for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom and what a chart is asked for."""

    session: Session
    actor: Actor
    campaign: Campaign
    form: Form
    wanted: SubmissionFilter


def chart(asking: Asking, question: Question, slots: Sequence[str]) -> Chart:
    """Draw what was answered to a question."""
    if question.is_file:
        return _photos(asking, slots)
    rows = _rows(asking, question)
    counts = _columns(rows, func.count(), func.count(Answer.submission_id.distinct()))
    values, submissions = asking.session.execute(counts).one()
    shape = _shape(asking, question, rows)
    made = DRAWN[shape](asking.session, rows)
    return Chart(shape, values, submissions, **made)


def _shape(asking: Asking, question: Question, rows: Select[Any]) -> str:
    if question.type in CHOICES:
        return "bars"
    if question.type in DAYS:
        return "days"
    if question.type == "geopoint":
        return "map"
    if question.type not in NUMBERS:
        return "texts"
    numbers = rows.where(Answer.number.is_not(None)).with_only_columns(
        Answer.id, maintain_column_froms=True
    )
    found = asking.session.scalar(numbers.limit(1))
    return "texts" if found is None else "bins"


def _rows(asking: Asking, question: Question) -> Select[Any]:
    """Select the answers to a question; each submission is looked at once."""
    ids = asking.wanted.select(asking.actor, asking.campaign).with_only_columns(
        Submission.id, maintain_column_froms=True
    )
    return select(Answer).where(
        Answer.campaign_id == asking.campaign.id,
        Answer.form_id == asking.form.id,
        Answer.question == question.name,
        Answer.submission_id.in_(ids),
    )


def _columns(rows: Select[Any], *columns: Any) -> Select[Any]:
    return rows.with_only_columns(*columns, maintain_column_froms=True)


def _bars(session: Session, rows: Select[Any]) -> dict[str, Any]:
    chosen = _columns(rows, Answer.value, func.count()).group_by(Answer.value)
    found = session.execute(chosen.order_by(func.count().desc(), Answer.value)).all()
    bars = [Bar(value, value, count) for value, count in found]
    return {"bars": bars[:BARS], "left_out": len(bars[BARS:])}


def _bins(session: Session, rows: Select[Any]) -> dict[str, Any]:
    numbers = rows.where(Answer.number.is_not(None))
    chosen = _columns(numbers, Answer.number, func.count()).group_by(Answer.number)
    return bins([(number, count) for number, count in session.execute(chosen)])


def bins(counted: Sequence[tuple[float, int]]) -> dict[str, Any]:
    """Gather numbers, each with how often it was given, into bins of one width."""
    low, high = min(counted)[0], max(counted)[0]
    total = sum(count for _number, count in counted)
    mean = sum(number * count for number, count in counted) / total
    step = width(low, high)
    found: Counter[int] = Counter()
    for number, count in counted:
        found[math.floor(number / step)] += count
    bars = [
        Bar(at * step, (at + 1) * step, found[at])
        for at in range(math.floor(low / step), math.floor(high / step) + 1)
    ]
    return {"bars": bars, "spread": (low, mean, high)}


def width(low: float, high: float) -> float:
    """Choose how wide a bin is: 1, 2 or 5 with noughts, at most BINS of them."""
    least = max((high - low) / (BINS - 1), 1e-9)
    if least <= 1 and float(low).is_integer() and float(high).is_integer():
        return 1.0
    size = 10 ** math.floor(math.log10(least))
    return float(next(n * size for n in (1, 2, 5, 10) if n * size >= least))


def _days(session: Session, rows: Select[Any]) -> dict[str, Any]:
    days = rows.where(Answer.day.is_not(None))
    chosen = _columns(days, Answer.day, func.count()).group_by(Answer.day)
    return {"bars": spans([(day, count) for day, count in session.execute(chosen)])}


def spans(counted: Sequence[tuple[date, int]]) -> list[Bar]:
    """Gather days into spans of 1, 7, 28 or more days, at most 31 of them."""
    if not counted:
        return []
    first, last = min(counted)[0], max(counted)[0]
    across = (last - first).days + 1
    step = next((n for n in (1, 7, 28, 91, 364) if across <= n * 31), across)
    found: Counter[int] = Counter()
    for day, count in counted:
        found[(day - first).days // step] += count
    return [
        Bar(
            first + timedelta(days=at * step),
            first + timedelta(days=at * step + step - 1),
            found[at],
        )
        for at in range((across - 1) // step + 1)
    ]


def _map(session: Session, rows: Select[Any]) -> dict[str, Any]:
    latest = _latest(rows.where(Answer.lat.is_not(None)), POINTS)
    found = session.execute(
        select(latest.c.lat, latest.c.lon, Submission.key).join(
            Submission, Submission.id == latest.c.submission_id
        )
    )
    points, extent = plane([(lat, lon, key) for lat, lon, key in found])
    return {"points": points, "extent": extent}


def _latest(rows: Select[Any], most: int) -> Subquery:
    """Cut answers to those that were taken apart last."""
    return rows.order_by(Answer.id.desc()).limit(most).subquery()


def plane(
    places: Sequence[tuple[float, float, str]],
) -> tuple[list[Point], tuple[float, float]]:
    """Lay places on a plane that touches the earth in their middle, in metres."""
    if not places:
        return [], (0, 0)
    lats, lons = [place[0] for place in places], [place[1] for place in places]
    east = 111_320 * math.cos(math.radians((min(lats) + max(lats)) / 2))
    wide = max((max(lons) - min(lons)) * east, 100.0)
    high = max((max(lats) - min(lats)) * 110_574, 100.0)
    points = [
        Point(
            (lon - min(lons)) * east / wide,
            1 - (lat - min(lats)) * 110_574 / high,
            lat,
            lon,
            key,
        )
        for lat, lon, key in places
    ]
    return points, (wide, high)


def _texts(session: Session, rows: Select[Any]) -> dict[str, Any]:
    latest = _latest(rows, TEXTS)
    found = session.execute(
        select(latest.c.value, Submission.key, Submission.site_name)
        .join(Submission, Submission.id == latest.c.submission_id)
        .order_by(latest.c.id.desc())
    )
    return {"texts": [Said(*row) for row in found]}


def _photos(asking: Asking, slots: Sequence[str]) -> Chart:
    rows = (
        asking.wanted.select(asking.actor, asking.campaign)
        .join(Attachment, Attachment.submission_id == Submission.id)
        .where(
            Attachment.question.in_(slots),
            Attachment.received_at.is_not(None),
            Attachment.mime.in_(SHOWN),
            ~Attachment.rival,
        )
    )
    counts = _columns(rows, func.count(), func.count(Submission.id.distinct()))
    values, submissions = asking.session.execute(counts).one()
    chosen = _columns(rows, Attachment.key, Submission.key)
    latest = chosen.order_by(Submission.finished_at.desc(), Attachment.id)
    found = asking.session.execute(latest.limit(PHOTOS)).all()
    return Chart(
        "photos",
        values,
        submissions,
        photos=[(photo, key) for photo, key in found],
        left_out=max(0, values - PHOTOS),
    )


DRAWN = {
    "bars": _bars,
    "bins": _bins,
    "days": _days,
    "map": _map,
    "texts": _texts,
}
