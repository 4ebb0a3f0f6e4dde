"""A throw-away PostgreSQL: one server for a run, one database for a test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bootstrap import postgres
from tests.services import run

# Nothing here must survive a power cut, so nothing waits for the disk.
HASTE = (
    "-F -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"
    " -c shared_buffers=32MB -c listen_addresses="
)

#: Rows are put back without asking in which order they refer to one another.
REMEMBER = """
CREATE SCHEMA kept;
CREATE TABLE kept.sequences AS
  SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
DO $$
DECLARE one text;
BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', one, one);
  END LOOP;
END $$;
CREATE FUNCTION kept.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one text;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DELETE FROM public.%I', one);
    EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', one, one);
  END LOOP;
  PERFORM setval(format('public.%I', name)::regclass,
    coalesce(last_value, 1), last_value IS NOT NULL) FROM kept.sequences;
END $$;
"""


class PostgresMissing(Exception):
    """There is no PostgreSQL here; says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, reached through a socket in its own folder."""

    folder: Path

    def url(self, database: str) -> str:
        """Give the address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def fresh(self, template: str = "template0") -> str:
        """Create a database, empty or like a template; give its address."""
        name = f"test_{uuid.uuid4().hex}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def template(self, name: str, furnish: Callable[[str], None]) -> str:
        """Create a template once in a run; `furnish` gets its address to fill it."""
        with run.locked(f"template-{name}"):
            ready = run.folder() / f"template-{name}.ready"
            if not ready.exists():
                self._say("CREATE DATABASE {} TEMPLATE template0", name)
                furnish(self.url(name))
                ready.touch()
        return name

    def lend(self, template: str) -> str:
        """Lend this process's own database, as the template was; give its address.

        One at a time: making a database takes longer than most tests.
        """
        url = _own(self, template)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT kept.restore()")
        return url

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made, whoever is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self._say("DROP DATABASE {} WITH (FORCE)", name)

    def _say(self, words: str, *names: str) -> None:
        statement = sql.SQL(words).format(*map(sql.Identifier, names))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@cache
def _own(server: Server, template: str) -> str:
    """Make a database that remembers what was in it at first."""
    url = server.fresh(template)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(REMEMBER)
    return url


def server() -> Server:
    """Give the run's server, starting it if need be; raises PostgresMissing."""
    programs = postgres.find()
    if programs is None:
        raise PostgresMissing("no PostgreSQL here; `make test` fetches one")
    known = run.shared("postgres", lambda room: _start(room, programs))
    return Server(Path(known["folder"]))


def _start(room: Path, programs: Path) -> dict[str, Any]:
    owner = _owner()
    if owner:
        os.chown(room, owner.pw_uid, owner.pw_gid)
        programs = _reachable(room, programs)
    data = room / "data"
    _as(owner, programs / "initdb", "--no-sync", "--auth=trust", "--username=postgres",
        "--encoding=UTF8", "--no-locale", f"--pgdata={data}")  # fmt: skip
    _as(owner, programs / "pg_ctl", "start", "--wait", "--silent", f"--pgdata={data}",
        f"--log={room / 'log'}", f"--options={HASTE} -k {room}")  # fmt: skip
    number = int((data / "postmaster.pid").read_text().partition("\n")[0])
    return {"folder": str(room), "processes": [number]}


def _owner() -> pwd.struct_passwd | None:
    """Give the user it must run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _reachable(room: Path, programs: Path) -> Path:
    """Copy the programs when they lie in a home that their user may not enter."""
    if programs != postgres.PROGRAMS:
        return programs
    copy = shutil.copytree(postgres.FETCHED, room / "programs", symlinks=True)
    return copy / programs.relative_to(postgres.FETCHED)


def _as(owner: pwd.struct_passwd | None, program: Path, *words: str) -> None:
    change = [] if owner is None else [
        "setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}",
        "--clear-groups",
    ]  # fmt: skip
    command = [*change, str(program), *words]
    done = subprocess.run(
        command, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=None
    )
    if done.returncode:
        raise RuntimeError(f"{program.name} ended with {done.returncode}")
