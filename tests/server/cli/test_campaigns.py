"""Campaigns at a terminal: listed, named, refused in words; a new folder is told."""

import json

import pytest
from click.testing import CliRunner

from server.cli import main

CREATE = ("campaign", "create", "--region", "371400")


@pytest.fixture
def chafang(tmp_path):
    """Give the command over a folder that is not there yet."""
    told = {"CHAFANG_DATA": str(tmp_path / "new")}
    return lambda *words: CliRunner().invoke(main, words, env=told)


def test_campaigns_are_listed_and_named_when_one_is_to_be_chosen(chafang):
    assert "请先用 chafang campaign create" in chafang("import", "list").stderr
    chafang(*CREATE, "dz", "--name", "德州")
    chafang(*CREATE, "ly", "--name", "临沂")
    listed = json.loads(chafang("campaign", "list", "--json").stdout)["campaigns"]
    assert [(one["code"], one["name"]) for one in listed] == [
        ("dz", "德州"),
        ("ly", "临沂"),
    ]
    assert listed[0]["region"] == "371400000000"
    assert "dz  德州  371400000000" in chafang("campaign", "list").stdout
    refused = chafang("import", "list")
    assert refused.exit_code == 2
    assert "现有：dz, ly" in refused.stderr


def test_a_folder_made_by_the_way_is_named_beside_the_answer(chafang, tmp_path):
    first = chafang("campaign", "list", "--json")
    assert str(tmp_path / "new") in first.stderr
    assert json.loads(first.stdout) == {"campaigns": []}
    assert chafang("campaign", "list", "--json").stderr == ""


def test_whoever_opens_a_campaign_knows_of_the_folder(chafang):
    assert chafang(*CREATE, "dz").stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*CREATE, "Bad Code!"), "请用 1—32 个字母、数字、- 或 _"),
        ((*CREATE, "a", "--prefix", "x"), "2—16 个大写字母或数字"),
        (("campaign", "create", "a", "--region", "x"), "请用区划代码"),
        (("user", "create", "x", "--role", "inspector"), "请用 --team"),
        (("user", "create", "x", "--role", "unit_contact"), "请用 --unit"),
        (("device", "enrol"), "没有写明给谁登记。"),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_the_way_out(chafang, words, said):
    chafang(*CREATE, "dz")
    refused = chafang(*words)
    assert (refused.exit_code, said in refused.stderr) == (2, True)
