"""WGS-84 and GCJ-02: half a kilometre apart in China, so each is named.

The public formula of the GCJ-02 offset; outside of China nothing is moved.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt

#: Semi-major axis and squared eccentricity of the Krasovsky 1940 ellipsoid.
AXIS, ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271


def to_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """Move a place from WGS-84 to GCJ-02, as Gaode and Tencent draw it."""
    if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    radians = latitude / 180.0 * pi
    bent = 1 - ECCENTRICITY * sin(radians) ** 2
    meridian = AXIS * (1 - ECCENTRICITY) / (bent * sqrt(bent))
    parallel = AXIS / sqrt(bent) * cos(radians)
    north = _northward(x, y) * 180.0 / (meridian * pi)
    east = _eastward(x, y) * 180.0 / (parallel * pi)
    return longitude + east, latitude + north


def _northward(x: float, y: float) -> float:
    slope = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    waves = _waves(x) + (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    long_waves = 160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)
    return slope + waves + long_waves * 2.0 / 3.0


def _eastward(x: float, y: float) -> float:
    slope = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    waves = _waves(x) + (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    long_waves = 150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)
    return slope + waves + long_waves * 2.0 / 3.0


def _waves(x: float) -> float:
    return (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
