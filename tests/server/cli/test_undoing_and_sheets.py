"""Imports are listed and undone, and sheets of codes written, by command."""

from __future__ import annotations

from functools import partial

import pytest

from tests.actors.places import furnished_settings
from tests.server.cli.terminal import told

UNITS = "代码,名称,区划代码\nDZ-900,某局,371424000000\n"


@pytest.fixture
def chafang(tmp_path, furnished):
    settings = furnished_settings(tmp_path, furnished)

    return partial(told, settings)


def test_an_import_is_listed_and_undone_by_its_key(chafang, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(UNITS, "utf-8")
    assert chafang("import", "units", file)[1]["adds"] == 1
    (told,) = chafang("import", "list")[1]["imports"]
    assert (told["kind"], told["file"], told["undone"]) == ("units", "units.csv", False)
    assert chafang("import", "undo", told["key"])[1]["undone"] is True
    assert chafang("import", "undo", told["key"])[0] != 0


def test_a_sheet_for_all_teams_is_one_file(chafang, tmp_path):
    out = tmp_path / "codes.pdf"
    _, told = chafang("device", "enrol", "--sheet", out, "--days", 2)
    assert told["cards"] == 4
    assert out.read_bytes().startswith(b"%PDF-")
    _, told = chafang("device", "enrol", "--sheet", out, "--team", "DZ08")
    assert told["cards"] == 1


def test_without_a_team_or_a_sheet_the_command_says_what_it_needs(chafang):
    assert chafang("device", "enrol")[0] == 2
