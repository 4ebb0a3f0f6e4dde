"""Covered copies: nothing of what was covered, and no notes of a camera."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from media.errors import Undecodable
from media.exif import MAKE, ORIENTATION
from media.fingerprint import unlikeness
from media.photo import Darkroom

REGION = (0.25, 0.25, 0.5, 0.25)


@pytest.fixture(scope="module")
def darkroom():
    with Darkroom() as room:
        yield room


def page(words):
    """Write words on a grey page, with a camera's notes and a comment."""
    image = Image.new("RGB", (400, 400), (200, 200, 200))
    ImageDraw.Draw(image).text((110, 110), words, "black", font_size=60)
    notes = Image.Exif()
    notes[MAKE] = "Phone"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=notes, comment=b"taken by Zhang San")
    return out.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


def gap(one, other):
    """Measure the largest difference of two pictures, in any colour."""
    return max(ImageChops.difference(one, other).convert("L").tobytes())


def test_what_was_covered_leaves_no_difference(darkroom):
    one, other = (darkroom.cover(page(said), [REGION]) for said in ("3724", "9081"))
    box = (100, 100, 300, 200)
    left, right = (opened(copy).crop(box) for copy in (one, other))
    assert gap(left, right) < 9


def test_what_was_not_covered_stays(darkroom):
    content = page("3724")
    copy = opened(darkroom.cover(content, [(0.0, 0.6, 0.3, 0.3)]))
    box = (80, 80, 330, 200)
    assert gap(copy.crop(box), opened(content).crop(box)) < 40


def test_a_copy_has_no_notes_and_no_comment(darkroom):
    copy = Image.open(io.BytesIO(darkroom.cover(page("3724"), [])))
    assert not copy.getexif()
    assert {"exif", "comment", "icc_profile"} & copy.info.keys() == set()
    assert b"Zhang" not in darkroom.cover(page("3724"), [])


def test_regions_lie_on_the_picture_as_it_is_seen(darkroom):
    upright = {ORIENTATION: 6}
    image = Image.new("RGB", (200, 100), "white")
    out = io.BytesIO()
    notes = Image.Exif()
    notes.update(upright)
    image.paste("black", (0, 0, 100, 100))
    image.save(out, "JPEG", exif=notes)
    copy = opened(darkroom.cover(out.getvalue(), [(0.0, 0.0, 1.0, 0.5)]))
    assert copy.size == (100, 200)
    assert max(copy.getpixel((50, 40))) < 40
    assert min(copy.getpixel((50, 160))) > 240


def test_a_region_that_hangs_over_the_edge_is_cut(darkroom):
    copy = opened(darkroom.cover(page("3724"), [(0.9, 0.9, 0.4, 0.4), (0, 0, 0, 0)]))
    assert copy.size == (400, 400)


def test_what_is_no_picture_has_no_copy(darkroom):
    with pytest.raises(Undecodable):
        darkroom.cover(b"<html>", [REGION])
    with pytest.raises(Undecodable):
        darkroom.look(b"<html>")


def test_a_finer_look_knows_other_words_and_not_other_compression(darkroom):
    image = opened(page("3724"))
    out = io.BytesIO()
    image.resize((260, 260)).save(out, "JPEG", quality=40)
    same = unlikeness(darkroom.look(page("3724")), darkroom.look(out.getvalue()))
    other = unlikeness(darkroom.look(page("3724")), darkroom.look(page("9081")))
    assert same < 4.5 < other
