"""What the load sends: filled household forms, with or without a photograph."""

from __future__ import annotations

import io
import os
import random
import uuid
from dataclasses import dataclass

from PIL import Image

WORDS = (
    "river market school clinic garden maize beans cassava goat cattle rain drought "
    "village road bridge pump well storage harvest planting soil water fence "
    "cooperative meeting health"
).split()
REGIONS = ("north", "south", "east", "west", "centre")
ASSETS = ("radio", "tv", "phone", "bike", "car", "fridge")
KIB = 1024


@dataclass(frozen=True, slots=True)
class FormName:
    """Which published form the submissions are for."""

    form_id: str
    version: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One multipart body, ready to be posted."""

    body: bytes
    content_type: str


def submission(form: FormName, photos: list[bytes]) -> Submission:
    """Fill one form by chance; its photograph, if any, is one of `photos`."""
    instance_id = f"uuid:{uuid.uuid4()}"
    photo = f"{random.getrandbits(48):012x}.jpg" if photos else ""
    parts = [("xml_submission_file", "submission.xml", "text/xml",
              answers(form, instance_id, photo))]  # fmt: skip
    if photos:
        parts.append((photo, photo, "image/jpeg", unlike_others(random.choice(photos))))
    return _multipart(parts)


def answers(form: FormName, instance_id: str, photo: str) -> bytes:
    """Write the XML of one filled form."""
    day = f"2024-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    time = f"{random.randint(6, 18):02d}:{random.randint(0, 59):02d}:00.000+02:00"
    garden = random.random() < 0.5
    inner = "".join(
        (
            f"<start>{day}T{time}</start><end>{day}T{time}</end><today>{day}</today>",
            f"<deviceid>collect:{random.getrandbits(64):016x}</deviceid>",
            _site(day, time),
            _respondent(),
            f"<assets>{' '.join(random.sample(ASSETS, 3))}</assets>",
            f"<income>{random.uniform(0, 5000):.2f}</income>",
            f"<hh_size>{random.randint(1, 12)}</hh_size>",
            f"<water_ph>{random.uniform(5, 9):.2f}</water_ph>",
            f"<has_garden>{'yes' if garden else 'no'}</has_garden>",
            f"<garden_area>{random.uniform(1, 900) if garden else ''}</garden_area>",
            f"<crops>{_some(4)}</crops>",
            *(_member() for _ in range(random.randint(1, 4))),
            f"<photo>{photo}</photo><n1/>",
            f"<comments>{_some(random.randint(5, 25))}</comments>",
            "<orx:meta>",
            f"<orx:instanceID>{instance_id}</orx:instanceID>",
            "</orx:meta>",
        )
    )
    return (
        f'<?xml version="1.0"?><data id="{form.form_id}" version="{form.version}"'
        f' xmlns:orx="http://openrosa.org/xforms">{inner}</data>'
    ).encode()


def _site(day: str, time: str) -> str:
    place = f"{random.uniform(-30, 30):.6f} {random.uniform(-20, 50):.6f} 120.0 8.0"
    return (
        f"<g_site><site_code>S{random.randint(1, 99999):05d}</site_code>"
        f"<site_name>{_some(3)}</site_name><region>{random.choice(REGIONS)}</region>"
        f"<location>{place}</location><visit_date>{day}</visit_date>"
        f"<visit_time>{time}</visit_time></g_site>"
    )


def _respondent() -> str:
    sex = random.choice(("female", "male", "other"))
    return (
        f"<g_resp><resp_name>{_some(2)}</resp_name>"
        f"<resp_age>{random.randint(18, 90)}</resp_age><resp_sex>{sex}</resp_sex>"
        f"<phone>+2547{random.randint(10000000, 99999999)}</phone>"
        "<consent>yes</consent></g_resp>"
    )


def _member() -> str:
    return (
        f"<member><m_name>{_some(2)}</m_name><m_age>{random.randint(0, 90)}</m_age>"
        f"<m_sex>{random.choice(('female', 'male'))}</m_sex>"
        f"<m_school>{random.choice(('yes', 'no'))}</m_school></member>"
    )


def _some(count: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(count))


def photographs(kib: int, count: int = 4) -> list[bytes]:
    """Draw JPEG photographs of about this many KiB, noisy as real ones are."""
    if not kib:
        return []
    grain = _grain(kib * KIB)
    return [_jpeg(grain) for _ in range(count)]


def _grain(size: int) -> float:
    """Search for the grain that gives the size: more noise, more bytes."""
    low, high = 1.0, 120.0
    for _ in range(7):
        grain = (low + high) / 2
        low, high = (grain, high) if len(_jpeg(grain)) < size else (low, grain)
    return (low + high) / 2


def _jpeg(grain: float) -> bytes:
    bands = [Image.effect_noise((2048, 1536), grain) for _ in range(3)]
    drawn = io.BytesIO()
    Image.merge("RGB", bands).save(drawn, "JPEG", quality=60)
    return drawn.getvalue()


def unlike_others(photo: bytes) -> bytes:
    """Put a comment into a JPEG, so that no two files are equal."""
    comment = os.urandom(32)
    segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return photo[:2] + segment + photo[2:]


def _multipart(parts: list[tuple[str, str, str, bytes]]) -> Submission:
    boundary = f"----load{os.urandom(8).hex()}"
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
        f'filename="{file}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, file, kind, content in parts
    )
    ending = f"--{boundary}--\r\n".encode()
    return Submission(body + ending, f"multipart/form-data; boundary={boundary}")
