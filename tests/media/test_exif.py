"""A camera's notes are read as far as they can be, and never believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.exif import (
    ALT,
    ALT_REF,
    CHANGED,
    LAT,
    LAT_REF,
    LON,
    LON_REF,
    MAKE,
    MODEL,
    ORIENTATION,
    TAKEN,
    TAKEN_OFFSET,
    read_notes,
)

LINYI = {LAT_REF: "N", LAT: (37, 11, 24.0), LON_REF: "E", LON: (116, 52, 12.0)}


def notes(
    tags: dict[int, Any] | None = None,
    photo: dict[int, Any] | None = None,
    place: dict[int, Any] | None = None,
):
    return read_notes(tags or {}, photo or {}, place or {})


def test_a_time_with_its_offset_is_an_instant():
    read = notes(photo={TAKEN: "2026:03:05 09:30:00", TAKEN_OFFSET: "+08:00"})
    assert read.taken_at == datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
    assert read.oddities == ()


def test_a_time_without_offset_is_read_as_chinas_and_said_so():
    read = notes(photo={TAKEN: "2026:03:05 09:30:00\0"})
    assert read.taken_at is not None
    assert read.taken_at.utcoffset() == timedelta(hours=8)
    assert read.oddities == ("time_without_zone",)


def test_the_time_of_change_stands_in_for_the_time_of_taking():
    assert notes(tags={CHANGED: "2026:03:05 09:30:00"}).taken_at is not None


@pytest.mark.parametrize(
    "written",
    ["0000:00:00 00:00:00", "0001:01:01 00:00:00", "2026:02:30 09:00:00", "yesterday"],
)
def test_a_time_that_is_none_is_an_oddity(written):
    read = notes(photo={TAKEN: written})
    assert (read.taken_at, read.oddities) == (None, ("time_unreadable",))


def test_a_place_is_read_in_degrees():
    read = notes(place=LINYI | {ALT_REF: b"\x01", ALT: 12.5})
    assert read.gps is not None
    assert (read.gps.lat, read.gps.lon) == pytest.approx((37.19, 116.87))
    assert read.gps.alt == -12.5


def test_south_and_west_are_negative():
    read = notes(place=LINYI | {LAT_REF: "S", LON_REF: "W"})
    assert read.gps is not None
    assert read.gps.lat < 0
    assert read.gps.lon < 0


@pytest.mark.parametrize(
    "wrong",
    [
        {LAT: (float("nan"), 0, 0)},
        {LAT: (0, 0, 0), LON: (0, 0, 0)},
        {LAT: (91, 0, 0)},
        {LON: (181, 0, 0)},
        {LAT: (-37, 0, 0)},
        {LAT: "37"},
        {LAT: (37,)},
        {LAT_REF: "X"},
        {LON_REF: None},
    ],
)
def test_a_place_that_is_none_is_an_oddity(wrong):
    read = notes(place=LINYI | wrong)
    assert (read.gps, read.oddities) == (None, ("place_unreadable",))


def test_no_place_is_no_oddity():
    assert notes().oddities == ()


def test_names_lose_what_cannot_be_printed():
    read = notes(
        tags={MAKE: b"HUAWEI\0\0", MODEL: "Mate\r\nSet-Cookie: 60" + "x" * 500}
    )
    assert read.make == "HUAWEI"
    assert read.model is not None
    assert read.model.startswith("MateSet-Cookie: 60")
    assert len(read.model) == 100


@pytest.mark.parametrize("orientation", [0, 9, "6", None, 6.0, b"6"])
def test_an_orientation_that_is_none_is_upright(orientation):
    assert notes(tags={ORIENTATION: orientation}).orientation == 1


junk = st.recursive(
    st.none() | st.integers() | st.floats() | st.text() | st.binary() | st.booleans(),
    lambda inner: st.tuples(inner, inner, inner) | st.lists(inner, max_size=4),
    max_leaves=6,
)
tags = st.dictionaries(
    st.sampled_from(
        [LAT, LON, LAT_REF, LON_REF, ALT, MAKE, MODEL, ORIENTATION, CHANGED, TAKEN]
    ),
    junk,
)


@given(tags, tags, tags)
def test_no_notes_whatsoever_make_the_reader_stumble(main, photo, place):
    read = read_notes(main, photo, place)
    assert 1 <= read.orientation <= 8
    assert read.taken_at is None or read.taken_at.tzinfo is not None
