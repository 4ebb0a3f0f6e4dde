"""`chafang serve` and `chafang worker`."""

from __future__ import annotations

import dataclasses
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from server import schema
from server.app import create_app
from server.cli import journal, phones
from server.cli.place import remember_address, settings
from server.cli.ports import PORT, ensure_free, with_next
from server.cli.told import Told, command
from server.cli.web import CONNECTIONS, server_behind_relay, web_server
from server.cli.welcome import welcome
from server.config import Settings
from server.jobs import Worker
from server.tls import Front, serve_tls

#: Makes the files that were asked for, and ends; pages and phones come first.
EXPORTER = ("nice", "-n", "19", sys.executable, "-m", "server.cli", "jobs", "exports")


def hang(main: click.Group) -> None:
    """Add the commands that stay."""

    @command(main, "serve")
    @click.option("--host", help="127.0.0.1; with --tls all addresses.")
    @click.option("--port", type=PORT, default=8000, show_default=True)
    @click.option("--tls", is_flag=True, help="For phones: HTTPS with our own CA.")
    def serve(host: str | None, port: int, tls: bool) -> Told:  # noqa: FBT001
        """Serve pages, phones and jobs; large files are made by a process beside."""
        journal.keep()
        if tls:
            run_tls(settings(), host or "0.0.0.0", port)  # noqa: S104 - for phones
        else:
            own = host or "127.0.0.1"
            ensure_free(own, port)
            run(opened(told_base(settings(), f"http://{own}:{port}")), own, port)
        return Told({"stopped": True})

    @command(main, "worker")
    def worker() -> Told:
        """Run jobs in a process of its own, beside any number of servers."""
        journal.keep()
        toiler = Worker(opened(settings()), EXPORTER)
        signal.signal(signal.SIGTERM, lambda *_: toiler.stop())
        toiler.work()
        return Told({"stopped": True})


def told_base(chosen: Settings, url: str) -> Settings:
    """Let the address that is listened on be ours, unless another is set."""
    if os.environ.get("CHAFANG_BASE_URL"):
        return chosen
    return dataclasses.replace(chosen, base_url=url)


def opened(chosen: Settings) -> Flask:
    """Make the application with its tables up to date."""
    app = create_app(chosen)
    with app.app_context():
        schema.upgrade()
    return app


def run(app: Flask, host: str, port: int) -> None:
    """Serve until told to stop; the worker runs beside the pages."""
    chosen: Settings = app.extensions["settings"]
    server = web_server(app, host, port, chosen.threads)
    remember_address(chosen)
    with until_told(), working(app):
        welcome(app, chosen.base_url)
        server.run()


def run_tls(chosen: Settings, host: str, port: int) -> None:
    """Serve phones over TLS, with the page that installs the authority beside it."""
    both = with_next(port)
    ensure_free(host, *both)
    kept = phones.certificates(chosen)
    front = Front(host, *both)
    app = opened(told_base(chosen, front.office(kept)[0]))
    phones.announce(app, front, kept)
    remember_address(app.extensions["settings"])
    with until_told(), working(app):
        serve_tls(app, front, kept, lambda w: server_behind_relay(w, chosen.threads))


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Run the worker as long as this lasts."""
    _many_files()
    worker = Worker(app, EXPORTER)
    try:
        worker.start()
        yield
    finally:
        worker.stop()
        app.extensions["darkroom"].close()


@contextmanager
def until_told() -> Iterator[None]:
    """End in order when told to stop, at whatever moment that is."""
    try:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, _interrupt)
        yield
    except KeyboardInterrupt:
        click.echo("察访已停止。", err=True)


def _interrupt(_sign: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _many_files() -> None:
    """Allow as many open connections as the machine lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(max(soft, 2 * CONNECTIONS), hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
