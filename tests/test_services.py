"""The servers that tests stand on do what is said of them."""

import psycopg
import pytest

from tests.services import run


@pytest.mark.postgres
def test_each_test_gets_an_empty_database_of_its_own(postgres, postgres_url):
    other = postgres.fresh()
    with psycopg.connect(postgres_url) as one, psycopg.connect(other) as two:
        one.execute("CREATE TABLE visit (code text)")
        one.commit()
        found = two.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'visit'")
        assert found.fetchone() == (0,)
    postgres.drop(other)


@pytest.mark.postgres
def test_a_template_is_furnished_once_and_copied(postgres):
    furnished = []

    def furnish(url):
        furnished.append(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE plaque (title text)")

    for _ in range(2):
        name = postgres.template("with_a_table", furnish)
        url = postgres.fresh(template=name)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT * FROM plaque").fetchall() == []
        postgres.drop(url)
    assert len(furnished) == 1


def test_a_shared_server_is_started_once():
    starts = []

    def start(room):
        starts.append(room)
        return {"processes": []}

    first = run.shared("once", start)
    assert run.shared("once", start) == first
    assert len(starts) == 1


@pytest.mark.postgres
def test_a_lent_database_is_as_it_was_whatever_was_done_to_it(postgres):
    def furnish(url):
        with psycopg.connect(url) as connection:
            connection.execute(
                "CREATE TABLE site (id serial PRIMARY KEY);"
                "CREATE TABLE photo (id serial, site int REFERENCES site);"
                "INSERT INTO site DEFAULT VALUES; INSERT INTO photo (site) VALUES (1)"
            )

    name = postgres.template("with_rows", furnish)
    with psycopg.connect(postgres.lend(name)) as connection:
        connection.execute("INSERT INTO site DEFAULT VALUES; DELETE FROM photo")
    with psycopg.connect(postgres.lend(name)) as connection:
        added = connection.execute("INSERT INTO site DEFAULT VALUES RETURNING id")
        assert added.fetchone() == (2,)
        kept = connection.execute("SELECT id, site FROM photo")
        assert kept.fetchall() == [(1, 1)]
