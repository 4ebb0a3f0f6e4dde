"""The web server: waitress, set up for many slow phones."""

from __future__ import annotations

from typing import Any
from wsgiref.types import WSGIApplication

import waitress

CONNECTIONS = 2000
PATIENT = {
    "connection_limit": CONNECTIONS,
    "asyncore_use_poll": True,
    "channel_timeout": 300,
    # A photo arrives in a few large pieces, not in dozens of small ones.
    "recv_bytes": 65536,
    "ident": None,
}
#: A proxy on this very machine says who called and whether the line was encrypted.
#: Unheard, everybody would call from one address, and one guesser lock out all.
PROXIED = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}


def web_server(app: WSGIApplication, host: str, port: int, threads: int) -> Any:
    """Make the server that people and a proxy on this machine call."""
    return waitress.create_server(
        app, host=host, port=port, threads=threads, **PATIENT, **PROXIED
    )


def server_behind_relay(app: WSGIApplication, threads: int) -> Any:
    """Make the server behind our own relay, which already tells who called."""
    return waitress.create_server(
        app, host="127.0.0.1", port=0, threads=threads, url_scheme="https", **PATIENT
    )
