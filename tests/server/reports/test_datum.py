"""GCJ-02 by the public formula, to the domain study's vectors."""

import pytest

from server.reports.datum import to_gcj02


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((116.3575, 37.4341), (116.363401, 37.434966)),
        ((117.1201, 36.6512), (117.126228, 36.651630)),
        ((120.3826, 36.0671), (120.387733, 36.067376)),
        ((115.4810, 35.2336), (115.486846, 35.233203)),
        ((2.3522, 48.8566), (2.3522, 48.8566)),
    ],
)
def test_the_offset_is_the_published_one_and_none_outside_of_china(wgs84, gcj02):
    assert to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-6)
