"""Serve phones: the relay, the office behind it, and the page that installs."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from server.tls.authority import Certificates
from server.tls.names import address
from server.tls.page import beside, install_page
from server.tls.relay import BACKLOG, Relay


class WebServer(Protocol):
    """What waitress gives us: a server bound to a port that runs until it is told."""

    effective_port: int

    def run(self) -> None:
        """Serve until KeyboardInterrupt or SystemExit."""


@dataclass(frozen=True, slots=True)
class Front:
    """Where phones knock: a host to listen on, the safe port and the page's port."""

    host: str
    port: int
    page_port: int

    def office(self, certificates: Certificates) -> tuple[str, ...]:
        """List the safe addresses, the best for a phone first."""
        return tuple(f"https://{_in_url(n)}:{self.port}" for n in certificates.names)

    def page(self, certificates: Certificates) -> str:
        """Give the address of the page that installs the authority."""
        return f"http://{_in_url(certificates.names[0])}:{self.page_port}/"


def serve_tls(
    app: WSGIApplication,
    front: Front,
    certificates: Certificates,
    make_server: Callable[[WSGIApplication], WebServer],
) -> None:
    """Serve phones until interrupted.

    `make_server` makes the server behind: on 127.0.0.1, any free port, and told that
    its scheme is https. The application sees each phone's own address.
    """
    callers: dict[int, str] = {}
    behind = make_server(_naming(app, callers))
    relay = Relay(certificates.server, ("127.0.0.1", behind.effective_port), callers)
    page = install_page(certificates, f"{front.office(certificates)[0]}/app/")
    with (
        _listening(front) as listener,
        relay.running(listener),
        beside(page, front.host, front.page_port),
    ):
        behind.run()


def _naming(app: WSGIApplication, callers: dict[int, str]) -> WSGIApplication:
    """Tell the application who calls: the phone, not the relay."""

    def named(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        port = environ.get("REMOTE_PORT", "")
        caller = callers.get(int(port)) if port.isdecimal() else None
        if caller is not None:
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = caller
        return app(environ, start)

    return named


def _listening(front: Front) -> socket.socket:
    return socket.create_server((front.host, front.port), backlog=BACKLOG)


def _in_url(name: str) -> str:
    number = address(name)
    return f"[{name}]" if number is not None and number.version == 6 else name
