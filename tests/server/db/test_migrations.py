"""The schema: what migrations build is what the models say, on both databases."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import count

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    func,
    insert,
    inspect,
    select,
    text,
)

from server import schema
from server.db import db
from server.models import (
    CaseConference,
    ClueTransfer,
    ConferenceDecision,
    Finding,
    Installation,
    Proof,
    Rectification,
    Referral,
    RuleBook,
    RuleBookList,
)
from tests.actors.places import running

#: A form with two rule books, as the first schema kept them: one a copy, one its own.
BEFORE = """
INSERT INTO campaign (id, code, name, number_prefix, room, region_code, settings, seq, created_at) VALUES (1, 'c', 'c', 'CC', 'r', '370000000000', '{}', 0, '2026-03-01 00:00:00+00:00')
INSERT INTO form (id, key, campaign_id, form_id, title, state, created_at) VALUES (1, 'f', 1, 'f', 'f', 'open', '2026-03-01 00:00:00+00:00')
INSERT INTO form_version (id, campaign_id, form_id, version, title, xform_md5, source_name, rules, warnings, media_names, published_at) VALUES (1, 1, 1, '1', 'f', '', '', '[{"rule": "A"}]', '[]', '[]', '2026-03-01 00:00:00+00:00')
INSERT INTO rule_book (id, key, campaign_id, form_id, number, source_name, rules, parameters, state, cursor, looked_at, total, created_at) VALUES (1, 'a', 1, 1, 1, '', '[{"rule": "A"}]', '{}', 'applied', 0, 0, 0, '2026-03-01 00:00:00+00:00')
INSERT INTO rule_book (id, key, campaign_id, form_id, number, source_name, rules, parameters, state, cursor, looked_at, total, created_at) VALUES (2, 'b', 1, 1, 2, '', '[{"rule": "B"}]', '{}', 'tried', 0, 0, 0, '2026-03-01 00:00:00+00:00')
INSERT INTO rule_book_list (id, rule_book_id, name, content) VALUES (1, 1, 'kept.csv', CAST('a' AS {bytes}))
"""  # noqa: E501 - a row is one line


BYTES = {"sqlite": "BLOB", "postgresql": "BYTEA"}


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


WORDS = ("submission_words", "finding_words")


def _of_the_models(name, kind, _parents):
    """Leave out the text index: it is each database's own (server.db.search)."""
    return kind != "table" or not name.startswith(WORDS)


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


def test_rule_books_of_before_let_go_of_rules_that_they_only_copied(empty):
    with running(empty) as app, app.app_context():
        with db.engines["writer"].begin() as connection:
            command.upgrade(schema._config(connection), "0001")
            kind = BYTES[connection.dialect.name]
            for line in BEFORE.strip().splitlines():
                connection.exec_driver_sql(line.replace("{bytes}", kind))
        schema.upgrade()
        books = db.session.query(RuleBook).order_by(RuleBook.number)
        assert [book.rules for book in books] == [None, [{"rule": "B"}]]
        (brought,) = db.session.query(RuleBookList)
        assert brought.md5 == hashlib.md5(b"a", usedforsecurity=False).hexdigest()
        db.session.remove()


def test_every_table_of_one_campaign_leads_with_it(empty):
    """Campaigns spread over servers by this column (architecture, section 6)."""
    alone = {
        "alembic_version",
        "app_user",
        "campaign",
        "delivery",
        "draft_photo",
        "draft_submission",
        "failed_sign_in",
        "finding_evidence",
        "form_draft_file",
        "form_edit",
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


def test_who_oversaw_a_finding_keeps_its_days_and_every_row_stays(empty):
    """0002: oversight was a column of the finding; it becomes a part, by spells."""
    with running(empty) as app, app.app_context():
        with db.engines["writer"].begin() as connection:
            command.upgrade(schema._config(connection), "0001")
            rows = Rows(connection)
            unit, county = rows.add("unit"), {"region_code": "371424000000"}
            finding = rows.add("finding", finding_no="N1", **county)
            merged = rows.add("finding", merged_into_id=finding, **county)
            led = rows.add("rectification", finding_id=finding, part="lead")
            rows.add("proof", finding_id=finding, rectification_id=led)
            for number, overseer in enumerate((None, unit, unit, None)):
                rows.add(
                    "finding_version",
                    finding_id=finding,
                    from_seq=number,
                    from_at=MOMENTS[number],
                    to_at=[*MOMENTS, None][number + 1],
                    state={"oversight_unit_id": overseer},
                )
        schema.upgrade()
        spells = db.session.scalars(Rectification.ever(finding)).all()
        (oversees,) = [row for row in spells if row.id != led]
        assert (oversees.part, oversees.unit_id) == ("oversee", unit)
        until = (oversees.assigned_at, oversees.released_at)
        assert until == (MOMENTS[1], MOMENTS[3])
        kept = db.session.get_one(Finding, merged)
        assert (kept.merged_into_id, kept.manifest_level) == (finding, "")
        assert db.session.get_one(Finding, finding).manifest_level == "county"
        assert db.session.query(Proof).one().rectification_id == led


def test_a_folder_of_any_version_keeps_every_row(empty):
    """Each step finds a row in every table that was there before it."""
    with running(empty) as app, app.app_context():
        counted: dict[str, int] = {}
        for revision in schema.revisions():
            with db.engines["writer"].begin() as connection:
                command.upgrade(schema._config(connection), revision)
            with db.engines["writer"].begin() as connection:
                rows = Rows(connection)
                now = rows.counted()
                assert counted == {name: now[name] for name in counted}, revision
                rows.fill()
                counted = rows.counted()
        assert schema.is_current()


MOMENTS = [datetime(2026, 4, day, 9, tzinfo=UTC) for day in (1, 2, 3, 4)]


def test_a_referral_finds_its_clue_and_letters_their_register(empty):
    """0026: the digest stood in the referral; every register counts for itself."""
    with running(empty) as app, app.app_context():
        with db.engines["writer"].begin() as connection:
            command.upgrade(schema._config(connection), "0025")
            rows = Rows(connection)
            finding, day = rows.add("finding"), {"received_on": date(2026, 3, 1)}
            linked = {"finding_id": finding, "finding_link": "from", **day}
            clue = rows.add("clue", region_code="371400000000", **linked)
            made = {"finding_id": finding, "reason": "打卡"}
            rows.add("referral", referred_on=date(2026, 3, 1), **made)
            rows.add("referral", referred_on=date(2026, 1, 9), **made)
            rows.add("clue_transfer", clue_id=clue)
            rows.add("conference_decision", clue_id=clue, words="核查")
        schema.upgrade()
        told = [(one.clue_id, one.reason) for one in db.session.query(Referral)]
        assert sorted(told, key=str) == [(clue, ""), (None, "打卡")]
        assert db.session.query(ClueTransfer).one().region_code == "371400000000"
        decided = db.session.query(ConferenceDecision).one()
        (meeting,) = db.session.query(CaseConference)
        assert (decided.words, decided.conference_id) == ("核查", meeting.id)


class Rows:
    """Writes rows into tables as they are, with whatever else they need."""

    def __init__(self, connection):
        self.connection = connection
        self.tables = MetaData()
        self.tables.reflect(connection)
        self.count = count(1)

    def add(self, name, **told):
        """Add a row, and the rows that it cannot be without; answer its id."""
        table = self.tables.tables[name]
        for column in table.columns:
            if not column.nullable and column.name not in told:
                told[column.name] = self._least(column)
        self.connection.execute(insert(table).values(**told))
        return told.get("id")

    def fill(self):
        """Write a row into every table that has none, its parents known."""
        for table in self._kept():
            if not self._size(table):
                self.add(table.name, **self._parents(table))

    def counted(self):
        """Say how many rows each table has."""
        return {table.name: self._size(table) for table in self._kept()}

    def _kept(self):
        return [
            table
            for table in self.tables.sorted_tables
            if not table.name.startswith((*WORDS, "alembic_version", "job"))
        ]

    def _size(self, table):
        return self.connection.scalar(select(func.count()).select_from(table))

    def _parents(self, table):
        """Name what an optional column may point at, as far as it is there."""
        known = {
            key.parent.name: self.connection.scalar(select(func.min(key.column)))
            for column in table.columns
            if column.nullable
            for key in column.foreign_keys
        }
        return {name: value for name, value in known.items() if value is not None}

    def _least(self, column):
        if column.foreign_keys:
            (key,) = column.foreign_keys
            return self._parent(key.column)
        number = next(self.count)
        kinds = {
            Integer: number,
            Boolean: False,
            Date: date(2026, 3, 1),
            DateTime: MOMENTS[0],
            LargeBinary: b"",
            JSON: {},
        }
        fits = (least for kind, least in kinds.items() if isinstance(column.type, kind))
        return next(fits, f"x{number}")

    def _parent(self, column):
        """Give the first row of a table, made if there is none."""
        known = self.connection.scalar(select(func.min(column)))
        return known if known is not None else self.add(column.table.name)
