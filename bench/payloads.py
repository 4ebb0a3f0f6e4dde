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
SIZE = (2048, 1536)


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


def submission(form: FormName, photograph: bytes) -> Submission:
    """Fill one form by chance, with its photograph if there are bytes of one."""
    instance_id = f"uuid:{uuid.uuid4()}"
    photo = f"{random.getrandbits(48):012x}.jpg" if photograph else ""
    parts = [("xml_submission_file", "submission.xml", "text/xml",
              answers(form, instance_id, photo))]  # fmt: skip
    if photograph:
        parts.append((photo, photo, "image/jpeg", photograph))
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


def photographs(kib: int, count: int) -> list[bytes]:
    """Draw JPEG photographs of about this many KiB, each of another scene.

    They are noisy as real ones are, and no two are alike: what resembles another is
    compared with it, which is not what a day's photographs do to each other.
    """
    if not kib:
        return [b""] * count
    grain = _grain(kib * KIB)
    noise = _noise(grain)
    return [_jpeg(noise) for _ in range(count)]


def _grain(size: int) -> float:
    """Search for the grain that gives the size: more noise, more bytes."""
    low, high = 1.0, 240.0
    for _ in range(8):
        grain = (low + high) / 2
        short = len(_jpeg(_noise(grain))) < size
        low, high = (grain, high) if short else (low, grain)
    return (low + high) / 2


def _noise(grain: float) -> Image.Image:
    bands = [Image.effect_noise(SIZE, grain) for _ in range(3)]
    return Image.merge("RGB", bands)


def _jpeg(noise: Image.Image) -> bytes:
    """Take a photograph of a scene that nobody has seen before."""
    patches = Image.frombytes("RGB", (8, 6), os.urandom(8 * 6 * 3))
    scene = patches.resize(SIZE, Image.Resampling.BILINEAR)
    drawn = io.BytesIO()
    Image.blend(scene, noise, 0.5).save(drawn, "JPEG", quality=60)
    return drawn.getvalue()


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
