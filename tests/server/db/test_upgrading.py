"""A data folder of before: what it holds is counted and asked after the upgrade."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import inspect, text

from server import schema
from server.db import one_at_a_time, search, writing
from server.models import Answer, Mention, RuleFired, Submission, Thing
from tests.actors.forms import APPS, VISIT

APP_BURDEN = APPS.replace("| apps    | 1", "| app_burden | 1").replace(
    "issuer    | Issuer", "issuer_unit | Issuer"
)


def test_what_a_folder_of_before_holds_is_filled_in(office, device):
    office.publish(VISIT)
    office.publish(APP_BURDEN.partition("distinct")[0])
    device.fill("visit", site_name="孟寺镇人民政府", minutes=75)
    device.fill("app_burden", app=[{"app_name": "网格e通", "issuer_unit": "县局"}])
    device.push()
    office.work()
    with office.reading() as session:
        before = [one.answers for one in session.query(Submission)]
    _down_and_up(office)
    with office.reading() as session:
        assert session.query(Answer).count() == 0
        assert [one.rule for one in session.query(RuleFired)] == ["V02"]
    office.work()
    assert office.failures() == []
    with office.reading() as session:
        assert [one.name for one in session.query(Thing)] == ["网格e通"]
        assert session.query(Mention).count() == 1
        values = {(one.question, one.value) for one in session.query(Answer)}
        assert {("minutes", "75"), ("app_name", "网格e通")} <= values
        assert len(session.scalars(search.holding("寺镇人民")).all()) == 1
        assert [one.answers for one in session.query(Submission)] == before


def test_a_migration_that_fails_is_a_sentence_and_takes_everything_back(office):
    with office.app.app_context():
        with writing() as session:
            connection = session.connection()
            one_at_a_time(connection, "schema")
            command.downgrade(schema._config(connection), "0024")
            connection.execute(text("ALTER TABLE referral RENAME TO elsewhere"))
        with pytest.raises(schema.MigrationFailed, match="referral"):
            schema.upgrade()
        with writing() as session:
            there = inspect(session.connection())
            assert schema._kept(session.connection()) == "0024"
            columns = {one["name"] for one in there.get_columns("arrangement")}
            assert "people" not in columns
            session.connection().execute(
                text("ALTER TABLE elsewhere RENAME TO referral")
            )
        assert schema.upgrade() == schema.revisions()[-1]


def _down_and_up(office):
    with office.app.app_context():
        with writing() as session:
            connection = session.connection()
            one_at_a_time(connection, "schema")
            command.downgrade(schema._config(connection), "0006")
        schema.upgrade()
