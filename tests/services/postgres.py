"""A throw-away PostgreSQL: one server for a run, one database for a test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import dataclass
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

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made, whoever is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self._say("DROP DATABASE {} WITH (FORCE)", name)

    def _say(self, words: str, *names: str) -> None:
        statement = sql.SQL(words).format(*map(sql.Identifier, names))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


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
