"""Commands print links that lead to the office that is really served."""

import pytest

from server.cli import place
from server.cli.serving import told_base

SERVED = "http://127.0.0.1:8123"


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("CHAFANG_BASE_URL", raising=False)
    monkeypatch.setenv("CHAFANG_DATA", str(tmp_path))


def test_an_office_never_served_has_the_usual_address():
    assert place.address() == "http://127.0.0.1:8000"


def test_links_lead_to_where_the_office_was_served_last():
    place.remember_address(told_base(place.settings(), SERVED))
    assert place.address() == SERVED


def test_an_address_that_is_set_goes_before(monkeypatch):
    place.remember_address(told_base(place.settings(), SERVED))
    monkeypatch.setenv("CHAFANG_BASE_URL", "https://chafang.example")
    assert place.address() == "https://chafang.example"
