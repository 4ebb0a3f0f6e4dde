"""The page that installs our authority on a phone, in plain HTTP on its own port.

It holds nothing secret: the enrolment code is shown by the terminal or the console,
for this page could be read by anybody in the network.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication

from flask import Flask, Response, render_template, send_file

from server.tls.authority import Certificates

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def install_page(certificates: Certificates, field_app: str) -> Flask:
    """Make the small application; `field_app` is where the phone goes afterwards."""
    app = Flask("server", static_folder="static", template_folder="templates")

    @app.get("/")
    def steps() -> str:
        return render_template(
            "phone/install.html",
            field_app=field_app,
            fingerprint=certificates.fingerprint,
        )

    @app.get("/chafang-authority.crt")
    def authority() -> Response:
        return send_file(
            io.BytesIO(certificates.authority),
            mimetype="application/x-x509-ca-cert",
            download_name="chafang-authority.crt",
            as_attachment=True,
        )

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


@contextmanager
def beside(page: WSGIApplication, host: str, port: int) -> Iterator[None]:
    """Serve the page from a thread of its own, until left."""
    with _Server((host, port), _Visitor) as server:
        server.set_app(page)
        threading.Thread(target=server.serve_forever, name="install page").start()
        try:
            yield
        finally:
            server.shutdown()


class _Visitor(WSGIRequestHandler):
    """A visitor who may not stay for ever, and of whom nothing is written down."""

    timeout = 30

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingMixIn, WSGIServer):
    """Python's own small server: one page, a few visitors."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking anybody for our full name, which can take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()
