"""A stamped copy: upright, its lines on a low band, the original untouched."""

import io
from pathlib import Path

import pytest
from PIL import Image

import server
from media.errors import Undecodable
from media.photo import Darkroom

FONT = Path(server.__file__).parent / "static" / "fonts" / "NotoSansSC-Regular.ttf"
LINES = [
    "整治形式主义为基层减负专项察访",
    "2026-03-12 15:04:05 相册导入",
    "德州市临邑县孟寺镇 孟寺镇人民政府",
    "37.434100N 116.357500E WGS-84 ±12 m",
    "DZ-07 D0712",
    "校验 0123456789",
]


@pytest.fixture(scope="module")
def darkroom():
    with Darkroom() as room:
        yield room


def taken(width, height, orientation=1):
    notes = Image.Exif()
    notes[0x0112] = orientation
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", exif=notes)
    return out.getvalue()


def rows_with_band(image):
    """Tell which rows are dark at their left edge."""
    return [y for y in range(image.height) if image.getpixel((1, y))[0] < 200]


@pytest.mark.parametrize("size", [(640, 480), (1600, 1200), (480, 1066)])
def test_the_band_stands_at_the_foot_and_no_higher_than_a_fifth(darkroom, size):
    copy = Image.open(io.BytesIO(darkroom.stamp(taken(*size), LINES, FONT)))
    assert copy.size == size
    rows = rows_with_band(copy)
    assert rows[-1] >= size[1] - 2
    assert 0.05 * size[1] < len(rows) <= 0.23 * size[1]


def test_the_copy_is_upright_and_says_nothing_of_the_camera(darkroom):
    copy = Image.open(io.BytesIO(darkroom.stamp(taken(640, 480, 6), LINES, FONT)))
    assert copy.size == (480, 640)
    assert dict(copy.getexif()) == {}


def test_a_large_photo_becomes_one_that_can_be_sent(darkroom):
    copy = Image.open(io.BytesIO(darkroom.stamp(taken(4000, 3000), LINES, FONT)))
    assert copy.size == (2560, 1920)


def test_the_same_photo_and_lines_are_the_same_bytes(darkroom):
    photo = taken(640, 480)
    first = darkroom.stamp(photo, LINES, FONT)
    assert darkroom.stamp(photo, LINES, FONT) == first
    assert darkroom.stamp(photo, LINES[:3], FONT) != first


def test_what_is_no_photo_is_refused_and_the_next_one_is_stamped(darkroom):
    with pytest.raises(Undecodable):
        darkroom.stamp(b"not a photo", LINES, FONT)
    assert darkroom.stamp(taken(640, 480), LINES, FONT)
