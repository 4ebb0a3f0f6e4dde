"""What stands on a stamped photo: campaign, time, place, position, team, check."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

import server
from server.db import LOCAL
from server.models import Attachment, Device, Installation, Submission, Team, User
from server.reports.documents.matter import Matter

FONT = Path(server.__file__).parent / "static" / "fonts" / "NotoSansSC-Regular.ttf"
#: A clock that is further off is said, in seconds.
CLOCK_OFF = 300
CHECK = 10


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo with the submission, the team and the phone it came from."""

    photo: Attachment
    submission: Submission
    team: Team
    staff_no: str


def shots(about: Matter, photos: Sequence[int]) -> dict[int, Shot]:
    """Look up photos with what is stamped on them."""
    rows = about.session.execute(
        select(Attachment, Submission, Team, User.staff_no)
        .join(Submission, Submission.id == Attachment.submission_id)
        .join(Team, Team.id == Submission.team_id)
        .join(Device, Device.id == Submission.device_id)
        .outerjoin(User, User.id == Device.user_id)
        .where(Attachment.id.in_(photos))
    )
    return {row[0].id: Shot(row[0], row[1], row[2], row[3] or "") for row in rows}


def lines(about: Matter, shot: Shot) -> list[str]:
    """Write the lines of a stamp (domain study §4.3)."""
    one = shot.submission
    about.names.learn_places([one.region_code])
    where = "".join(about.names.places(one.region_code))
    return [
        about.campaign.name,
        " ".join([_time(shot.photo), *_marks(shot)]),
        f"{where} {one.site_name}".strip(),
        _position(shot.photo.gps),
        f"{shot.team.code} {shot.staff_no}".strip(),
        f"校验 {_check(about, shot.photo)}",
    ]


def is_after(photo: Attachment) -> bool:
    """Tell a photo of what was put right from one of what was found."""
    return "after" in (photo.question or "")


def _time(photo: Attachment) -> str:
    if photo.captured_at is None:
        return "拍摄时间不详"
    return f"{photo.captured_at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"


def _marks(shot: Shot) -> list[str]:
    off = abs(shot.submission.clock_offset_s or 0) > CLOCK_OFF
    gallery = shot.photo.source == "gallery"
    return [*(["相册导入"] if gallery else []), *(["时钟偏差"] if off else [])]


def _position(gps: dict[str, Any] | None) -> str:
    if not gps or gps.get("lat") is None or gps.get("lon") is None:
        return "定位缺失"
    lat, lon = float(gps["lat"]), float(gps["lon"])
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    said = f"{abs(lat):.6f}{north} {abs(lon):.6f}{east} WGS-84"
    near = f" ±{round(gps['acc'])} m" if gps.get("acc") is not None else ""
    age = f"（定位于{round(gps['age_s'])}秒前）" if gps.get("age_s") else ""
    return said + near + age


def _check(about: Matter, photo: Attachment) -> str:
    """Say what only this installation can say of these bytes."""
    secret = about.session.scalar(select(Installation.secret)) or ""
    told = hmac.new(secret.encode(), (photo.sha256 or "").encode(), sha256)
    return told.hexdigest()[:CHECK]
