"""The photos of a submission: each with what is known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import redaction
from server.actions.flags.signs import CLOCK_OFF, Stay, away, camera_time, place
from server.actions.photos import PLAYED, SHOWN
from server.actions.redaction import Guard
from server.console import words
from server.console.pages.answers import Reader
from server.console.pages.flags import Mark, in_order
from server.console.shapes import HERE, moment, position, short_hash, size, span
from server.models import Attachment, Submission

WINDOW = 8
ACCURATE = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a photo; the mark says whether it needs a look."""

    name: LazyString
    value: str | LazyString
    mark: str = ""
    note: str | LazyString = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with its place in the form and what asks for a look."""

    file: Attachment
    number: int
    label: str
    caption: str
    flags: tuple[Mark, ...]
    guard: Guard

    @property
    def here(self) -> bool:
        """Whether the bytes have arrived."""
        return self.file.received_at is not None

    @property
    def shown(self) -> bool:
        """Whether a browser can show it, or the copy that stands for it."""
        return self.here and self.file.mime in SHOWN and not self.sealed

    @property
    def sealed(self) -> bool:
        """Whether it is sensitive and no covered copy stands for it."""
        return self.guard.is_sensitive and self.guard.redaction is None

    @property
    def played(self) -> bool:
        """Whether a browser can play it."""
        return self.here and self.file.mime in PLAYED


@dataclass(frozen=True, slots=True)
class Film:
    """The strip below the photo: one window of all the photos, and who is on."""

    photos: tuple[Photo, ...]
    on: Photo | None
    total: int
    arrived: int
    before: Photo | None
    after: Photo | None
    page_before: Photo | None
    page_after: Photo | None


def read(
    session: Session,
    submission: Submission,
    reader: Reader,
    positions: Mapping[str, int],
    marks: Mapping[int, tuple[Mark, ...]],
) -> tuple[Photo, ...]:
    """List the photos as the form names them, then extras and rivals."""
    files = session.scalars(Attachment.of(submission.id)).all()
    kept = redaction.guards(session, files)
    return tuple(
        Photo(file, number, label, label, marks.get(file.id, ()), kept[file.id])
        for number, file in enumerate(in_order(files), 1)
        for label in (_label(file, reader, positions),)
    )


def film(photos: Sequence[Photo], key: str) -> Film:
    """Cut the window of the strip in which a photo stands; the first by default."""
    at = next((i for i, photo in enumerate(photos) if photo.file.key == key), 0)
    start = at - at % WINDOW
    return Film(
        tuple(photos[start : start + WINDOW]),
        _at(photos, at),
        len(photos),
        sum(photo.here for photo in photos),
        _at(photos, at - 1),
        _at(photos, at + 1),
        _at(photos, start - 1),
        _at(photos, start + WINDOW),
    )


def facts(file: Attachment, stay: Stay) -> tuple[Fact, ...]:
    """Say what is known about a photo, in the order a reviewer asks."""
    return (
        _taken(file, stay),
        _source(file),
        *_place(file, stay),
        _clock(stay.clock_offset_s),
        Fact(_("大小"), _measure(file)),
        _hash(file),
    )


def _at(photos: Sequence[Photo], index: int) -> Photo | None:
    return photos[index] if 0 <= index < len(photos) else None


def _label(file: Attachment, reader: Reader, positions: Mapping[str, int]) -> str:
    """Name a photo by its row and its question."""
    question = reader.label(file.question) if file.question else file.name
    row = positions.get(file.repeat_uuid or "") or file.position
    return f"{row} {question}" if row else question


def _taken(file: Attachment, stay: Stay) -> Fact:
    taken = camera_time(file.facts) or file.captured_at
    if taken is None:
        return Fact(_("拍摄时间"), _("不详"), "check", _("照片未带时间"))
    shot: date = taken.astimezone(HERE).date()
    if stay.first <= shot <= stay.last:
        return Fact(_("拍摄时间"), moment(taken), "done", _("察访当日"))
    return Fact(_("拍摄时间"), moment(taken), "check", _("非察访当日"))


def _source(file: Attachment) -> Fact:
    said = words.SOURCE.get(file.source, words.SOURCE["unknown"])
    if file.source in ("in_page_camera", "input_camera"):
        return Fact(_("来源"), said, "done", _("非相册"))
    return Fact(_("来源"), said, "check", "")


def _place(file: Attachment, stay: Stay) -> list[Fact]:
    gps = place(file.gps, file.facts)
    if gps is None:
        return [Fact(_("位置"), _("无"), "check", _("定位缺失"))]
    lat, north, lon, east = position(gps).split()
    found = [Fact(_("位置"), f"{lat} {north}\n{lon} {east}", "", "WGS-84")]
    way = away(gps, stay.latitude, stay.longitude)
    if way is not None:
        mark = "done" if way <= stay.limit_m else "check"
        found.append(Fact(_("距察访地点"), f"{way:.0f} m", mark))
    acc = gps.get("acc")
    if isinstance(acc, int | float):
        mark = "done" if acc <= ACCURATE else "check"
        note = "" if mark == "done" else _("精度不足")
        found.append(Fact(_("定位精度"), _accuracy(acc, gps.get("age_s")), mark, note))
    return found


def _accuracy(acc: float, age: object) -> LazyString | str:
    if isinstance(age, int | float) and age >= 0:
        return _("±%(acc)d m，%(age)d 秒前", acc=round(acc), age=round(age))
    return f"±{acc:.0f} m"


def _clock(offset: int | None) -> Fact:
    if offset is None:
        return Fact(_("手机时钟"), _("不详"))
    if abs(offset) <= CLOCK_OFF:
        return Fact(_("手机时钟"), _("相差 %(s)d 秒", s=abs(offset)), "done")
    said = span(abs(offset))
    text = _("快 %(span)s", span=said) if offset > 0 else _("慢 %(span)s", span=said)
    return Fact(_("手机时钟"), text, "check", _("超过 5 分"))


def _measure(file: Attachment) -> str:
    known = file.facts or {}
    if known.get("width") and known.get("height"):
        return f"{known['width']}×{known['height']}，{size(file.size)}"
    return size(file.size)


def _hash(file: Attachment) -> Fact:
    if file.received_at is None:
        return Fact(_("校验"), short_hash(file.sha256), "late", _("未收到"))
    return Fact(_("校验"), short_hash(file.sha256), "done", _("一致"))
