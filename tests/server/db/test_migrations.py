"""The schema: what migrations build is what the models say, on both databases."""

import os
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from server import schema
from server.db import db, search
from server.models import Installation
from tests.actors.places import running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    """Give the settings of an office without a table."""
    chosen = {"CHAFANG_DATA": str(tmp_path / "empty")}
    if request.param == "sqlite":
        yield chosen
        return
    url = request.getfixturevalue("postgres_url")
    yield {**chosen, "CHAFANG_DATABASE_URL": url}


def test_migrations_up_are_what_the_models_say(empty):
    with running(empty) as app, app.app_context():
        schema.upgrade()
        with db.engines["writer"].connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": True,
                    "compare_server_default": True,
                    "include_name": _of_the_models,
                },
            )
            assert compare_metadata(context, db.metadatas[None]) == []


def _of_the_models(name, kind, _parents):
    """Leave out the text index: it is each database's own (server.db.search)."""
    return kind != "table" or not name.startswith(search.NAME)


def test_upgrading_twice_changes_nothing(empty):
    with running(empty) as app, app.app_context():
        first = schema.upgrade()
        epoch = db.session.query(Installation).one().epoch
        db.session.remove()
        assert schema.upgrade() == first
        assert db.session.query(Installation).one().epoch == epoch
        assert schema.is_current()


def test_commands_that_start_at_once_make_one_schema(empty):
    starting = [
        subprocess.Popen(
            [sys.executable, "-m", "server.cli", "db", "upgrade"],
            env={**os.environ, **empty},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(4)
    ]
    told = [each.communicate()[0] for each in starting]
    assert [
        (each.returncode, said)
        for each, said in zip(starting, told, strict=True)
        if each.returncode
    ] == []
    with running(empty) as app, app.app_context():
        assert db.session.query(Installation).count() == 1


def test_a_newer_schema_is_left_alone(empty):
    with running(empty) as app, app.app_context():
        schema.upgrade()
        with db.engines["writer"].begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
        before = sorted(inspect(db.engines["writer"]).get_table_names())
        with pytest.raises(schema.NewerSchema):
            schema.upgrade()
        assert sorted(inspect(db.engines["writer"]).get_table_names()) == before


def test_every_table_of_one_campaign_leads_with_it(empty):
    """Campaigns spread over servers by this column (architecture, section 6)."""
    alone = {
        "alembic_version",
        "app_user",
        "campaign",
        "delivery",
        "failed_sign_in",
        "finding_evidence",
        "form_file",
        "installation",
        "region",
        "rule_book_list",
        "rule_difference",
        "sign_in",
    }
    with running(empty) as app, app.app_context():
        tables = db.metadatas[None].tables
    without = {name for name, t in tables.items() if "campaign_id" not in t.c}
    assert without <= alone
