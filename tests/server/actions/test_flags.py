"""What about a photo asks for a look, and of which others it is told."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from media.fingerprint import distance
from server.actions import visits
from server.actions.access import SYSTEM
from server.actions.flags import alike
from server.actions.flags.signs import Stay, Taken, metres, signs
from server.models import PhotoFlag, Visit
from tests.actors.device import Refused
from tests.actors.forms import VISIT
from tests.actors.photos import Photo, photo
from tests.actors.places import phone

SITE = (37.1896, 116.8661)
HERE = {"lat": 37.1896, "lon": 116.8661, "acc": 12}
#: 900 m to the north.
AWAY = {"lat": 37.1896 + 900 / 111_195, "lon": 116.8661, "acc": 12}
NOON = datetime(2026, 3, 12, 4, 0, tzinfo=UTC)
STAY = Stay(*SITE, date(2026, 3, 12), date(2026, 3, 12), 20, 200)
FINE = Taken(
    "in_page_camera",
    is_named=True,
    is_rival=False,
    captured_at=NOON,
    gps=HERE,
    seen={"phash": "0" * 16},
)


@pytest.mark.parametrize(
    ("photo", "stay", "kinds"),
    [
        ({}, {}, set()),
        ({"source": "gallery"}, {}, {"gallery"}),
        ({"source": "unknown"}, {}, set()),
        ({"gps": None}, {}, {"no_fix"}),
        ({"gps": None, "seen": {"gps": HERE}}, {}, set()),
        ({"gps": None, "seen": {"gps": AWAY}}, {}, {"far"}),
        ({"gps": AWAY}, {}, {"far"}),
        ({"gps": {**AWAY, "acc": 699}}, {}, {"far"}),
        ({"gps": {**AWAY, "acc": 701}}, {}, set()),
        ({"gps": AWAY}, {"limit_m": 1000}, set()),
        ({"gps": AWAY}, {"latitude": None, "longitude": None}, set()),
        ({}, {"clock_offset_s": 2400}, {"clock"}),
        ({}, {"clock_offset_s": -301}, {"clock"}),
        ({}, {"clock_offset_s": 300}, set()),
        ({}, {"clock_offset_s": None}, set()),
        ({"captured_at": None}, {}, set()),
        ({"captured_at": NOON - timedelta(days=1)}, {}, {"time"}),
        (
            {"captured_at": NOON - timedelta(days=1)},
            {"first": date(2026, 3, 11)},
            set(),
        ),
        ({"seen": {"taken_at": "2026-03-10T09:00:00+08:00"}}, {}, {"time"}),
        ({"seen": {"taken_at": "2026-03-12T23:59:00+08:00"}}, {}, set()),
        ({"seen": {"taken_at": "2026-03-12T23:59:00"}}, {}, set()),
        ({"seen": {"trouble": "damaged"}}, {}, {"undecodable"}),
        ({"is_named": False}, {}, {"extra"}),
        ({"is_named": False, "is_rival": True}, {}, {"rival"}),
    ],
)
def test_a_photo_asks_for_a_look_when(photo, stay, kinds):
    assert set(signs(replace(FINE, **photo), replace(STAY, **stay))) == kinds


def test_a_far_photo_says_how_far():
    told = signs(replace(FINE, gps=AWAY), STAY)
    assert told == {"far": {"metres": 900, "limit": 200, "acc": 12}}
    assert round(metres((0, 0), (0, 180))) == 20_015_114


def test_hashes_that_differ_in_seven_bits_share_a_neighbour_of_a_band():
    dice = random.Random(5)
    for _ in range(500):
        one = dice.getrandbits(64)
        other = one
        for bit in dice.sample(range(64), 7):
            other ^= 1 << bit
        pairs = zip(*(alike.bands(f"{n:016x}") for n in (one, other)), strict=True)
        assert any(right in alike.neighbours(left) for left, right in pairs)
        assert distance(f"{one:016x}", f"{other:016x}") == 7


@pytest.fixture
def published(office):
    office.publish(VISIT)


def flags_of(office, filled):
    """Name the kinds of flags by the photo they are about, with their facts.

    The clock of these phones stands in March; the table above asks about clocks.
    """
    names = {file.id: file.name for file in office.files(filled.instance_id)}
    kept = office.submission(filled.instance_id)
    with office.reading() as session:
        flags = session.scalars(PhotoFlag.of(kept.id)).all()
        told = {(names[flag.attachment_id], flag.kind): flag.facts for flag in flags}
    return {key: facts for key, facts in told.items() if key[1] != "clock"}


def sent(office, device, site, door, **told):
    filled = device.fill("visit", site_name=site, door=door, **told)
    device.push()
    office.work()
    return filled


def scene(seed, quality=90, scale=1.0):
    """Draw a picture with shapes in it, as large and as compressed as told."""
    dice = random.Random(seed)
    coarse = Image.frombytes("L", (9, 9), dice.randbytes(81))
    side = round(256 * scale)
    out = io.BytesIO()
    picture = coarse.resize((side, side), Image.Resampling.BICUBIC)
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_the_same_bytes_in_two_submissions_are_told_of_on_both(
    office, device, published
):
    first = sent(office, device, "东村", photo("x.jpg", gps=HERE))
    again = Photo("y.jpg", first.file("x.jpg").content, gps=HERE)
    second = sent(office, phone(office, "DZ01"), "西村", again)
    here, there = (office.files(one.instance_id)[0].id for one in (first, second))
    assert flags_of(office, first) == {("x.jpg", "reused"): {"others": {str(there): 0}}}
    assert flags_of(office, second) == {("y.jpg", "reused"): {"others": {str(here): 0}}}


def test_a_picture_scaled_and_compressed_anew_is_nearly_the_same(
    office, device, published
):
    taken = Photo("x.jpg", scene(1), gps=HERE)
    first = sent(office, device, "东村", taken)
    small = Photo("y.jpg", scene(1, quality=40, scale=0.6), gps=HERE)
    other = Photo("z.jpg", scene(2), gps=HERE)
    second = sent(office, device, "西村", small)
    assert flags_of(office, sent(office, device, "南村", other)) == {}
    assert set(flags_of(office, first)) == {("x.jpg", "near")}
    assert set(flags_of(office, second)) == {("y.jpg", "near")}


def test_two_of_one_submission_and_a_correction_are_no_reuse(office, device, published):
    shot = photo("a.jpg", gps=HERE)
    row = {"app_name": "某通", "shot": (shot, replace(shot, name="b.jpg"))}
    first = sent(office, device, "东村", shot, app=[row])
    assert flags_of(office, first) == {}
    corrected = device.correct(first, minutes=9)
    device.push()
    office.work()
    assert flags_of(office, corrected) == {}
    assert flags_of(office, first) == {}


def test_a_replaced_submission_is_told_of_no_more(office, device, published):
    first = sent(office, device, "东村", photo("x.jpg", gps=HERE))
    second = sent(office, device, "西村", first.file("x.jpg"))
    assert flags_of(office, first)
    device.correct(second, door=photo("new.jpg", gps=HERE))
    device.push()
    office.work()
    assert flags_of(office, first) == {}


def test_looking_twice_changes_nothing(office, device, published):
    first = sent(office, device, "东村", photo("x.jpg", gps=HERE))
    second = sent(office, device, "西村", first.file("x.jpg"))
    before = flags_of(office, first), flags_of(office, second)
    with office.writing() as session:
        for visit in session.scalars(select(Visit)).all():
            visits.locate(session, SYSTEM, visit, *SITE)
    office.work()
    assert (flags_of(office, first), flags_of(office, second)) == before


def test_bytes_that_do_not_fit_are_told_until_the_right_ones_come(
    office, device, published
):
    right, wrong = photo("door.jpg", gps=HERE), photo("other.jpg").content
    filled = device.fill("visit", site_name="东村", door=right)
    device.send_answers(filled)
    lie = Photo("door.jpg", wrong[: right.size].ljust(right.size, b"x"))
    where = device.create_upload(filled.instance_id, right)
    with pytest.raises(Refused) as refused:
        device.send_piece(where, 0, lie.content)
    assert refused.value.code == "hash_mismatch"
    told = flags_of(office, filled)["door.jpg", "mismatch"]
    assert (told["expected"], told["actual"]) == (right.sha256, lie.sha256)
    assert office.files(filled.instance_id)[0].received_at is None
    device.push()
    office.work()
    assert flags_of(office, filled) == {}
    assert office.files(filled.instance_id)[0].sha256 == right.sha256


def test_a_site_that_moves_lets_its_photos_be_looked_at_anew(office, device, published):
    spot = {"latitude": AWAY["lat"], "longitude": AWAY["lon"]}
    visit = office.issue_visit("DZ07", "东村", "visit", **spot)
    filled = sent(office, device, "东村", photo("x.jpg", gps=HERE), visit_id=visit)
    assert set(flags_of(office, filled)) == {("x.jpg", "far")}
    with office.writing() as session:
        own = session.scalars(select(Visit).where(Visit.key == visit)).one()
        visits.locate(session, SYSTEM, own, *SITE)
    office.work()
    assert flags_of(office, filled) == {}
