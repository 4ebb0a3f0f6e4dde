"""What about photos asks for a look, in words, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.shapes import day, minute, moment, span
from server.models import (
    Attachment,
    Campaign,
    FlagKind,
    PhotoFlag,
    Submission,
    Team,
)

#: In the order in which they are shown; the first one stands on the small picture.
SHORT: dict[str, LazyString] = {
    FlagKind.MISMATCH: _("校验不符"),
    FlagKind.REUSED: _("重复使用"),
    FlagKind.NEAR: _("疑似重复"),
    FlagKind.FAR: _("距 %(n)s m"),
    FlagKind.TIME: _("时间不在察访期"),
    FlagKind.GALLERY: _("相册导入"),
    FlagKind.CLOCK: _("时钟偏差"),
    FlagKind.NO_FIX: _("定位缺失"),
    FlagKind.UNDECODABLE: _("无法识别"),
    FlagKind.RIVAL: _("同名另一份"),
    FlagKind.EXTRA: _("答案未提及"),
}
ORDER = list(SHORT)
MUTUAL = (FlagKind.REUSED, FlagKind.NEAR)
TROUBLES: dict[str, LazyString] = {
    "not_a_photo": _("不是图片"),
    "opaque_format": _("这种格式不能解码"),
    "damaged": _("文件损坏"),
    "too_large": _("文件太大"),
    "too_many_pixels": _("像素太多"),
    "too_much_memory": _("解码所需内存太多"),
    "took_too_long": _("解码超时"),
    "crashed": _("解码出错"),
    "blob_missing": _("存储中找不到原件"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo of another submission that the reader may see."""

    photo: Attachment
    submission: Submission
    team: Team
    number: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One flag: its short word, the facts in a sentence, and what to lay beside it."""

    kind: str
    short: LazyString | str
    told: LazyString | str
    beside: Seen | None = None


def read(
    session: Session, actor: Actor, campaign: Campaign, submission: Submission
) -> Mapping[int, tuple[Mark, ...]]:
    """Read the flags of a submission's photos, by photo, gravest first."""
    flags = session.scalars(PhotoFlag.of(submission.id)).all()
    known = seen(session, actor, campaign, _told_of(flags))
    marks: dict[int, tuple[Mark, ...]] = {}
    for flag in sorted(flags, key=lambda one: ORDER.index(one.kind)):
        before = marks.get(flag.attachment_id, ())
        marks[flag.attachment_id] = (*before, _mark(flag, known))
    return marks


def seen(
    session: Session, actor: Actor, campaign: Campaign, ids: Iterable[int]
) -> Mapping[int, Seen]:
    """Find those photos of others that the reader may see, with their places."""
    chosen = (
        access.submissions(actor, campaign)
        .join(Attachment, Attachment.submission_id == Submission.id)
        .join(Team, Team.id == Submission.team_id)
        .where(Attachment.id.in_(set(ids)))
        .with_only_columns(Attachment, Submission, Team)
    )
    rows = session.execute(chosen).all()
    places = _numbers(session, {row[1].id for row in rows})
    return {row[0].id: Seen(*row, places.get(row[0].id, 0)) for row in rows}


def in_order(files: Sequence[Attachment]) -> list[Attachment]:
    """Lay photos out as the form names them, then extras and rivals."""
    return sorted(files, key=lambda file: (file.rival, not file.named, file.id))


def _numbers(session: Session, submissions: set[int]) -> Mapping[int, int]:
    chosen = select(Attachment).where(Attachment.submission_id.in_(submissions))
    groups: dict[int, list[Attachment]] = {}
    for file in session.scalars(chosen):
        groups.setdefault(file.submission_id, []).append(file)
    return {
        file.id: number
        for files in groups.values()
        for number, file in enumerate(in_order(files), 1)
    }


def _told_of(flags: Iterable[PhotoFlag]) -> list[int]:
    return [int(key) for flag in flags for key in flag.facts.get("others", {})]


def _mark(flag: PhotoFlag, known: Mapping[int, Seen]) -> Mark:
    if flag.kind in MUTUAL:
        return _alike(flag, known)
    short: LazyString | str = SHORT[flag.kind]
    if flag.kind == FlagKind.FAR:
        short = _("距 %(n)s m", n=flag.facts["metres"])
    return Mark(flag.kind, short, SENTENCES[flag.kind](flag.facts))


def _alike(flag: PhotoFlag, known: Mapping[int, Seen]) -> Mark:
    """Name the other photo to who may see it, and to nobody else."""
    others = sorted((bits, int(key)) for key, bits in flag.facts["others"].items())
    readable = [known[key] for _bits, key in others if key in known]
    first = readable[0] if readable else None
    told = _like_seen(flag, first) if first else _like_unseen(flag)
    if len(others) > 1:
        told = _("%(told)s；这样的共 %(n)s 张", told=told, n=len(others))
    return Mark(flag.kind, SHORT[flag.kind], told, first)


def _like_seen(flag: PhotoFlag, other: Seen) -> LazyString:
    told = {
        "team": other.team.code,
        "day": day(other.submission.finished_at),
        "site": other.submission.site_name or other.submission.title,
        "n": other.number,
    }
    if flag.kind == FlagKind.REUSED:
        return _("与 %(team)s %(day)s“%(site)s”的第 %(n)s 张相同", **told)
    bits = flag.facts["others"][str(other.photo.id)]
    return _(
        "与 %(team)s %(day)s“%(site)s”的第 %(n)s 张相近，64 处特征中 %(bits)s 处不同",
        bits=bits,
        **told,
    )


def _like_unseen(flag: PhotoFlag) -> LazyString:
    if flag.kind == FlagKind.REUSED:
        return _("与本活动中另一张照片相同")
    return _("与本活动中另一张照片相近")


def _far(facts: Mapping[str, Any]) -> LazyString:
    return _("距察访地点 %(metres)s m，超过 %(limit)s m；定位精度 ±%(acc)s m", **facts)


def _time(facts: Mapping[str, Any]) -> LazyString:
    taken = moment(datetime.fromisoformat(facts["taken_at"]))
    if facts["first"] == facts["last"]:
        return _("摄于 %(taken)s，察访在 %(day)s", taken=taken, day=facts["first"])
    told = {"taken": taken, "first": facts["first"], "last": facts["last"]}
    return _("摄于 %(taken)s，察访在 %(first)s 至 %(last)s", **told)


def _clock(facts: Mapping[str, Any]) -> LazyString:
    seconds = facts["seconds"]
    said = span(abs(seconds))
    if seconds > 0:
        return _("送达时手机比服务器快 %(span)s", span=said)
    return _("送达时手机比服务器慢 %(span)s", span=said)


def _mismatch(facts: Mapping[str, Any]) -> LazyString:
    at = minute(datetime.fromisoformat(facts["at"]))
    return _("%(at)s 传来的字节与清单的校验值不符，未采用；原件在手机，会重发", at=at)


def _trouble(facts: Mapping[str, Any]) -> LazyString:
    why = TROUBLES.get(facts["reason"], TROUBLES["damaged"])
    return _("不能显示：%(why)s；收到的字节已完整保存", why=why)


SENTENCES: dict[str, Callable[[Mapping[str, Any]], LazyString]] = {
    FlagKind.MISMATCH: _mismatch,
    FlagKind.FAR: _far,
    FlagKind.TIME: _time,
    FlagKind.CLOCK: _clock,
    FlagKind.UNDECODABLE: _trouble,
    FlagKind.GALLERY: lambda _facts: _("从手机相册选取，不是当场拍摄"),
    FlagKind.NO_FIX: lambda _facts: _("拍摄时没有取得定位，照片里也没有"),
    FlagKind.RIVAL: lambda _facts: _("同一文件名另有一份不同的内容，两份都保留"),
    FlagKind.EXTRA: lambda _facts: _("随填报送来，但没有一个答案提到它"),
}
