"""An export is a whole file under its name, or nothing is changed."""

import shutil
from functools import partial

import pytest

from server.db import writing
from tests.server.cli.terminal import told
from tests.server.conftest import close, office
from tests.server.reports.stock import Stock


@pytest.fixture
def chafang(tmp_path, sqlite_template):
    """Give the command, over a campaign with one finding."""
    data = tmp_path / "data"
    shutil.copytree(sqlite_template, data)
    app = office(data)
    with app.app_context(), writing() as session:
        stock = Stock(session)
        stock.finding(stock.submission())
    close(app)
    return partial(told, {"CHAFANG_DATA": str(data)})


def test_a_forms_ledger_and_submissions_are_written(chafang, tmp_path):
    for what in ("ledger", "submissions"):
        out = tmp_path / f"{what}.xlsx"
        code, answer = chafang("export", what, "--form", "apps", "--out", out)
        assert (code, answer["rows"]) == (0, 1)
        assert out.stat().st_size == answer["bytes"] > 0


@pytest.mark.parametrize("kind", ["book", "summary", "apps"])
def test_sheets_are_written_by_their_kind(chafang, tmp_path, kind):
    out = tmp_path / f"{kind}.xlsx"
    code, answer = chafang("export", kind, "--as-of", "2026-03-12", "--out", out)
    assert (code, answer["rows"]) == (0, 0)
    assert out.stat().st_size == answer["bytes"] > 0


@pytest.mark.parametrize(
    ("kind", "ending", "begins"),
    [("situation", "docx", b"PK"), ("situation", "pdf", b"%PDF-")],
)
def test_papers_are_written_by_the_ending(chafang, tmp_path, kind, ending, begins):
    out = tmp_path / f"a.{ending}"
    chafang("export", kind, "--out", out)
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize("what", ["ledger", "submissions", "book"])
def test_a_folder_that_is_not_there_is_one_sentence(chafang, tmp_path, what):
    nowhere = tmp_path / "nowhere"
    code, answer = chafang("export", what, "--out", nowhere / "y.xlsx")
    assert (code, answer["error"]["code"]) == (2, "folder_missing")
    assert f"没有文件夹 {nowhere}。" in answer["error"]["text"]


def test_a_name_that_the_folder_does_not_take_is_one_sentence(chafang, tmp_path):
    out = tmp_path / f"{'n' * 250}.xlsx"
    code, answer = chafang("export", "ledger", "--out", out)
    assert (code, answer["error"]["code"]) == (2, "folder_unwritable")
    assert answer["error"]["text"].startswith(f"不能写入 {tmp_path}：")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ledger", "--campaign", "other"), "campaign_unknown"),
        (("ledger", "--team", "DZ-99"), "team_unknown"),
        (("submissions", "--team", "DZ-99"), "team_unknown"),
        (("ledger", "--form", "other"), "form_not_here"),
        (("submissions", "--form", "other"), "form_not_here"),
        (("book", "--team", "DZ-99"), "team_unknown"),
    ],
)
def test_what_is_not_there_is_refused_and_the_old_file_stays(
    chafang, tmp_path, words, why
):
    out = tmp_path / "out" / "old.xlsx"
    out.parent.mkdir()
    out.write_bytes(b"old")
    code, answer = chafang("export", *words, "--out", out)
    assert (code, answer["error"]["code"]) == (2, why)
    assert [(one.name, one.read_bytes()) for one in out.parent.iterdir()] == [
        ("old.xlsx", b"old")
    ]
