"""Ports to listen on: which may be named, and what is said of one that is taken."""

from __future__ import annotations

import errno
import socket

import click

from server.cli.told import CannotStart

HIGHEST = 65535
PORT = click.IntRange(1, HIGHEST)


def with_next(port: int) -> tuple[int, int]:
    """Name a port and the one after it, which the page for phones takes.

    Raises click.BadParameter.
    """
    if port == HIGHEST:
        raise click.BadParameter(
            f"with --tls the page for phones takes the next port; {HIGHEST - 1} at most"
        )
    return port, port + 1


def ensure_free(host: str, *ports: int) -> None:
    """See that ports can be listened on; raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        try:
            socket.create_server((host, port), family=family).close()
        except OSError as error:
            raise _said(host, port, error) from None


def _said(host: str, port: int, error: OSError) -> CannotStart:
    """Say in words why a port cannot be listened on."""
    if error.errno == errno.EADDRINUSE:
        free = port + 1 if port < HIGHEST - 1 else 8000
        return CannotStart("port_taken", port=port, free=free)
    return CannotStart("address_unusable", host=host, port=port, why=error.strerror)
