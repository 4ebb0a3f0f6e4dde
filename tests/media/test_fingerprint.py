"""Fingerprints: equal bytes, and pictures that look alike."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.fingerprint import SIDE, distance, phash, sha256_of

picture = st.binary(min_size=SIDE * SIDE, max_size=SIDE * SIDE)


@given(st.binary(max_size=5000))
def test_the_hash_is_that_of_the_whole_stream(content):
    assert sha256_of(io.BytesIO(content)) == (
        hashlib.sha256(content).hexdigest(),
        len(content),
    )


def slope(step):
    return bytes((x * step + y * y) % 256 for y in range(SIDE) for x in range(SIDE))


@given(picture)
def test_a_picture_is_at_no_distance_from_itself(grey):
    assert distance(phash(grey), phash(grey)) == 0


@given(picture)
def test_a_perceptual_hash_is_sixteen_hex_digits(grey):
    assert len(phash(grey)) == 16
    assert int(phash(grey), 16) >= 0


def test_a_picture_a_little_brighter_looks_alike():
    brighter = bytes(min(255, grey + 3) for grey in slope(5))
    assert distance(phash(slope(5)), phash(brighter)) <= 6


def test_another_picture_does_not_look_alike():
    checks = bytes(
        255 * ((x // 4 + y // 4) % 2) for y in range(SIDE) for x in range(SIDE)
    )
    assert distance(phash(slope(5)), phash(checks)) > 16


def test_what_is_no_picture_of_that_size_is_a_mistake():
    with pytest.raises(ValueError, match="grey"):
        phash(b"\0" * 10)
