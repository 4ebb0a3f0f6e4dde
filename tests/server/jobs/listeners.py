"""A mail server and a webhook on loopback that keep what they are told."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


class Letters(socketserver.StreamRequestHandler):
    """Speaks enough SMTP to be handed a message."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._data()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            elif word == b"MAIL" and self._busy():
                self._say("421 come back later")
                return
            else:
                self._say("250 fine")

    def _busy(self) -> bool:
        """Whether this one is refused: the first so many are."""
        server: Any = self.server
        server.refusals -= 1
        return server.refusals >= 0

    def _data(self) -> None:
        self._say("354 go on")
        kept = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            kept.append(line)
        server: Any = self.server
        server.heard.append(b"".join(kept))
        self._say("250 kept")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Posts(BaseHTTPRequestHandler):
    """Keeps the body of each post, or answers 503 to the first so many."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server: Any = self.server
        server.refusals -= 1
        refused = server.refusals >= 0
        if not refused:
            server.heard.append(body)
        self.send_response(503 if refused else 204)
        self.end_headers()

    def log_message(self, *told: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(kind: type, handler: type, refusals: int = 0) -> Iterator[Any]:
    """Listen on a free port of loopback; `heard` keeps what was taken."""
    server = kind(("127.0.0.1", 0), handler)
    server.heard, server.refusals = [], refusals
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def letters(refusals: int = 0) -> Any:
    """Be a mail server."""
    return listening(socketserver.ThreadingTCPServer, Letters, refusals)


def posts(refusals: int = 0) -> Any:
    """Be a webhook."""
    return listening(HTTPServer, Posts, refusals)
