"""An accepted finding, and those who carry it to its close-out."""

from __future__ import annotations

import pytest

from server.models import Finding
from tests.actors.forms import VISIT
from tests.actors.rectifying import Desk, UnitDesk, accepted, desk, unit_desk


@pytest.fixture
def finding(office) -> Finding:
    """Give a finding of team DZ07 that was just accepted, with a photo."""
    office.publish(VISIT)
    return accepted(office)


@pytest.fixture
def city(office) -> Desk:
    """Seat the city's office."""
    return desk(office, "city")


@pytest.fixture
def bigdata(office) -> UnitDesk:
    """Seat the unit that is responsible."""
    return unit_desk(office, "bigdata")


@pytest.fixture
def county(office) -> Desk:
    """Seat the county's verifier."""
    return desk(office, "verifier_linyi")
