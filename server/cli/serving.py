"""`chafang serve` and `chafang worker`."""

from __future__ import annotations

import dataclasses
import logging
import os
import resource
import signal
import threading
from typing import Any

import click
import waitress
from flask import Flask

from server import schema
from server.app import create_app
from server.cli.place import settings
from server.cli.told import Told, command
from server.config import Settings
from server.jobs import Worker

CONNECTIONS = 2000


def hang(main: click.Group) -> None:
    """Add the commands that stay."""

    @command(main, "serve")
    @click.option("--host", default="127.0.0.1", show_default=True)
    @click.option("--port", default=8000, show_default=True)
    def serve(host: str, port: int) -> Told:
        """Serve pages, phones and jobs in one process."""
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
        app = opened(told_base(settings(), f"http://{host}:{port}"))
        run(app, host, port)
        return Told({"stopped": True})

    @command(main, "worker")
    def worker() -> Told:
        """Run jobs in a process of its own, beside any number of servers."""
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
        toiler = Worker(opened(settings()))
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
    _many_files()
    worker = Worker(app)
    server: Any = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=app.extensions["settings"].threads,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=300,
        ident=None,
    )
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: _end(stop))
    worker.start()
    click.echo(f"察访已启动：http://{host}:{port}", err=True)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("察访已停止。", err=True)
    finally:
        worker.stop()
        app.extensions["darkroom"].close()


def _end(stop: threading.Event) -> None:
    stop.set()
    raise KeyboardInterrupt


def _many_files() -> None:
    """Allow as many open connections as the machine lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(max(soft, 2 * CONNECTIONS), hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
