"""Settings from a terminal: set, shown, tried and put in force."""

import shutil

import pytest

from server.db import writing
from tests.server.cli.terminal import told
from tests.server.conftest import close, office
from tests.server.reports.stock import Stock


@pytest.fixture
def chafang(tmp_path, sqlite_template):
    """Give the command, over a campaign with one submission."""
    data = tmp_path / "data"
    shutil.copytree(sqlite_template, data)
    app = office(data)
    with app.app_context(), writing() as session:
        stock = Stock(session)
        stock.submission()
        code = stock.campaign.code
    close(app)
    settings = {"CHAFANG_DATA": str(data)}
    return lambda *words: told(settings, "campaign", *words, "--campaign", code)


def test_settings_are_set_and_shown(chafang):
    code, answer = chafang("set", "notice_days", "5")
    assert (code, answer["settings"]["notice_days"]) == (0, 5)
    chafang("set", "verification_levels", "county,city")
    _, shown = chafang("show")
    assert shown["settings"]["verification_levels"] == ["county", "city"]
    assert shown["trial"] is None


def test_what_rules_ask_for_waits_to_be_tried(chafang):
    _, answer = chafang("set", "days.major", "5")
    assert answer["settings"]["days"]["major"] == 7
    assert answer["trial"]["settings"]["days"]["major"] == 5
    assert answer["trial"]["state"] == "trying"
    code, refused = chafang("apply")
    assert (code, refused["error"]["code"]) == (2, "wrong_state")
    _, dropped = chafang("drop")
    assert dropped["trial"] is None


def test_what_cannot_be_meant_is_refused_in_words(chafang):
    code, answer = chafang("set", "notice_days", "many")
    assert (code, answer["error"]["code"]) == (2, "setting_notice_days")
    code, answer = chafang("set", "colour", "red")
    assert "verification_levels" in answer["error"]["text"]
