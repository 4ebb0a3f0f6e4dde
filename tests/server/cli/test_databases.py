"""A database that cannot be brought up to date is told in a sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from click.testing import CliRunner

from server.cli import main
from tests.actors.places import furnished_settings


def test_a_failed_migration_says_what_to_do_and_that_nothing_was_changed(
    tmp_path, furnished
):
    settings = furnished_settings(tmp_path, furnished)
    with closing(sqlite3.connect(tmp_path / "data" / "chafang.sqlite3")) as base:
        # As if somebody had made the newest one's column by hand.
        base.execute("UPDATE alembic_version SET version_num = '0024'")
        base.commit()
    for _again in range(2):
        done = CliRunner().invoke(main, ["db", "upgrade"], env=settings)
        assert done.exit_code == 1
        assert "数据库没能升级，数据和原来一样" in done.output
        assert "Traceback" not in done.output
