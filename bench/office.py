"""An office for one measurement: a new data folder, a published form, a server."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

COMMAND = Path(sys.executable).with_name("chafang")
CAMPAIGN, TEAM = "bench", "T01"
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Office:
    """A running office and what its phones need to know."""

    folder: Path
    pid: int
    ready_seconds: float
    openrosa_url: str
    field_link: str

    @property
    def address(self) -> str:
        """Name the server itself."""
        return self.openrosa_url.partition("/v1/")[0]

    def jobs(self) -> int:
        """Count the jobs that are not done yet."""
        return self._count("SELECT count(*) FROM job WHERE state != 'failed'")

    def failed(self) -> int:
        """Count the jobs that were given up."""
        return self._count("SELECT count(*) FROM job WHERE state = 'failed'")

    def events(self) -> int:
        """Count the events written so far."""
        return self._count("SELECT count(*) FROM event")

    def candidates(self) -> int:
        """Count what the rules have proposed so far."""
        return self._count("SELECT count(*) FROM finding")

    def seconds_between(self, first: str, last: str) -> float:
        """Tell how long it was from the last event of one kind to that of another."""
        moment = "SELECT (julianday(max(at)) - 2440587.5) * 86400000 FROM event"
        asked = (f"{moment} WHERE action = '{action}'" for action in (first, last))
        began, ended = (self._count(each) for each in asked)
        return max(1, ended - began) / 1000

    def _count(self, question: str) -> int:
        file = f"file:{self.folder / 'chafang.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=30)) as rows:
            return int(rows.execute(question).fetchone()[0])


@contextmanager
def opened(folder: Path, *books: Path) -> Iterator[Office]:
    """Prepare an office that offers these forms and serve it until left."""
    port = _free_port()
    surroundings = placed(folder, port)
    _prepare(folder, surroundings, books)
    team = ("--campaign", CAMPAIGN, "--team", TEAM)
    key = told(surroundings, "device", "enrol", *team)
    url = str(key["openrosa_url"])
    with served(surroundings, port, f"{url}/formList") as (pid, ready):
        yield Office(folder, pid, ready, url, str(key["field_link"]))


@contextmanager
def demonstrated(folder: Path) -> Iterator[Office]:
    """Serve the demonstration that a folder already holds, until left."""
    port = _free_port()
    surroundings = placed(folder, port)
    url = surroundings["CHAFANG_BASE_URL"]
    with served(surroundings, port, f"{url}/sign-in") as (pid, ready):
        yield Office(folder, pid, ready, f"{url}/v1/", "")


def placed(folder: Path, port: int = 0) -> dict[str, str]:
    """Give the surroundings in which commands work on a folder."""
    return {
        **os.environ,
        "CHAFANG_DATA": str(folder),
        "CHAFANG_BASE_URL": f"http://127.0.0.1:{port}",
    }


@contextmanager
def served(
    surroundings: dict[str, str], port: int, page: str
) -> Iterator[tuple[int, float]]:
    """Run the server until left; give its process and after how long it answered."""
    words = [str(COMMAND), "serve", "--port", str(port)]
    with Path(surroundings["CHAFANG_DATA"], "serve.log").open("w") as log:
        began = time.perf_counter()
        server = subprocess.Popen(words, env=surroundings, stdout=log, stderr=log)
    try:
        yield server.pid, _wait_for(page, began)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def _prepare(
    folder: Path, surroundings: dict[str, str], books: tuple[Path, ...]
) -> None:
    teams = folder / "teams.csv"
    teams.write_text(f"code,name\n{TEAM},Bench\n")
    told(surroundings, "campaign", "create", CAMPAIGN)
    told(surroundings, "import", "teams", str(teams), "--campaign", CAMPAIGN)
    for book in books:
        told(surroundings, "form", "publish", str(book), "--campaign", CAMPAIGN)


def told(surroundings: dict[str, str], *words: str) -> dict[str, object]:
    """Run a command of the office; answer what it tells."""
    done = subprocess.run(
        [str(COMMAND), *words, "--json"],
        env=surroundings,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"chafang {' '.join(words)} ended with {done.returncode}")
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(page: str, began: float) -> float:
    while time.perf_counter() - began < PATIENCE:
        try:
            with urlopen(page, timeout=5):
                return round(time.perf_counter() - began, 2)
        except OSError:
            time.sleep(0.02)
    sys.exit("The server did not get ready.")
