"""The terminal names the row and the column of each error, in one's language."""

import json

import pytest
from click.testing import CliRunner

from server.cli import main
from server.cli.tongue import tongue
from tests.actors.places import furnished_settings

UNITS = "区划代码,代码,名称,类别\n{0},DZ-900,,部门\n{0},DZ-901,某局,不存在\n"


@pytest.fixture
def chafang(tmp_path, furnished):
    """Give the command and a list of units with an error in each of two rows."""
    settings = furnished_settings(tmp_path, furnished)
    file = tmp_path / "units.csv"
    file.write_text(UNITS.format("371424000000"), "utf-8")

    def run(*words, **more):
        told = {**settings, "LC_ALL": "", "LANG": "C.UTF-8", **more}
        asked = ["import", "units", str(file), "--dry-run", *words]
        return CliRunner().invoke(main, asked, env=told)

    return run


def test_each_error_says_its_row_and_column(chafang):
    done = chafang()
    assert done.exit_code == 2
    assert "第 2 行“名称”：不能为空" in done.stdout
    assert "第 3 行“类别”：" in done.stdout


def test_json_says_the_same(chafang):
    told = json.loads(chafang("--json").stdout)
    first, second = told["errors"]
    assert (first["row"], first["column"], first["code"]) == (2, "名称", "empty")
    assert first["text"].startswith("第 2 行“名称”：")
    assert second["text"].startswith("第 3 行“类别”：")


def test_a_picture_is_no_table_and_that_is_said_in_both_languages(tmp_path):
    picture = tmp_path / "pic.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    done = CliRunner().invoke(main, ["import", "units", str(picture)])
    assert done.exit_code == 2
    assert "pic.xlsx 不是表格，无法读取。请用模板" in done.stderr
    assert "pic.xlsx is no table. Fill in" in done.stderr
    assert "not_a_table" not in done.stderr


@pytest.mark.parametrize(
    ("words", "more"), [(["--lang", "en"], {}), ([], {"LANG": "en_GB.UTF-8"})]
)
def test_whoever_reads_english_is_told_in_english(chafang, words, more):
    told = chafang(*words, **more).stdout
    assert "Row 2, column “名称”: " in told
    assert "行“" not in told


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        (None, {}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {}, "en"),
    ],
)
def test_a_language_that_was_asked_for_goes_before_the_systems(chosen, system, spoken):
    assert tongue(chosen, system) == spoken
