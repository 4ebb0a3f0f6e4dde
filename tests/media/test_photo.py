"""Photographs, honest and hostile, in the darkroom."""

import fcntl
import io
import os
import signal
import struct
import sys
import termios
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from media import photo
from media.errors import Undecodable
from media.exif import (
    LAT,
    LAT_REF,
    LON,
    LON_REF,
    MAKE,
    MODEL,
    ORIENTATION,
    TAKEN,
    TAKEN_OFFSET,
)
from media.fingerprint import distance
from media.photo import Darkroom, NoPreview
from media.pipe import MOST

PHOTO_TAGS, PLACE_TAGS = 0x8769, 0x8825


@pytest.fixture(scope="module")
def darkroom():
    with Darkroom() as room:
        yield room


def scene(width=400, height=300, mode="RGB"):
    """Red on the left, blue on the right, a bright bar at the top."""
    image = Image.new(mode, (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    image.paste("white", (0, 0, width // 2, height // 5))
    return image


def colour(image: Image.Image, at: tuple[int, int]) -> Any:
    return image.getpixel(at)


def saved(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_notes(**changes):
    notes = Image.Exif()
    notes[MAKE], notes[MODEL] = "HUAWEI", "Mate 60"
    notes[ORIENTATION] = changes.get("orientation", 1)
    notes.get_ifd(PHOTO_TAGS)[TAKEN] = "2026:03:05 09:30:00"
    notes.get_ifd(PHOTO_TAGS)[TAKEN_OFFSET] = "+08:00"
    place = {LAT_REF: "N", LAT: (37, 11, 24.0), LON_REF: "E", LON: (116, 52, 12.0)}
    notes.get_ifd(PLACE_TAGS).update(place)
    return notes


def chunk(kind, content):
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_claiming(width, height):
    """A PNG of a few hundred bytes that says it is of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def notes_in_circles():
    """EXIF whose only directory names itself as the next and as the one within."""
    entry = struct.pack("<HHII", PHOTO_TAGS, 4, 1, 8)
    place = struct.pack("<HHII", PLACE_TAGS, 4, 1, 8)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + entry + place + b"\x08\0\0\0"


def jpeg_with_raw_notes(raw):
    """A JPEG with this very APP1 segment."""
    plain = saved(scene())
    segment = b"\xff\xe1" + struct.pack(">H", len(raw) + 2) + raw
    return plain[:2] + segment + plain[2:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_says_what_the_camera_wrote(darkroom, kind):
    facts = darkroom.describe(saved(scene(), kind, exif=with_notes()))
    assert facts.mime == f"image/{kind.lower()}"
    assert (facts.width, facts.height) == (400, 300)
    assert (facts.make, facts.model) == ("HUAWEI", "Mate 60")
    assert facts.taken_at == datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
    assert facts.gps is not None
    assert (facts.gps.lat, facts.gps.lon) == pytest.approx((37.19, 116.87))
    assert facts.undecodable is None
    assert facts.oddities == ()


def test_a_photograph_may_be_named_by_its_path(darkroom, tmp_path):
    path = tmp_path / "roof"
    path.write_bytes(saved(scene()))
    assert darkroom.describe(path) == darkroom.describe(saved(scene()))


def test_a_lying_photograph_is_as_wide_as_a_person_sees_it(darkroom):
    facts = darkroom.describe(saved(scene(), exif=with_notes(orientation=6)))
    assert (facts.width, facts.height, facts.orientation) == (300, 400, 6)


def as_camera_writes(image, orientation):
    """Turn an upright picture into what a camera stores with this orientation."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    method = undo.get(orientation)
    return image if method is None else image.transpose(Image.Transpose(method))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_thumbnail_stands_upright_whatever_the_camera_did(darkroom, orientation):
    stored = as_camera_writes(scene(), orientation)
    sent = saved(stored, exif=with_notes(orientation=orientation), quality=95)
    small = Image.open(io.BytesIO(darkroom.thumbnail(sent, 100)))
    assert small.size == (100, 75)
    red, blue, white = (colour(small, at) for at in [(20, 60), (80, 60), (20, 6)])
    assert (red[0] > 200, blue[2] > 200, min(white) > 200) == (True, True, True)
    assert not small.getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_same_scene_looks_alike_however_the_camera_was_held(darkroom, orientation):
    stored = as_camera_writes(scene(), orientation)
    sent = saved(stored, exif=with_notes(orientation=orientation))
    upright = darkroom.describe(saved(scene(800, 600), quality=60)).phash
    assert distance(darkroom.describe(sent).phash, upright) <= 10


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "RGBA", "LA", "I;16"])
def test_every_way_to_keep_colours_has_a_thumbnail(darkroom, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (60, 40)) if mode == "I;16" else scene(60, 40).convert(mode)
    small = Image.open(io.BytesIO(darkroom.thumbnail(saved(image, kind), 30)))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (30, 20))


def test_what_is_transparent_becomes_white(darkroom):
    clear = saved(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "PNG")
    small = Image.open(io.BytesIO(darkroom.thumbnail(clear, 30)))
    assert min(colour(small, (10, 10))) > 250


def test_a_small_picture_is_not_blown_up(darkroom):
    small = Image.open(io.BytesIO(darkroom.thumbnail(saved(scene(40, 30)), 320)))
    assert small.size == (40, 30)


GIF = saved(Image.new("P", (4, 4)), "GIF", save_all=True)
# 46 bytes; decoding them takes two copies of 50 megapixels in four bytes each.
WEBP_OF_ONE_COLOUR = bytes.fromhex(
    "5249464626000000574542505650384c190000002fffdf"
    "ff15075081540820000a1a02495bbced8f8f88e87f0000"
)
REFUSED = {
    "nothing": (b"", NoPreview.NOT_A_PHOTO),
    "only zeros": (bytes(5000), NoPreview.NOT_A_PHOTO),
    "a page that calls itself .jpg": (b"<html><script>", NoPreview.NOT_A_PHOTO),
    "a drawing with a script": (b"<svg onload='x()'/>", NoPreview.NOT_A_PHOTO),
    "a GIF": (GIF, NoPreview.NOT_A_PHOTO),
    "a TIFF": (saved(scene(), "TIFF"), NoPreview.NOT_A_PHOTO),
    "a GIF behind the first bytes of a JPEG": (
        b"\xff\xd8\xff" + GIF,
        NoPreview.DAMAGED,
    ),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(90), NoPreview.OPAQUE_FORMAT),
    "half a JPEG": (saved(scene(), quality=95)[:3000], NoPreview.DAMAGED),
    "half a PNG": (saved(scene(), "PNG")[:300], NoPreview.DAMAGED),
    "half a WebP": (saved(scene(), "WEBP")[:200], NoPreview.DAMAGED),
    "1 kB that claims 50 000 × 50 000": (
        png_claiming(50_000, 50_000),
        NoPreview.TOO_MANY_PIXELS,
    ),
    "46 bytes of one colour": (WEBP_OF_ONE_COLOUR, NoPreview.TOO_MUCH_MEMORY),
    "a little over 50 megapixels": (
        png_claiming(8193, 6400),
        NoPreview.TOO_MANY_PIXELS,
    ),
    "144 megapixels": (png_claiming(12_000, 12_000), NoPreview.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize(("sent", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_decoded_says_why_and_harms_nobody(darkroom, sent, reason):
    before = darkroom.describe(saved(scene()))
    assert darkroom.describe(sent).undecodable == reason
    with pytest.raises(Undecodable) as refusal:
        darkroom.thumbnail(sent, 320)
    assert refusal.value.values["reason"] == reason
    assert darkroom.describe(saved(scene())) == before


def test_ten_thousand_frames_called_jpg_are_no_photo(darkroom):
    frames = [Image.new("1", (2, 2), n % 2) for n in range(10_000)]
    sent = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert darkroom.describe(sent).undecodable == NoPreview.NOT_A_PHOTO


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_shows_its_first_picture_and_is_noticed(darkroom, kind):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    sent = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert darkroom.describe(sent).oddities == ("several_pictures",)
    small = Image.open(io.BytesIO(darkroom.thumbnail(sent, 20)))
    assert colour(small, (5, 5))[0] > 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_something_behind_the_picture_is_noticed(darkroom, kind):
    sent = saved(scene(), kind) + b"PK\x05\x06" + bytes(18)
    facts = darkroom.describe(sent)
    assert (facts.undecodable, facts.oddities) == (None, ("trailing_bytes",))


def test_notes_that_run_in_circles_end(darkroom):
    facts = darkroom.describe(jpeg_with_raw_notes(notes_in_circles()))
    assert facts.undecodable is None
    assert facts.phash is not None


@pytest.mark.parametrize(
    "raw",
    [
        b"Exif\0\0",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 400,
        b"Exif\0\0" + os.urandom(65_000),
        b"http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    ],
    ids=["empty", "nowhere", "endless", "noise", "xmp with entities"],
)
def test_notes_of_no_sense_do_not_hide_the_picture(darkroom, raw):
    facts = darkroom.describe(jpeg_with_raw_notes(raw))
    assert (facts.width, facts.height, facts.undecodable) == (400, 300, None)
    assert darkroom.thumbnail(jpeg_with_raw_notes(raw), 100)


def test_a_time_and_a_place_that_are_none_are_flags(darkroom):
    notes = with_notes()
    notes.get_ifd(PHOTO_TAGS)[TAKEN] = "0000:00:00 00:00:00"
    notes.get_ifd(PLACE_TAGS)[LAT] = (0, 0, 0)
    notes.get_ifd(PLACE_TAGS)[LON] = (0, 0, 0)
    facts = darkroom.describe(saved(scene(), exif=notes))
    assert facts.oddities == ("time_unreadable", "place_unreadable")
    assert (facts.taken_at, facts.gps) == (None, None)


def test_a_truncated_photograph_still_says_when_it_was_taken(darkroom):
    facts = darkroom.describe(saved(scene(), exif=with_notes(), quality=95)[:3000])
    assert facts.undecodable == NoPreview.DAMAGED
    assert facts.taken_at is not None
    assert facts.oddities == ()


def test_a_file_larger_than_any_photograph_is_not_even_read(darkroom, tmp_path):
    path = tmp_path / "film"
    with path.open("wb") as film:
        film.write(b"\xff\xd8\xff")
        film.truncate(MOST + 1)
    facts = darkroom.describe(path)
    assert (facts.mime, facts.undecodable) == ("image/jpeg", NoPreview.TOO_LARGE)


def test_threads_are_served_one_after_the_other(darkroom):
    photos = [saved(scene(100 + n, 80)) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        widths = [facts.width for facts in pool.map(darkroom.describe, photos)]
    assert widths == [100 + n for n in range(8)]


def child_of(room: Darkroom) -> int:
    assert room.describe(saved(scene())).undecodable is None
    number: int = _child(room).pid
    return number


def _child(room: Darkroom) -> Any:
    return room._child


def waiting_in(pipe) -> int:
    """Count the bytes that were sent and not read yet."""
    count = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    return int.from_bytes(count, sys.byteorder)


def test_a_darkroom_killed_between_photographs_is_not_noticed():
    with Darkroom() as room:
        os.kill(child_of(room), signal.SIGKILL)
        _child(room).wait()
        assert room.describe(saved(scene())).undecodable is None


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (signal.SIGSEGV, NoPreview.CRASHED),
        (signal.SIGXCPU, NoPreview.TOOK_TOO_LONG),
    ],
)
def test_a_darkroom_that_dies_over_a_photograph_is_replaced(end, reason):
    with Darkroom() as room, ThreadPoolExecutor(1) as pool:
        number = child_of(room)
        os.kill(number, signal.SIGSTOP)
        asked = pool.submit(room.describe, saved(scene()) + bytes(1 << 20))
        while not waiting_in(_child(room).stdin):
            assert not asked.done()
        os.kill(number, end)
        os.kill(number, signal.SIGCONT)
        assert asked.result().undecodable == reason
        assert room.describe(saved(scene())).undecodable is None
        assert child_of(room) != number


def test_a_darkroom_that_hangs_is_ended(monkeypatch):
    with Darkroom() as room:
        number = child_of(room)
        os.kill(number, signal.SIGSTOP)
        with monkeypatch.context() as hurried:
            hurried.setattr(photo, "PATIENCE", 0.05)
            facts = room.describe(saved(scene()))
        assert facts.undecodable == NoPreview.TOOK_TOO_LONG
        assert room.describe(saved(scene())).undecodable is None
        assert child_of(room) != number


def test_the_darkroom_has_its_limits(darkroom):
    number = child_of(darkroom)
    limits = Path(f"/proc/{number}/limits").read_text()
    said = {line[:25].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert said["Max address space"] == str(512 << 20)
    assert said["Max file size"] == "0"
    assert said["Max core file size"] == "0"
    assert int(said["Max cpu time"]) < 60


def test_the_darkroom_knows_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("CHAFANG_DATABASE_URL", "postgresql://office:secret@localhost/")
    with Darkroom() as room:
        surroundings = Path(f"/proc/{child_of(room)}/environ").read_bytes()
    assert b"CHAFANG" not in surroundings


def test_a_closed_darkroom_leaves_no_process_and_opens_again():
    room = Darkroom()
    number = child_of(room)
    room.close()
    assert not Path(f"/proc/{number}").exists()
    assert room.describe(saved(scene())).undecodable is None
    room.close()
    room.close()
