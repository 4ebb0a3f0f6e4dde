"""Real servers: waitress in a thread, or the command in a process of its own."""

from __future__ import annotations

import dataclasses
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30


@contextmanager
def served(app: Flask, base_url: str | None = None) -> Iterator[str]:
    """Serve an application on a free port of this machine; give its address."""
    server: Any = waitress.create_server(
        app, host="127.0.0.1", port=0, threads=8, clear_untrusted_proxy_headers=True
    )
    url = f"http://127.0.0.1:{server.effective_port}"
    known = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(known, base_url=base_url or url)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        # In the server's own thread: nobody else may touch its connections.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=PATIENCE)
        server.task_dispatcher.shutdown()


class Served:
    """`chafang serve` as people start it: it can be killed and started again."""

    def __init__(self, settings: Mapping[str, str], port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        data = Path(settings["CHAFANG_DATA"])
        self.log = data.parent / "server.log"
        self.environment = environment(settings)
        self.process: subprocess.Popen[bytes] | None = None
        self.ended: int | None = None

    def start(self, program: Sequence[str] = ("-m", "server.cli")) -> None:
        words = [sys.executable, *program, "serve", f"--port={self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                words, env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        self._await()

    def kill(self) -> None:
        """End it as a power cut would: no chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def wait(self) -> None:
        """Wait until it has died by itself."""
        if self.process is not None:
            self.ended = self.process.wait(PATIENCE)
            self.process = None

    def _end(self, sign: int) -> None:
        if self.process is not None:
            self.process.send_signal(sign)
            self.wait()

    def _await(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(self.log.read_text())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError(self.log.read_text())


def command(
    settings: Mapping[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    """Run `chafang` beside whatever is running."""
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *words],
        env=environment(settings),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("CHAFANG_")}
    return {**inherited, **settings}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
